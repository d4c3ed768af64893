// What a page says when things are not well: no line, a slow one, no right, a fault, an empty answer; and that nothing
// somebody wrote is ever run.
import { readFileSync } from "node:fs";
import { account, base, open, settled } from "../lib/app.mjs";
import { ensure, same, test, until } from "../lib/suite.mjs";

const rankingsOf = (round) => (address) => address.pathname === "/api/v1/rankings" && address.searchParams.get("round") === round;

test("states: no line is said and tried again, a slow line is said, no right and a fault are said in words", async (app) => {
  app.excuse(/ERR_INTERNET_DISCONNECTED|status of 500/);
  const page = await app.as("manager");
  await open(page, "/rankings?round=2023");

  const away = rankingsOf("2022");
  await page.route(away, (route) => route.abort("internetdisconnected"));
  await page.getByLabel("Kỳ rà soát").selectOption("2022");
  await page.getByText("Trang sẽ tự thử lại khi có mạng.").waitFor();
  await page.unroute(away);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.locator("tr.row").first().waitFor();

  let go;
  const held = new Promise((later) => (go = later));
  await page.route(rankingsOf("2024"), async (route) => {
    await held;
    await route.continue();
  });
  await page.getByLabel("Kỳ rà soát").selectOption("2024");
  await page.getByText("Đường truyền chậm, vẫn đang tải…").first().waitFor();
  ensure((await page.locator("tr.row").count()) > 0, "what was there stays while the new is on its way");
  go();
  await page.locator(".subtitle", { hasText: "kỳ 2024" }).waitFor();

  const refusal = (status, title, detail) => ({ status, contentType: "application/problem+json", body: JSON.stringify({ status, title, detail }) });
  await page.route(rankingsOf("2025"), (route) => route.fulfill(refusal(403, "Không có quyền", "")));
  await page.getByLabel("Kỳ rà soát").selectOption("2025");
  await page.getByRole("alert").getByText("Tài khoản này không có quyền xem nội dung này").waitFor();

  let asked = 0;
  await page.route(rankingsOf("2026"), (route) => (++asked === 1 ? route.fulfill(refusal(500, "Máy chủ gặp lỗi", "Mã 7f3a")) : route.continue()));
  await page.getByLabel("Kỳ rà soát").selectOption("2026");
  await page.getByText("Mã 7f3a").waitFor();
  await page.getByRole("button", { name: "Thử lại" }).click();
  await page.getByText("Mã 7f3a").waitFor({ state: "detached" });
  same(asked, 2, "asked again by hand");
});

test("states: an address that is nobody's, and a page the role has not", async (app) => {
  const page = await app.as("officer");
  for (const address of ["/nowhere", "/accounts", "/areas/99999"]) {
    await open(page, address);
    const words = await page.locator("main").innerText();
    ensure(/không/i.test(words) && !/undefined|NaN|\{/.test(words), `${address}: ${words}`);
  }
});

test("states: a page whose file cannot be fetched says so, and comes when loaded anew", async (app) => {
  app.excuse(/ERR_INTERNET_DISCONNECTED/);
  const page = await app.as("manager");
  const others = "**/assets/others-*.js";
  await page.route(others, (route) => route.abort("internetdisconnected"));
  await page.goto("about:blank");
  await page.goto(`${base}/#/overview`);
  await page.getByText("Không lấy được trang này").waitFor();
  await page.unroute(others);
  await page.getByRole("button", { name: "Tải lại trang" }).click();
  await page.locator(".page-overview").waitFor();
});

test("states: a session that ended while nobody looked: the log-in page, and after it the ranking", async (app) => {
  app.excuse(/status of 401/);
  const page = await app.visitor();
  const enter = async () => {
    await page.fill("[name=user]", "manager");
    await page.fill("[name=password]", account("manager").password);
    await page.keyboard.press("Enter");
    await page.locator("tr.row").first().waitFor();
  };
  await enter();
  await page.context().clearCookies();
  await page.reload();
  await enter();
  same(await page.getByRole("alert").count(), 0, "nothing of the session before is complained of");
});

/// Markup that would run, and formulas: as names of areas, indicators, sources and notes.
const evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
const formula = '=HYPERLINK("http://x","y")';

function spoilt(answer) {
  const words = JSON.parse(JSON.stringify(answer));
  words.indicator.name = { vi: `Tỷ lệ ${evil}`, en: evil };
  words.rows.forEach((row, index) => {
    row.area.name = index % 2 ? `${formula} ${row.area.code}` : `${evil} ${row.area.code}`;
    for (const flag of row.flags) {
      flag.reason = { vi: `${evil} a − b = c điểm %`, en: evil };
      flag.benchmark.source = `${evil} javascript:alert(1)`;
    }
  });
  for (const benchmark of Object.values(words.benchmarks)) if (benchmark.source) benchmark.source = evil;
  return words;
}

test("what somebody wrote is text everywhere: table, panel, map, lines, files", async (app) => {
  const page = await app.as("manager");
  await page.route("**/api/v1/rankings?*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: response.ok() ? spoilt(await response.json()) : await response.json() });
  });
  await open(page, "/rankings?round=2023&level=district");
  const first = page.locator("tr.row .open-row").first();
  ensure((await first.textContent()).startsWith("<img src=x"), "the name as it was written");
  await page.locator("tr.row button.badge").last().focus();
  ensure((await page.locator(".tip").textContent()).includes("<script>"), "the reason as it was written");
  await page.keyboard.press("Escape");
  await first.click();
  await page.locator("dialog.panel[open] dl.facts").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("dialog.panel").waitFor({ state: "detached" });
  for (const [view, label] of [["Bản đồ", "Bản đồ"], ["Xu hướng", "Đường xu hướng"]]) {
    await page.getByText(view, { exact: true }).click();
    await page.locator(`.chart[aria-label^="${label}"] canvas`).waitFor();
    await settled(page);
    await page.mouse.move(700, 500);
  }
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Tải về" }).click();
  await page.getByRole("button", { name: "Văn bản (CSV)" }).click();
  const lines = readFileSync(await (await download).path(), "utf8");
  ensure(lines.includes("'=HYPERLINK") && !/(^|[,"\n])=HYPERLINK/.test(lines), "no cell starts a formula");
  same(await page.evaluate(() => globalThis.hit), undefined, "nothing ran");
  same(await page.locator("main img, main script").count(), 0, "no element came out of a text");
});

test("the page's own policy lets no inline script run and nothing come from elsewhere", async (app) => {
  const page = await app.visitor();
  const policy = (await page.request.get(base)).headers()["content-security-policy"];
  ensure(/default-src 'self'|script-src 'self'/.test(policy) && !/unsafe|\*/.test(policy), policy);
  app.excuse(/inline script/);
  await page.fill("[name=user]", account("manager").user);
  await page.evaluate(() => {
    addEventListener("securitypolicyviolation", (event) => (globalThis.refused = event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.hit = 1";
    document.body.append(script);
  });
  await until(() => page.evaluate(() => globalThis.refused), (directive) => /script/.test(directive ?? ""), "the browser refuses it");
  same(await page.evaluate(() => globalThis.hit), undefined, "it did not run");
});
