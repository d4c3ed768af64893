// What must hold of every page for every role: it fits the screen, axe finds nothing, no word is missing.
import { accountsOf, ensureAccessible, ensureFits, open, settled, sizes } from "../lib/app.mjs";
import { ensure, test } from "../lib/suite.mjs";

const roles = ["manager", "officer", "reviewer", "reporter", "admin"];

/// The pages in the menu, and those below them that the pages seen so far link to (the first of each).
async function addresses(page) {
  const menu = await page.$$eval(".side nav a", (all) => all.map((each) => each.getAttribute("href").slice(1)));
  const below = [];
  for (const address of menu) {
    await open(page, address);
    const link = await page.$$eval("main a[href^='#/']", (all) => all.map((each) => each.getAttribute("href").slice(1)));
    const deeper = link.find((each) => /^\/\w+\/[^?]+/.test(each) && !below.some((known) => known.split("/")[1] === each.split("/")[1]));
    if (deeper) below.push(deeper);
  }
  return [...menu, ...below];
}

/// A page that several roles have is looked at through the eyes of the first.
const looked = new Set();

for (const role of roles) {
  test(`every page: ${role} at three widths, in two languages`, async (app) => {
    const [user] = accountsOf(role);
    const page = await app.as(user.user);
    const seen = await addresses(page);
    ensure(seen.length >= 2, `pages of ${role}: ${seen}`);
    for (const address of seen) {
      const name = address.split("/").slice(0, 2).join("/").split("?")[0] + (/^\/\w+\//.test(address) ? "/…" : "");
      if (looked.has(name)) continue;
      looked.add(name);
      for (const size of Object.keys(sizes)) {
        await page.setViewportSize(sizes[size]);
        await open(page, address);
        await ensureFits(page, `${address} at ${size}`);
        if (size !== "magnified") await ensureAccessible(page, `${address} at ${size}`);
      }
      await page.setViewportSize(sizes.office);
      await page.locator("button[lang=en]").click();
      await settled(page);
      await ensureAccessible(page, `${address} in English`);
      await page.locator("button[lang=vi]").click();
      await settled(page);
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
