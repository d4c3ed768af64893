// The whole way, through the pages only: an officer's faulty workbook, read, corrected, submitted; the reviewer sees what
// it changes and approves; the manager sees the ranking change; the report office downloads the report.
import { readFileSync } from "node:fs";
import { settled } from "../lib/app.mjs";
import { corrected, counts, households } from "../lib/files.mjs";
import { ensure, test } from "../lib/suite.mjs";
import { partsOf } from "../lib/workbook.mjs";

const round = "2026";
const communes = ["21115", "21124", "21127"];
/// Another one each time, so that a service that has seen this before still has something to change.
const whole = 1000 + (Date.now() % 900);
const rate = (Math.round((100 * 100 * 6) / whole) / 100).toFixed(2);

async function menu(page, name) {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await settled(page);
}

async function send(page, kind, path) {
  await menu(page, "Tệp số liệu");
  await page.getByLabel("Loại tệp").first().selectOption(kind);
  await page.getByLabel("Kỳ rà soát").first().selectOption(round);
  await page.locator(".drop input").setInputFiles(path);
  await page.getByRole("button", { name: "Gửi để kiểm tra" }).click();
  await page.waitForURL(/#\/uploads\/\d+/);
  await settled(page);
}

async function saved(page, button) {
  const download = page.waitForEvent("download");
  await button.click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

const stands = (page, state) => page.locator("h1 .state", { hasText: state }).waitFor();

test("the whole way from a faulty workbook to the report that has its figures", async (app) => {
  const manager = await app.as("manager");
  const ranking = async () => {
    await menu(manager, "Xếp hạng");
    await manager.getByLabel("Kỳ rà soát").selectOption(round);
    await manager.locator(".subtitle", { hasText: `kỳ ${round}` }).waitFor();
    await settled(manager);
    return manager.locator("main").innerText();
  };
  const before = await ranking();

  const officer = await app.as("officer");
  const spoil = (line, index) => (index === 2 ? line.replace(",4,100,", ",bốn,100,") : index === 4 ? line.replace(/poor$/, "khá giả") : line);
  await send(officer, "households", households("danh-sách.xlsx", communes[0], 6, spoil));
  await stands(officer, "Bị trả lại");
  await officer.getByRole("searchbox", { name: "Tìm trong phát hiện" }).fill("bốn");
  const cell = officer.locator(".cell-in-sheet.error", { hasText: "F members" });
  await cell.locator("tbody th", { hasText: "4" }).waitFor();
  ensure((await cell.locator("tbody").innerText()).includes("Hrê"), "the cell stands among its neighbours in the workbook");
  const marked = await saved(officer, officer.getByRole("button", { name: "Tải tệp của tôi có đánh dấu lỗi" }));
  ensure([...partsOf(marked.bytes).values()].some((part) => part.includes("Lý do (rasoat)")), `${marked.name}: the own workbook with a column of reasons`);

  // The marked file itself, two cells written over.
  await officer.getByRole("link", { name: "Gửi tệp đã sửa" }).click();
  await send(officer, "households", corrected("danh-sách-đã-sửa.xlsx", marked.bytes, [["bốn", "4"], ["khá giả", "poor"]]));
  await stands(officer, "Đã kiểm tra");
  await officer.getByRole("button", { name: "Trình duyệt", exact: true }).click();
  await stands(officer, "Chờ duyệt");
  await send(officer, "counts", counts("biểu tổng hợp.csv", communes.map((code, index) => [code, whole, 100 + 100 * index, 40])));
  await officer.getByRole("button", { name: "Trình duyệt", exact: true }).click();
  await stands(officer, "Chờ duyệt");

  const reviewer = await app.as("reviewer");
  for (const [name, change] of [["danh-sách-đã-sửa.xlsx", /\+ ?6/], ["biểu tổng hợp.csv", new RegExp(`1\\.${String(whole).slice(1)}`)]]) {
    await menu(reviewer, "Chờ duyệt");
    await reviewer.getByRole("link", { name }).last().click();
    await reviewer.locator("section.changes dl").waitFor();
    await settled(reviewer);
    const changes = await reviewer.locator("section.changes").innerText();
    ensure(change.test(changes), `what ${name} changes: ${changes}`);
    await reviewer.getByRole("button", { name: "Duyệt", exact: true }).click();
    await stands(reviewer, "Đã duyệt");
  }

  const after = await ranking();
  ensure(before !== after, "the ranking is another one");
  const row = await manager.locator("tr.row", { hasText: "Trà Bồng" }).first().textContent();
  ensure(row.includes(rate.replace(".", ",")), `6 of the list over ${whole} households: ${row}`);

  const reporter = await app.as("reporter");
  await menu(reporter, "Lập báo cáo");
  await reporter.getByLabel("Kỳ rà soát").selectOption(round);
  await settled(reporter);
  const card = reporter.locator(".reports li", { hasText: "ếp hạng" }).first();
  const report = await saved(reporter, card.getByRole("button", { name: "Excel" }));
  const texts = [...partsOf(report.bytes).values()].join("\n");
  ensure(texts.includes("Trà Bồng") && texts.includes(`<v>${Number(rate)}</v>`), `${report.name}: the commune with its rate ${rate}`);
});
