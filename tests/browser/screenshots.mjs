// Pictures of every page at two widths, to be looked at; a few of them stand in the README.
import { accountsOf, open, openBrowser, sizes } from "./lib/app.mjs";
import { linked } from "./lib/pages.mjs";

const folder = process.env.RASOAT_SCREENSHOTS;
const app = await openBrowser();
const taken = new Set();
for (const role of ["manager", "officer", "reviewer", "reporter", "admin"]) {
  const page = await app.as(accountsOf(role)[0].user);
  for (const address of [...(await linked(page)), "/rankings?view=map", "/rankings?view=trend", "/rankings?area=535"]) {
    const name = address.replace(/^\//, "").replace(/[?&=/]+/g, "-").replace(/-as_of.*/, "");
    if (taken.has(name)) continue;
    taken.add(name);
    for (const size of ["office", "phone"]) {
      await page.setViewportSize(sizes[size]);
      await open(page, address);
      await page.screenshot({ path: `${folder}/${name}-${size}.png`, fullPage: size === "phone" });
    }
  }
  await app.closePages();
}
await app.close();
console.log(`${taken.size} pages in ${folder}`);
