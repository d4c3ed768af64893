// The report office and the administrator: reports, releases, schedules; accounts, first passwords, the log.
import { readFileSync } from "node:fs";
import { account, base, open, settled } from "../lib/app.mjs";
import { ensure, patience, same, test } from "../lib/suite.mjs";

const stamp = Date.now() % 1_000_000;

test("report office: a report in three formats, from a frozen release", async (app) => {
  const page = await app.as("reporter");
  await open(page, "/releases");
  const name = `ban-${stamp}`;
  await page.getByLabel("Tên bản chốt").fill(name);
  await page.getByRole("button", { name: "Chốt số liệu hiện tại" }).click();
  await page.locator("tr.row", { hasText: name }).waitFor();
  await open(page, `/reports?round=2023&release=${name}`);
  for (const [button, start] of [["Excel", "PK"], ["PDF", "%PDF"], ["Word", "PK"]]) {
    const table = button === "Excel" ? "Biểu 1." : "Báo cáo tóm tắt";
    const download = page.waitForEvent("download");
    await page.locator(".reports li", { hasText: table }).first().getByRole("button", { name: button }).click();
    const file = await download;
    ensure(readFileSync(await file.path(), "latin1").startsWith(start), `${button}: ${file.suggestedFilename()}`);
    await page.waitForFunction(() => !document.querySelector(".reports [aria-busy=true]"));
  }
});

test("report office: a schedule made, changed, run by hand, held and let go, removed and brought back", async (app) => {
  const page = await app.as("reporter");
  const name = `lich-${stamp}`;
  await open(page, "/schedules");
  await page.getByRole("button", { name: "Thêm lịch" }).click();
  await page.getByLabel("Tên lịch").fill(name);
  await page.getByRole("button", { name: "Lưu" }).click();
  const card = page.locator(".cards li", { hasText: name });
  await card.waitFor();
  await card.getByRole("button", { name: "Sửa" }).click();
  await page.getByLabel("Số ngày").fill("-3");
  await page.getByRole("button", { name: "Lưu" }).click();
  await card.getByText("3 ngày trước mốc").waitFor();
  await card.getByRole("button", { name: "Chạy ngay" }).click();
  await page.getByText(/Đã đưa vào hàng chờ: lượt số \d+/).waitFor();
  await open(page, "/exports");
  const run = page.locator(".cards li", { hasText: name });
  await run.getByRole("button", { name: "Phát hành" }).click({ timeout: 2 * patience });
  await run.locator(".state", { hasText: /Xong|Đã gửi|Đang gửi/ }).waitFor();
  await open(page, "/schedules");
  await card.getByRole("button", { name: "Xóa" }).click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await card.waitFor();
});

test("administrator: an account made, its first password changed at the first log-in, disabled; the log says so", async (app) => {
  const page = await app.as("admin");
  const user = `canbo${stamp}`;
  await open(page, "/accounts");
  await page.getByRole("button", { name: "Thêm tài khoản" }).click();
  await page.getByLabel("Tên đăng nhập").fill(user);
  await page.getByLabel("Địa bàn").fill("21115");
  await page.getByRole("button", { name: "Tạo tài khoản" }).click();
  const first = await page.locator("code.secret").textContent();

  const visitor = await app.visitor();
  await visitor.fill("[name=user]", user);
  await visitor.fill("[name=password]", first);
  await visitor.keyboard.press("Enter");
  await visitor.getByRole("heading", { name: "Đổi mật khẩu" }).waitFor();
  await visitor.getByLabel("Mật khẩu hiện tại").fill(first);
  await visitor.getByLabel("Mật khẩu mới", { exact: true }).fill("Một câu dài dễ nhớ 2026");
  await visitor.getByLabel("Nhập lại mật khẩu mới").fill("Một câu dài dễ nhớ 2026");
  await visitor.locator("form").getByRole("button", { name: "Đổi mật khẩu" }).click();
  await visitor.getByText("Đã đổi mật khẩu").waitFor();

  await open(page, `/accounts?q=${user}`);
  await page.getByRole("button", { name: "Khóa" }).click();
  await page.locator("tr.row .state", { hasText: "Đã khóa" }).waitFor();
  await open(page, `/log?q=${user}`);
  const lines = await page.locator("tr.row").allTextContents();
  ensure(lines.some((line) => line.includes("Tạo tài khoản")) && lines.some((line) => line.includes("Khóa tài khoản")), lines.join("\n"));
});

test("a session that ends asks for the password above the page and goes on where it was", async (app) => {
  const page = await app.visitor();
  await page.fill("[name=user]", "officer525");
  await page.fill("[name=password]", account("officer525").password);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".shell h1");
  await open(page, "/uploads?kind=counts&round=2026");
  await page.context().clearCookies();
  await page.locator(".control-row").last().getByLabel("Trạng thái").selectOption("approved");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await dialog.locator("[name=password]").fill(account("officer525").password);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await settled(page);
  ensure(page.url().startsWith(`${base}/#/uploads`) && page.url().includes("state=approved"), page.url());
});

test("the first load is small, and the chart library comes only with a chart", async (app) => {
  const page = await app.visitor();
  await page.fill("[name=user]", "manager");
  await page.fill("[name=password]", account("manager").password);
  await page.keyboard.press("Enter");
  await page.waitForSelector("tr.row");
  await settled(page);
  const loaded = await page.evaluate(() =>
    ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind).map(({ name, encodedBodySize }) => ({ name, encodedBodySize }))),
  );
  same(loaded.some(({ name }) => name.includes("charts")), false, "the chart library is loaded for a table");
  const all = loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  ensure(all > 20_000 && all < 400_000, `${all} bytes for the first page`);
});
