// The programme manager: ranks, flags, map, an area, and an address that shows a colleague the same.
import { readFileSync } from "node:fs";
import { base, open, settled, sizes } from "../lib/app.mjs";
import { ensure, same, skip, test, until } from "../lib/suite.mjs";

const names = (page) => page.$$eval("tr.row .open-row", (all) => all.map((each) => each.textContent.trim()));

async function rankings(app, hash = "/rankings") {
  const page = await app.as("manager");
  await open(page, hash);
  if ((await page.$$("tr.row")).length === 0) skip("the demonstration has no figures yet");
  return page;
}

test("manager: the first ranking has its averages, their sources, and flags that give the sum", async (app) => {
  const page = await rankings(app);
  const averages = await page.$$eval(".benchmark", (all) => all.map((each) => each.textContent));
  same(averages.length, 3, "country, region and province");
  for (const average of averages) ensure(/kỳ \d{4}/.test(average), `no period in “${average}”`);
  // On a screen so low that the focus itself scrolls the badge into sight, and the tip with it.
  await page.setViewportSize({ width: 1366, height: 420 });
  await settled(page);
  const badge = page.locator("tr.row button.badge").last();
  ensure((await badge.boundingBox()).y > 420, "the last flag is below the screen");
  await badge.focus();
  const tip = page.locator(".tip");
  ensure(/−.*=.*điểm %/.test(await tip.textContent()), `no sum in “${await tip.textContent()}”`);
  const apart = async () => {
    const [{ y, height }, at] = [await tip.boundingBox(), await badge.boundingBox()];
    return Math.min(Math.abs(y + height - at.y), Math.abs(y - at.y - at.height));
  };
  await until(apart, (pixels) => pixels < 12, "the reason stands beside its flag");
  await page.keyboard.press("Escape");
  await tip.waitFor({ state: "detached" });
});

test("manager: sorting, search and filter are in the address, and the address shows the same again", async (app) => {
  const page = await rankings(app);
  await page.getByRole("button", { name: "Đơn vị" }).click();
  await page.getByRole("searchbox", { name: "Tìm tên hoặc mã trong bảng" }).fill("son");
  const before = await until(
    () => names(page),
    (all) => all.length > 0 && all.every((name) => /s[oơ]n/i.test(name)),
    "search without marks",
  );
  ensure(page.url().includes("sort=area") && page.url().includes("q=son"), page.url());
  const again = await app.as("manager");
  await open(again, page.url().slice(base.length + 2));
  same((await names(again)).join(), before.join(), "the same rows in the same order");
});

test("manager: đ comes after d, whatever the kind of the unit", async (app) => {
  const page = await rankings(app, "/rankings?sort=area&level=district&within=51");
  const bare = (await names(page)).map((name) => name.replace(/^(Thành phố|Thị xã|Huyện) /, ""));
  ensure(bare.indexOf("Đức Phổ") > bare.indexOf("Bình Sơn") && bare.indexOf("Đức Phổ") < bare.indexOf("Lý Sơn"), bare.join(", "));
});

