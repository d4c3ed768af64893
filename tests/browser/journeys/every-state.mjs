// The states that pages come into, panels, forms, menus, refusals: each read by axe in both languages, each whole on the
// office screen at 200 % and on a phone.
import { account, ensureAccessible, ensureFits, ensureWhole, open, settled, sizes, speak } from "../lib/app.mjs";
import { counts, file, households } from "../lib/files.mjs";
import { ensure, same, test } from "../lib/suite.mjs";

/// Looked at as it stands; `still` is a state in which something is on its way.
async function look(page, words, { still = false } = {}) {
  const rest = () => (still ? page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))) : settled(page));
  await rest();
  await ensureAccessible(page, words);
  for (const size of ["doubled", "phone"]) {
    await page.setViewportSize(sizes[size]);
    await rest();
    await ensureFits(page, `${words} at ${size}`);
    await ensureWhole(page, `${words} at ${size}`);
  }
  await speak(page, "en");
  await rest();
  await ensureFits(page, `${words} on a phone in English`);
  await ensureWhole(page, `${words} on a phone in English`);
  await ensureAccessible(page, `${words} on a phone in English`);
  await speak(page, "vi");
  await page.setViewportSize(sizes.office);
  await rest();
}

/// Escape closes a panel and gives the focus back to what opened it.
async function closes(page, opener) {
  await page.keyboard.press("Escape");
  await page.locator("dialog.panel").waitFor({ state: "detached" });
  ensure(await opener.evaluate((element) => element === document.activeElement), "the focus is back where it was");
}

const button = (page, name) => page.getByRole("button", { name, exact: true }).first();

test("every state: a ranking with its options, its menu, a line open, a flag's reason", async (app) => {
  const page = await app.as("manager");
  await open(page, "/rankings?round=2023&group=mountain&order=worst&intervals=1&partial=1");
  await look(page, "a ranking with options");
  await button(page, "Tải về").click();
  await ensureAccessible(page, "the menu of downloads", ".menu");
  await open(page, "/rankings?round=2023");
  const line = page.locator("tr.row .open-row").last();
  await line.focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog.panel[open] dl.facts").waitFor();
  await look(page, "a line of the ranking");
  await closes(page, line);
  await page.locator("tr.row button.badge").last().focus();
  await page.locator(".tip").waitFor();
  await ensureAccessible(page, "the reason of a flag", ".tip");
  await open(page, "/rankings?round=2026");
  await look(page, "a ranking without figures");
  await open(page, "/rankings?round=2026&level=district");
  await page.locator(".note.warn").waitFor();
  await look(page, "a level that is no more");
});

test("every state: help, an area's reply form, evidence, no page, the menu on a phone", async (app) => {
  const page = await app.as("manager");
  await open(page, "/overview");
  const help = button(page, "Hướng dẫn");
  await help.click();
  await look(page, "help");
  await closes(page, help);
  await open(page, "/areas/530?as_of=2023-12-31&round=2023");
  await button(page, "Trả lời cờ này").click();
  await button(page, "Lưu").click();
  await page.getByText("Cần ghi lý do.").waitFor();
  await button(page, "Lịch sử của cờ").click();
  await look(page, "an area with a reply being written");
  await open(page, "/audit?round=2023&area=21115");
  await page.locator("dialog.panel[open]").waitFor();
  await look(page, "the evidence of a commune");
  await open(page, "/nowhere");
  await look(page, "no page");
  await page.setViewportSize(sizes.phone);
  await button(page, "Mở danh mục").click();
  await ensureAccessible(page, "the menu on a phone");
  await page.keyboard.press("Escape");
});

