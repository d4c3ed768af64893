// The application as a person has it in front of them: a browser, accounts, pages at a width, and an ear for complaints.
import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { ensure, patience } from "./suite.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const base = process.env.RASOAT_URL;
export const sizes = {
  office: { width: 1366, height: 768 },
  magnified: { width: 1093, height: 614 }, // the office screen at 125 %
  doubled: { width: 683, height: 384 }, // and at 200 %
  phone: { width: 360, height: 740 },
};

const accounts = new Map(
  readFileSync(process.env.RASOAT_ACCOUNTS, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" "))
    .map(([user, role, areas, password]) => [user, { user, role, areas, password }]),
);
export const account = (user) => {
  ensure(accounts.has(user), `the demonstration has no account ${user}`);
  return accounts.get(user);
};
export const accountsOf = (role) => [...accounts.values()].filter((each) => each.role === role);

const asking = new WeakMap(); // page → requests without an answer so far

export async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
  const states = new Map(); // user → cookie, so that each signs in by hand once
  const contexts = [];
  let complaints = [];
  let excused = [];

  function listen(page) {
    const asked = new Set();
    asking.set(page, asked);
    page.on("request", (request) => asked.add(request));
    page.on("requestfinished", (request) => asked.delete(request));
    page.on("requestfailed", (request) => asked.delete(request));
    page.setDefaultTimeout(patience);
    page.on("pageerror", (error) => complaints.push(`error on the page: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      // What the service refuses is shown to the person; the browser's own line about it is no complaint.
      if (excused.some((pattern) => pattern.test(message.text()))) return;
      if (/Failed to load resource: (net::ERR_CONNECTION_RESET|the server responded with a status of 4(00|01|03|04|09|13|15|22))/.test(message.text())) return;
      complaints.push(`console: ${message.text()} (${page.url()})`);
    });
    page.on("request", (request) => {
      if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== new URL(base).origin)
        complaints.push(`content from another host: ${request.url()}`);
    });
    return page;
  }

  const slow = Number(process.env.RASOAT_SLOW ?? 1);
  async function opened(place) {
    const page = listen(await place.newPage());
    if (slow > 1) await (await place.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slow });
    return page;
  }

  async function context(size, state) {
    const made = await browser.newContext({ viewport: sizes[size], locale: "vi-VN", storageState: state, acceptDownloads: true });
    contexts.push(made);
    return made;
  }

  const app = {
    async visitor(size = "office") {
      const page = await opened(await context(size));
      await page.goto(base);
      return page;
    },

    /// Signs in on the log-in page the first time, with the cookie of that time later.
    async as(user, size = "office") {
      const known = states.get(user);
      const place = await context(size, known);
      const page = await opened(place);
      await page.goto(base);
      if (!known) {
        await page.fill("[name=user]", user);
        await page.fill("[name=password]", account(user).password);
        await page.keyboard.press("Enter");
      }
      await page.waitForSelector(".shell h1");
      if (!known) states.set(user, await place.storageState());
      return page;
    },

    /// The test itself makes the browser say so.
    excuse(pattern) {
      excused.push(pattern);
    },
    complain() {
      const now = complaints;
      complaints = [];
      ensure(now.length === 0, now.join("\n"));
    },
    async keepPicture(name) {
      const folder = process.env.RASOAT_PICTURES;
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      for (const [index, page] of contexts.flatMap((each) => each.pages()).entries())
        await page.screenshot({ path: `${folder}/${name.replace(/\W+/g, "-")}-${index}.png` }).catch(() => undefined);
    },
    async closePages() {
      complaints = [];
      excused = [];
      for (const each of contexts.splice(0)) await each.close();
    },
    close: () => browser.close(),
  };
  return app;
}

/// Changes the language as its button does, also while a panel lies above it.
export async function speak(page, language) {
  await page.evaluate((wanted) => document.querySelector(`button[lang=${wanted}]`).click(), language);
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

/// Opens an address of the application and waits until everything asked for has come.
export async function open(page, hash) {
  await page.goto(`${base}/#${hash}`);
  await settled(page);
}

export async function settled(page) {
  const drawn = () =>
    page.evaluate(
      () =>
        new Promise((done) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() =>
              setTimeout(() => done(document.querySelector("main h1") && !document.querySelector(".waiting, [aria-busy=true], .chart-box > [role=status]"))),
            ),
          ),
        ),
    );
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if ((await drawn()) && asking.get(page).size === 0 && (await drawn())) return;
  }
  throw new Error(`still waiting: ${page.url()} ${[...asking.get(page)].map((request) => request.url()).join(" ")}`);
}

export async function ensureFits(page, words) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  ensure(over <= 0, `${words}: ${over} px wider than the screen`);
}

/// Every control stands whole on the screen: not past its edge, not cut by a box around it, none of its words cut off.
export async function ensureWhole(page, words) {
  const cut = await page.evaluate(() => {
    const found = [];
    const scope = document.querySelector("dialog[open]") ?? document.querySelector("main");
    for (const element of scope.querySelectorAll("a[href], button, input, select, textarea, summary, label.check")) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest(".unseen, .skip")) continue;
      const box = element.getBoundingClientRect();
      if (box.width <= 2 || box.height <= 2) continue;
      const html = element.outerHTML.slice(0, 140);
      let scrolls = false;
      for (let around = element.parentElement; around && !scrolls; around = around.parentElement) {
        const { overflowX } = getComputedStyle(around);
        if (overflowX === "visible") continue;
        const room = around.getBoundingClientRect();
        scrolls = (overflowX === "auto" || overflowX === "scroll") && around.scrollWidth > around.clientWidth;
        if (!scrolls && (box.left < room.left - 1 || box.right > room.right + 1)) found.push(`cut by ${around.className}: ${html}`);
      }
      if (!scrolls && (box.left < -1 || box.right > innerWidth + 1)) found.push(`past the edge (${Math.round(box.left)} to ${Math.round(box.right)}): ${html}`);
      if (element.matches("button, a.button, summary") && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline")
        found.push(`words cut (${element.scrollWidth} in ${element.clientWidth}): ${html}`);
    }
    return found;
  });
  ensure(cut.length === 0, `${words}:\n  ${cut.slice(0, 6).join("\n  ")}`);
}

/// `within` narrows it to a part that lies above the rest and covers what is below it.
export async function ensureAccessible(page, words, within) {
  await page.evaluate(axeSource);
  // What the heading of a table covers half is no small target.
  await page.evaluate(() => scrollTo(0, 0));
  const found = await page.evaluate(async (part) => {
    const run = await globalThis.axe.run(part ?? document, {
      resultTypes: ["violations"],
      reporter: "no-passes",
      preload: false,
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return run.violations.map((each) => `${each.id}: ${each.help}\n    ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join("\n    ")}`);
  }, within);
  ensure(found.length === 0, `${words}:\n  ${found.join("\n  ")}`);
}
