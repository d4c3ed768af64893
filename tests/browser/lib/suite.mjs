// What a test file says: test(name, body), skip(reason), and assertions with words.
export const tests = [];
export const test = (name, body) => tests.push({ name, body });

export class Skip extends Error {}
export const skip = (reason) => {
  throw new Skip(reason);
};

/// As long as a slow machine may need for what a person waits for: a condition is waited for, never a time.
export const patience = 1_000 * Number(process.env.RASOAT_PATIENCE ?? 30);

/// Waits until the page says so; `found` is asked again and again and shown when it never held.
export async function until(found, holds, words) {
  let last;
  for (const end = Date.now() + patience; Date.now() < end; await new Promise((later) => setTimeout(later, 50))) {
    last = await found();
    if (holds(last)) return last;
  }
  throw new Error(`${words}: ${JSON.stringify(last)}`);
}

export function ensure(holds, words) {
  if (!holds) throw new Error(words);
}
export function same(found, wanted, words) {
  if (found !== wanted) throw new Error(`${words}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}
