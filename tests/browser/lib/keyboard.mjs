// A page without a mouse: everything that does something can have the focus, is seen when it has it, and is not under
// another thing; Tab goes from one to the next.
import { ensure } from "./suite.mjs";

/// So many steps are walked with the key itself; the rest is the browser's own order, where no element asks for another.
const walked = 8;

export async function ensureKeyboard(page, words) {
  await page.evaluate(() => document.querySelector("main").focus());
  const trail = [];
  for (let step = 0; step < walked; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const all = [...document.querySelectorAll("*")];
      return document.querySelector("main").contains(document.activeElement) ? all.indexOf(document.activeElement) : null;
    });
    if (at === null) break;
    trail.push(at);
  }
  ensure(trail.every((at, step) => step === 0 || at > trail[step - 1]), `${words}: Tab does not go on: ${trail}`);
  const faults = await page.evaluate(async () => {
    const doers = "a[href], button, input, select, textarea, summary";
    const main = document.querySelector("main");
    const all = [...main.querySelectorAll("*")];
    const clickable = (element) => Object.keys(element.l ?? {}).some((each) => each.startsWith("click"));
    const found = all
      .filter((element) => clickable(element) && !element.closest(`${doers}, [role=option], dialog, label`))
      .map((element) => `only a mouse does this: ${element.outerHTML.slice(0, 120)}`);
    const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.matches(doers);
    for (const element of all.filter(shown)) {
      const html = element.outerHTML.slice(0, 120);
      if (element.tabIndex !== 0) found.push(`not in the order of Tab: ${html}`);
      element.focus({ focusVisible: true });
      await new Promise((later) => setTimeout(later));
      if (document.activeElement !== element) {
        found.push(`cannot have the focus: ${html}`);
        continue;
      }
      const label = element.closest("label");
      const marked = [element, label, element.parentElement].some((each) => each && getComputedStyle(each).outlineStyle !== "none");
      if (!marked) found.push(`not marked: ${html}`);
      const place = label ?? element;
      const { left, top, width, height } = place.getBoundingClientRect();
      const over = document.elementFromPoint(left + Math.min(width, 400) / 2, top + height / 2);
      if (!over || !(place.contains(over) || over.contains(place))) found.push(`under ${over?.outerHTML.slice(0, 60)}: ${html}`);
    }
    document.activeElement.blur();
    return found;
  });
  ensure(faults.length === 0, `${words} by keyboard:\n  ${faults.join("\n  ")}`);
}
