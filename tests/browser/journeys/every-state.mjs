// The states that pages come into, panels, forms, menus, refusals: each read by axe in both languages, each whole on the
// office screen at 200 % and on a phone.
import { ensureAccessible, ensureFits, ensureWhole, open, settled, sizes, speak } from "../lib/app.mjs";
import { counts, file, households } from "../lib/files.mjs";
import { ensure, test } from "../lib/suite.mjs";

/// Looked at as it stands.
async function look(page, words) {
  const rest = () => settled(page);
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
