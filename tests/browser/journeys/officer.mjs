// Officers' files: at fault, returned with a reason, sent over a line that breaks, refused.
import { readFileSync } from "node:fs";
import { open, settled } from "../lib/app.mjs";
import { counts, file, households } from "../lib/files.mjs";
import { ensure, same, test } from "../lib/suite.mjs";

const round = "2026";
const state = (page) => page.locator("h1 .state").textContent();

async function send(page, kind, path) {
  await open(page, `/uploads?kind=${kind}&round=${round}`);
  await page.locator(".drop input").setInputFiles(path);
  await page.getByRole("button", { name: "Gửi để kiểm tra" }).click();
  await page.waitForURL(/#\/uploads\/\d+/);
  await settled(page);
  return Number(/uploads\/(\d+)/.exec(page.url())[1]);
}

async function decide(page, id, button, next) {
  await open(page, `/uploads/${id}`);
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.locator("h1 .state", { hasText: next }).waitFor();
}

test("a faulty CSV: its name is text, its cells have their letters, it comes back with a column of reasons", async (app) => {
  const officer = await app.as("officer");
  const spoilt = households("danh-sách <script>.csv", "21115", 6, (line, index) => {
    if (index === 2) return line.replace(",4,100,", ",bốn,100,");
    if (index === 4) return line.replace("H5", "H1").replace("Thôn 2", "Thôn 1");
    return line;
  });
  await send(officer, "households", spoilt);
  same(await state(officer), "Bị trả lại", "a file with errors");
  ensure((await officer.locator("h1").textContent()).includes("<script>"), "a file's name is text");
  await officer.getByRole("searchbox", { name: "Tìm trong phát hiện" }).fill("bốn");
  const cell = officer.locator(".cell-in-sheet.error", { hasText: "F members" });
  await cell.locator("tbody th", { hasText: "4" }).waitFor();
  ensure((await cell.locator("tbody").innerText()).includes("Hrê"), "the cell stands among its neighbours");
  const download = officer.waitForEvent("download");
  await officer.getByRole("button", { name: "Tải danh sách phát hiện" }).click();
  ensure(/findings/.test((await download).suggestedFilename()), "the findings as a file");
  const marked = officer.waitForEvent("download");
  await officer.getByRole("button", { name: "Tải tệp của tôi có đánh dấu lỗi" }).click();
  ensure(/Lý do \(rasoat\)/.test(readFileSync(await (await marked).path(), "utf8")), "the own file with a column of reasons");
  await open(officer, `/reporting?round=${round}&q=21115`);
  ensure((await officer.locator("tr.row").count()) > 0, "the board has the commune");
});

test("a file returned by the reviewer comes back with the reason and can be submitted again", async (app) => {
  const officer = await app.as("officer");
  const id = await send(officer, "counts", counts("tra-lai.csv", [["21172", 900, 10, 5]]));
  await decide(officer, id, "Trình duyệt", "Chờ duyệt");
  const reviewer = await app.as("reviewer");
  await open(reviewer, `/uploads/${id}`);
  await reviewer.getByRole("button", { name: "Trả lại…" }).click();
  await reviewer.getByRole("button", { name: "Trả lại tệp" }).click();
  await reviewer.getByText("Cần ghi lý do.").waitFor();
  await reviewer.getByLabel("Lý do trả lại").fill("Tổng số hộ khác với <b>công an</b> xã");
  await reviewer.getByRole("button", { name: "Trả lại tệp" }).click();
  await reviewer.locator("h1 .state", { hasText: "Bị trả lại" }).waitFor();
  await officer.reload();
  await officer.getByText("Tổng số hộ khác với <b>công an</b> xã").waitFor();
  await decide(officer, id, "Trình duyệt", "Chờ duyệt");
});

test("a line that breaks is tried again, and the file that had arrived is recognised", async (app) => {
  const officer = await app.as("officer");
  const path = counts("duong-truyen.csv", [["21196", 800, 8, 4]]);
  let broken = 0;
  await officer.route("**/api/v1/uploads?*", async (route) => {
    if (route.request().method() !== "POST" || broken > 0) return route.continue();
    broken += 1;
    // The service gets it, but its answer is lost.
    await officer.request.post(route.request().url(), { data: readFileSync(path), headers: { "Content-Type": "text/csv" } });
    await route.abort("connectionreset");
  });
  await send(officer, "counts", path);
  same(broken, 1, "the line broke once");
  await officer.getByText("Lần gửi trước đã đến nơi").waitFor();
  same(await state(officer), "Đã kiểm tra", "the upload that is there");
});

test("what is no table is refused in words, and the form is kept", async (app) => {
  const officer = await app.as("officer");
  await open(officer, `/uploads?kind=counts&round=${round}`);
  await officer.locator(".drop input").setInputFiles(file("anh.csv", ["\u0000\u0001\u0002JFIF"]));
  await officer.getByRole("button", { name: "Gửi để kiểm tra" }).click();
  await officer.locator(".note.error").waitFor();
  ensure((await officer.locator(".drop").textContent()).includes("anh.csv"), "the file is still chosen");
});
