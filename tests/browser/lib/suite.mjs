// What a test file says: test(name, body), skip(reason), and assertions with words.
export const tests = [];
export const test = (name, body) => tests.push({ name, body });

export class Skip extends Error {}
export const skip = (reason) => {
  throw new Skip(reason);
};

export function ensure(holds, words) {
  if (!holds) throw new Error(words);
}
export function same(found, wanted, words) {
  if (found !== wanted) throw new Error(`${words}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}
