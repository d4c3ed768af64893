// What must hold of every page for every role: it fits the screen, axe finds nothing, all of it works by keyboard.
import { accountsOf, ensureAccessible, ensureFits, ensureWhole, open, settled, sizes, speak } from "../lib/app.mjs";
import { ensureKeyboard } from "../lib/keyboard.mjs";
import { linked } from "../lib/pages.mjs";
import { ensure, test } from "../lib/suite.mjs";

const roles = ["manager", "officer", "reviewer", "reporter", "admin"];

/// A page that several roles have is looked at again where a role finds other controls on it.
const looked = new Set();
const controlsOf = (page) =>
  page.$$eval("main button, main input, main select, main textarea, main details", (all) => [
    ...new Set(all.map((each) => `${each.tagName} ${each.tagName === "BUTTON" ? each.className + each.textContent.replace(/\d+/g, "").slice(0, 40) : (each.name ?? "") + each.className}`)),
  ].filter((each) => !each.includes("open-row")).sort().join());

for (const role of roles) {
  test(`every page: ${role} at four widths, by keyboard, in two languages`, async (app) => {
    const [user] = accountsOf(role);
    const page = await app.as(user.user);
    const seen = await linked(page);
    ensure(seen.length >= 2, `pages of ${role}: ${seen}`);
    for (const address of seen) {
      await page.setViewportSize(sizes.office);
      await open(page, address);
      const name = address.split("/").slice(0, 2).join("/").split("?")[0] + (/^\/\w+\//.test(address) ? "/…" : "");
      const kind = `${name} ${await controlsOf(page)}`;
      if (looked.has(kind)) continue;
      looked.add(kind);
      await ensureKeyboard(page, address);
      ensure((await page.locator(".page-head > .help", { hasText: "Hướng dẫn" }).count()) === 1 || address === "/help", `${address} has help of its own`);
      for (const language of ["vi", "en"]) {
        await speak(page, language);
        for (const size of Object.keys(sizes)) {
          await page.setViewportSize(sizes[size]);
          await settled(page);
          await ensureFits(page, `${address} at ${size} in ${language}`);
          await ensureWhole(page, `${address} at ${size} in ${language}`);
          if (size === "office" || (size === "phone" && language === "en")) await ensureAccessible(page, `${address} at ${size} in ${language}`);
        }
      }
      await speak(page, "vi");
    }
  });
}

test("every page: the log-in page", async (app) => {
  for (const size of Object.keys(sizes)) {
    const page = await app.visitor(size);
    await page.waitForSelector(".login-form");
    await ensureFits(page, `log-in at ${size}`);
    await ensureWhole(page, `log-in at ${size}`);
    await ensureAccessible(page, `log-in at ${size}`);
    await speak(page, "en");
    await ensureAccessible(page, `log-in at ${size} in English`);
  }
});
