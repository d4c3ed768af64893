// Figures, not verdicts: how large the first load is, how soon the ranking can be used on a processor four times slower,
// and how smoothly the communes of the whole country scroll. Run by hand on a machine at rest: tests/browser/speed.
import { account, base, openBrowser } from "./lib/app.mjs";

const slower = 4;
const app = await openBrowser();
const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function signedIn() {
  const page = await app.visitor();
  await page.fill("[name=user]", "manager");
  await page.fill("[name=password]", account("manager").password);
  await page.keyboard.press("Enter");
  await page.waitForSelector("tr.row");
  return page;
}

/// Notes by the page's own clock, from the address entered: the first frame that shows a row, and how long a key then waits for
/// its panel. Nothing looks on meanwhile: a driver that asks over and over would be measured as well.
async function noteTimes(page) {
  await page.addInitScript(() => {
    const times = (globalThis.rasoatTimes = {});
    let pressed = 0;
    addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
    const shown = (name, began) =>
      requestAnimationFrame(() => setTimeout(() => (times[name] ??= performance.now() - began())));
    addEventListener("DOMContentLoaded", () => shown("empty", () => 0));
    new MutationObserver(() => {
      if (!times.seen && document.querySelector("tr.row .open-row")) {
        times.seen = performance.now();
        shown("drawn", () => 0);
      }
      if (!times.opened && pressed && document.querySelector("dialog.panel[open] dl.facts")) {
        times.opened = performance.now();
        shown("answered", () => pressed);
      }
    }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["open"] });
  });
}

/// The least there is: the first frame of one small picture of the same service.
async function empty(page) {
  const session = await page.context().newCDPSession(page);
  await page.goto("about:blank");
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.goto(`${base}/icon.svg`);
  await pause(1);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await session.detach();
  return page.evaluate(() => globalThis.rasoatTimes.empty);
}

const pause = (seconds) => new Promise((done) => setTimeout(done, 1_000 * seconds));

async function usable(page, cold) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.setCacheDisabled", { cacheDisabled: cold });
  await page.goto("about:blank");
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.goto(`${base}/#/rankings`, { waitUntil: "commit" });
  await pause(5);
  await page.locator("tr.row .open-row").first().focus();
  await page.keyboard.press("Enter");
  await pause(2);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await session.detach();
  return page.evaluate(() => globalThis.rasoatTimes);
}

async function scrolling(page) {
  const answer = await page.evaluate(() => fetch("/api/v1/rankings?indicator=poverty.rate&round=2023").then((response) => response.json()));
  const pattern = answer.rows[0];
  Object.assign(answer, { level: "commune", within: "VN" });
  answer.rows = Array.from({ length: 10_597 }, (_, index) => ({ ...pattern, rank: index + 1, value: index / 200, area: { code: String(10_000 + index), name: `Xã số ${index + 1}` } }));
  await page.route("**/api/v1/rankings?*within=VN*", (route) => route.fulfill({ json: answer }));
  await page.goto(`${base}/#/rankings?round=2023&level=commune&within=VN`);
  await page.locator("table.data[aria-rowcount='10598']").waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  const frames = await page.evaluate(
    () =>
      new Promise((done) => {
        const gaps = [];
        let last = 0;
        const step = (now) => {
          if (last) gaps.push(now - last);
          last = now;
          scrollBy(0, 400);
          if (gaps.length < 120) requestAnimationFrame(step);
          else done(gaps);
        };
        requestAnimationFrame(step);
      }),
  );
  const blank = await page.evaluate(() => [...document.querySelectorAll("tr.row")].filter((row) => row.getBoundingClientRect().top < innerHeight && row.getBoundingClientRect().bottom > 0).length);
  return { frames, blank };
}

const page = await signedIn();
const loaded = await page.evaluate(() =>
  ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind).map(({ name, encodedBodySize }) => ({ name, size: encodedBodySize }))),
);
console.log(`first load, log-in to ranking: ${kB(loaded.reduce((sum, each) => sum + each.size, 0))} compressed, chart library ${loaded.some(({ name }) => name.includes("charts")) ? "loaded" : "not loaded"} (aim: under 400 kB without it)`);
await noteTimes(page);
const floors = [];
for (let time = 0; time < 5; time += 1) floors.push(await empty(page));
console.log(`one small picture at ${slower}× slower: shown after ${middle(floors).toFixed(0)} ms, the least of this machine and this browser, middle of 5`);
for (const cold of [true, false]) {
  const runs = [];
  for (let time = 0; time < 5; time += 1) runs.push(await usable(page, cold));
  const [drawn, answered] = ["drawn", "answered"].map((name) => middle(runs.map((run) => run[name])).toFixed(0));
  console.log(`ranking at ${slower}× slower, ${cold ? "nothing kept by the browser" : "seen before"}: shown after ${drawn} ms (aim: under 1,000), a key answered within ${answered} ms, middle of 5`);
}
const { frames, blank } = await scrolling(page);
console.log(`10,597 communes at ${slower}× slower, 120 frames of 400 px: middle ${middle([...frames]).toFixed(0)} ms, longest ${Math.max(...frames).toFixed(0)} ms; ${blank} rows in sight at the end`);
await app.close();
