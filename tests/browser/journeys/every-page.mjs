// What must hold of every page for every role: it fits the screen, axe finds nothing, all of it works by keyboard.
import { accountsOf, ensureAccessible, ensureFits, open, settled, sizes } from "../lib/app.mjs";
import { ensureKeyboard } from "../lib/keyboard.mjs";
import { linked } from "../lib/pages.mjs";
import { ensure, test } from "../lib/suite.mjs";

const roles = ["manager", "officer", "reviewer", "reporter", "admin"];

/// A page that several roles have is looked at through the eyes of the first.
const looked = new Set();

for (const role of roles) {
  test(`every page: ${role} at four widths, by keyboard, in two languages`, async (app) => {
    const [user] = accountsOf(role);
    const page = await app.as(user.user);
    const seen = await linked(page);
    ensure(seen.length >= 2, `pages of ${role}: ${seen}`);
    const fresh = seen.filter((address) => {
      const name = address.split("/").slice(0, 2).join("/").split("?")[0] + (/^\/\w+\//.test(address) ? "/…" : "");
      return !looked.has(name) && looked.add(name);
    });
    for (const address of fresh) {
      await page.setViewportSize(sizes.office);
      await open(page, address);
      for (const size of Object.keys(sizes)) {
        await page.setViewportSize(sizes[size]);
        await settled(page);
        await ensureFits(page, `${address} at ${size}`);
        if (size === "office") {
          await ensureAccessible(page, address);
          await ensureKeyboard(page, address);
        }
      }
      ensure((await page.locator(".page-actions button", { hasText: "Hướng dẫn" }).count()) === 1 || address === "/help", `${address} has help of its own`);
    }
    await page.setViewportSize(sizes.office);
    await page.locator("button[lang=en]").click();
    await page.setViewportSize(sizes.phone);
    for (const address of fresh) {
      await open(page, address);
      await ensureAccessible(page, `${address} in English on a phone`);
    }
  });
}

test("every page: the log-in page", async (app) => {
  for (const size of Object.keys(sizes)) {
    const page = await app.visitor(size);
    await page.waitForSelector(".login-form");
    await ensureFits(page, `log-in at ${size}`);
    await ensureAccessible(page, `log-in at ${size}`);
  }
});
