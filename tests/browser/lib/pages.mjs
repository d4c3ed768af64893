import { open } from "./app.mjs";

/// The pages in the menu, and those below them that the pages seen so far link to (the first of each).
export async function linked(page) {
  const menu = await page.$$eval(".side nav a", (all) => all.map((each) => each.getAttribute("href").slice(1)));
  const below = [];
  for (const address of menu) {
    await open(page, address);
    const links = await page.$$eval("main a[href^='#/']", (all) => all.map((each) => each.getAttribute("href").slice(1)));
    const deeper = links.find((each) => /^\/\w+\/[^?]+/.test(each) && !below.some((known) => known.split("/")[1] === each.split("/")[1]));
    if (deeper) below.push(deeper);
  }
  return [...menu, ...below];
}