test("every state: a file on its way, refused, rejected, to be decided, returned", async (app) => {
  const officer = await app.as("officer");
  const send = async (kind, path) => {
    await open(officer, `/uploads?kind=${kind}&round=2026`);
    await officer.locator(".drop input").setInputFiles(path);
    await button(officer, "Gửi để kiểm tra").click();
  };
  await send("counts", file("anh.csv", ["\u0000\u0001\u0002JFIF"]));
  await officer.locator(".note.error").waitFor();
  await look(officer, "a file that is no table");
  await send("households", households("trang-thai.csv", "21118", 4, (line, index) => (index === 1 ? line.replace(",4,100,", ",bốn,100,") : line)));
  await officer.waitForURL(/#\/uploads\/\d+/);
  await settled(officer);
  await look(officer, "a rejected file");
  await send("counts", counts("trang-thai-2.csv", [["21118", 700, 9, 4]]));
  await officer.waitForURL(/#\/uploads\/\d+/);
  await settled(officer);
  await button(officer, "Trình duyệt").click();
  await officer.locator("h1 .state", { hasText: "Chờ duyệt" }).waitFor();
  await look(officer, "a file that waits");
  const reviewer = await app.as("reviewer");
  await open(reviewer, officer.url().split("#")[1]);
  await button(reviewer, "Trả lại…").click();
  await button(reviewer, "Trả lại tệp").click();
  await reviewer.getByText("Cần ghi lý do.").waitFor();
  await look(reviewer, "a file being returned");
});

test("every state: a schedule being written, what changed since a release", async (app) => {
  const page = await app.as("reporter");
  await open(page, "/schedules");
  await button(page, "Thêm lịch").click();
  await page.getByLabel("Đến hạn theo").selectOption("cron");
  await look(page, "a schedule being written");
  await open(page, "/releases");
  const name = `tt-${Date.now() % 1_000_000}`;
  await page.getByLabel("Tên bản chốt").fill(name);
  await button(page, "Chốt số liệu hiện tại").click();
  await page.locator("tr.row", { hasText: name }).getByRole("button").click();
  await page.locator("dialog.panel[open]").waitFor();
  await look(page, "what changed since a release");
});

test("every state: an account made and opened, a round made, nothing found, a notice with its way back", async (app) => {
  const page = await app.as("admin");
  await open(page, "/accounts");
  await button(page, "Thêm tài khoản").click();
  await look(page, "an account being made");
  await open(page, "/accounts?user=exporter");
  await page.locator("dialog.panel[open]").waitFor();
  await look(page, "an account opened");
  await open(page, "/rounds");
  await button(page, "Thêm kỳ").click();
  await look(page, "a round being made");
  await open(page, "/log?user=nobody-at-all");
  await look(page, "a log without such lines");
  await open(page, "/rounds");
  await page.getByRole("button", { name: "Đóng kỳ: 2020" }).click();
  const undo = page.getByRole("button", { name: "Hoàn tác" });
  await undo.waitFor();
  await ensureAccessible(page, "a notice");
  await undo.click();
  await page.getByRole("button", { name: "Đóng kỳ: 2020" }).waitFor();
});

test("every state: loading, no line, no right, a fault, a session that ended", async (app) => {
  app.excuse(/ERR_INTERNET_DISCONNECTED|status of 500/);
  const page = await app.as("manager");
  const benchmarks = "**/api/v1/benchmarks";
  const refusal = (status) => ({ status, contentType: "application/problem+json", body: JSON.stringify({ status, title: "", detail: "Chi tiết để đọc" }) });
  let go;
  const held = new Promise((later) => (go = later));
  for (const [words, answer, seen] of [
    ["no line", (route) => route.abort("internetdisconnected"), ".note.warn"],
    ["no right", (route) => route.fulfill(refusal(403)), ".note.error"],
    ["a fault", (route) => route.fulfill(refusal(500)), ".note.error"],
    ["loading", (route) => held.then(() => route.continue()).catch(() => undefined), ".waiting"],
  ]) {
    await open(page, "/help");
    await page.route(benchmarks, answer);
    await page.evaluate(() => (location.hash = "#/benchmarks"));
    await page.locator(seen).waitFor();
    await look(page, words, { still: true });
    if (words === "loading") go();
    await page.unroute(benchmarks);
  }
  const visitor = await app.visitor();
  await visitor.fill("[name=user]", "officer525");
  await visitor.fill("[name=password]", "sai hoàn toàn");
  await visitor.keyboard.press("Enter");
  await visitor.locator(".note.error").waitFor();
  await ensureAccessible(visitor, "a log-in refused");
  await visitor.fill("[name=password]", account("officer525").password);
  await visitor.keyboard.press("Enter");
  await visitor.waitForSelector(".shell h1");
  await open(visitor, "/uploads?kind=counts&round=2026");
  await visitor.locator(".drop input").setInputFiles(counts("dang-do.csv", [["21118", 701, 9, 4]]));
  await visitor.context().clearCookies();
  await button(visitor, "Gửi để kiểm tra").click();
  const dialog = visitor.getByRole("dialog");
  await dialog.waitFor();
  await look(visitor, "a session that ended", { still: true });
  await dialog.locator("[name=password]").fill(account("officer525").password);
  await visitor.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  // The file that was chosen went out by itself.
  await visitor.waitForURL(/#\/uploads\/\d+/);
  await settled(visitor);
  same((await visitor.locator("h1").textContent()).includes("dang-do.csv"), true, "the work in the form was kept");
});
