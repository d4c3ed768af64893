// The tests by name, one after the other, in one browser. What a page complains about to the console fails its test.
import { openBrowser } from "./lib/app.mjs";
import { tests, Skip } from "./lib/suite.mjs";
import "./journeys/manager.mjs";
import "./journeys/officer.mjs";
import "./journeys/office.mjs";
import "./journeys/states.mjs";
import "./journeys/whole.mjs";
import "./journeys/every-page.mjs";
import "./journeys/every-state.mjs";

const only = process.env.RASOAT_ONLY ?? "";
const app = await openBrowser();
const outcome = { passed: 0, failed: 0, skipped: 0 };
for (const { name, body } of tests) {
  if (!name.includes(only)) continue;
  const began = Date.now();
  try {
    await body(app);
    app.complain();
    outcome.passed += 1;
    console.log(`ok    ${name} (${Date.now() - began} ms)`);
  } catch (error) {
    const skipped = error instanceof Skip;
    outcome[skipped ? "skipped" : "failed"] += 1;
    console.log(skipped ? `skip  ${name}: ${error.message}` : `FAIL  ${name}\n${error.stack ?? error}`);
    if (!skipped) await app.keepPicture(name);
  } finally {
    await app.closePages();
  }
}
await app.close();
console.log(`${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped`);
process.exitCode = outcome.failed > 0 || outcome.passed === 0 ? 1 : 0;
