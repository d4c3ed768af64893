/// Files sent while this page was open, by the number of their upload: a file refused because it shrinks can be
/// sent again with consent without being looked for anew.
const files = new Map<number, File>();
const most = 5;

export function hold(id: number, file: File): void {
  files.set(id, file);
  for (const oldest of files.keys()) {
    if (files.size <= most) break;
    files.delete(oldest);
  }
}
export const held = (id: number): File | undefined => files.get(id);
