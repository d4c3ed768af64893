// Pictures of every page at two widths, to be looked at; or of those named, at one, for the README.
import { accountsOf, open, openBrowser, sizes } from "./lib/app.mjs";
import { linked } from "./lib/pages.mjs";

const folder = process.env.RASOAT_SCREENSHOTS;
const only = (process.env.RASOAT_ONLY ?? "").split(" ").filter(Boolean);
const app = await openBrowser();
const taken = new Set();
for (const role of ["manager", "officer", "reviewer", "reporter", "admin"]) {
  const page = await app.as(accountsOf(role)[0].user);
  const addresses = only.length > 0 ? only.map((name) => `/${name}`) : [...(await linked(page)), "/rankings?view=map", "/rankings?view=trend", "/rankings?area=535"];
  for (const address of addresses) {
    const name = address.replace(/^\//, "").replace(/[?&=/]+/g, "-").replace(/-as_of.*/, "");
    if (taken.has(name)) continue;
    taken.add(name);
    for (const size of only.length > 0 ? ["office"] : ["office", "phone"]) {
      await page.setViewportSize(sizes[size]);
      await open(page, address);
      if (only.length > 0) await page.screenshot({ path: `${folder}/${name}.jpg`, type: "jpeg", quality: 60 });
      else await page.screenshot({ path: `${folder}/${name}-${size}.png`, fullPage: size === "phone" });
    }
  }
  await app.closePages();
}
await app.close();
console.log(`${taken.size} pages in ${folder}`);