test("manager: a line opens with everything known of it, and leads to the area", async (app) => {
  const page = await rankings(app);
  const first = page.locator("tr.row .open-row").last();
  const name = (await first.textContent()).trim();
  await first.focus();
  await page.keyboard.press("Enter");
  const panel = page.locator("dialog.panel[open]");
  await panel.locator("dl.facts").waitFor();
  const words = await panel.textContent();
  ensure(words.includes(name), "the panel names the area");
  ensure(/[\d.]+ \/ [\d.]+ × 100 = [\d,]+\s%/.test(words), `no sum in “${words}”`);
  await panel.getByRole("link", { name: "Mở trang của đơn vị này" }).click();
  await page.waitForURL(/#\/areas\/\d+/);
  await page.locator("h1", { hasText: name }).waitFor();
});

test("manager: the same ranking as a map and as lines", async (app) => {
  const page = await rankings(app);
  for (const [view, label] of [["Bản đồ", "Bản đồ"], ["Xu hướng", "Đường xu hướng"]]) {
    await page.getByText(view, { exact: true }).click();
    await page.locator(`.chart[aria-label^="${label}"] canvas`).waitFor();
    await settled(page);
    ensure((await page.$$("tr.row")).length > 0, `${view} has its table`);
  }
});

test("manager: ten thousand communes are a table that scrolls, drawn only where it is looked at", async (app) => {
  const page = await rankings(app);
  const answer = await page.evaluate(() => fetch("/api/v1/rankings?indicator=poverty.rate&round=2023").then((response) => response.json()));
  const pattern = answer.rows[0];
  answer.level = "commune";
  answer.within = "VN";
  answer.rows = Array.from({ length: 10_597 }, (_, index) => ({
    ...pattern,
    rank: index + 1,
    value: index / 200,
    area: { code: String(10_000 + index), name: `Xã số ${index + 1}` },
  }));
  await page.route("**/api/v1/rankings?*within=VN*", (route) => route.fulfill({ json: answer }));
  await open(page, "/rankings?round=2023&level=commune&within=VN");
  same(await page.locator("table.data").first().getAttribute("aria-rowcount"), "10598", "rows and heading");
  for (const place of [0.5, 1]) {
    await page.evaluate((share) => scrollTo(0, share * document.documentElement.scrollHeight), place);
    await settled(page);
    const drawn = await page.locator("tr.row").count();
    ensure(drawn > 10 && drawn < 200, `${drawn} rows are drawn`);
    const middle = () => page.locator("tr.row").nth(Math.floor(drawn / 2)).evaluate((row) => row.getBoundingClientRect().top);
    await until(middle, (top) => top > -400 && top < 1200, "the drawn rows are those looked at");
  }
  await page.getByRole("button", { name: "Xã số 10597", exact: true }).waitFor();
});

test("manager: the overview is one glance, one screen, at 125 % of an office PC", async (app) => {
  const page = await app.as("manager");
  await page.setViewportSize(sizes.magnified);
  await open(page, "/overview");
  const words = await page.locator("main").innerText();
  for (const part of ["Tỉnh Quảng Ngãi", "Cả nước", "tỉnh chênh", "Cờ", "đơn vị đã xong", "Chưa xong:", "ngày", "Giải ngân năm", "tiến độ"]) ensure(words.includes(part), `no “${part}” in ${words}`);
  const { height, screen } = await page.evaluate(() => ({ height: document.documentElement.scrollHeight, screen: innerHeight }));
  ensure(height <= screen, `${height} px on a screen of ${screen}`);
});

test("manager: an area tells why: movement, programmes against their pace, criteria, flags with sums, where it came from", async (app) => {
  const page = await app.as("manager");
  await open(page, "/areas/530?as_of=2023-12-31&round=2023");
  const words = await page.locator("main").innerText();
  for (const part of ["Biến động hộ nghèo trong kỳ", "Mọi chỉ tiêu kỳ 2023", "Chương trình mục tiêu quốc gia, đến ngày 31/12/2023", "Tiến độ đều theo ngày", "Tiêu chí khó nhất ở trên"])
    ensure(words.includes(part), `no “${part}” in ${words}`);
  ensure(/[\d,]+ − [\d,]+ = \+[\d,]+ điểm %/.test(words), "a flag with its sum");
  await page.locator("details.family summary", { hasText: "Giảm nghèo bền vững" }).click();
  const table = await page.locator("details.family[open] table", { hasText: "Theo dự án" }).innerText();
  for (const part of ["Theo nguồn vốn", "Theo loại vốn", "Đã phân bổ", "Đã giải ngân"]) ensure(table.includes(part), `no “${part}” in ${table}`);
  // A commune has its own criteria by name.
  await open(page, "/areas/21343?as_of=2023-12-31&round=2023");
  const met = page.locator(".met-list li");
  ensure((await met.count()) >= 10 && /\d+\. \S+/.test(await met.first().innerText()), "criteria of the commune");
  ensure((await page.locator(".lineage").innerText()).includes("Trở thành"), "what became of it");
});

test("manager: a ranking leaves as a workbook, as text and as the picture that is on the page", async (app) => {
  const page = await rankings(app, "/rankings?round=2023&level=district&within=51");
  const taken = async (name) => {
    await page.getByRole("button", { name: "Tải về" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    return readFileSync(await (await download).path());
  };
  ensure((await taken("Bảng tính (XLSX)")).subarray(0, 2).toString() === "PK", "a workbook");
  ensure((await taken("Văn bản (CSV)")).toString("utf8").split("\r\n").length >= 14, "a line for each district");
  for (const view of ["Bảng", "Bản đồ", "Xu hướng"]) {
    await page.getByText(view, { exact: true }).click();
    await settled(page);
    const png = await taken("Hình ảnh (PNG)");
    ensure(png.subarray(1, 4).toString() === "PNG" && png.length > 20_000, `${view}: a picture of ${png.length} bytes`);
  }
});

test("manager: maps of both provinces' districts and of the communes of 2025", async (app) => {
  const page = await app.as("manager");
  for (const [address, least] of [["/rankings?round=2021&level=district&within=62&view=map", 10], ["/rankings?round=2025&level=commune&within=51&view=map", 96]]) {
    await open(page, address);
    await page.locator('.chart[aria-label^="Bản đồ"] canvas').waitFor();
    const rows = await page.locator("tr.row").count();
    ensure(rows >= least, `${address}: ${rows} units`);
  }
});
