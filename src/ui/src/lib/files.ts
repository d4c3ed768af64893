import { Problem, problemOf, address, type Query } from "./api";
import { language } from "./texts";

/// Files that leave the page: what the service makes, or a table written here.

export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/// Fetches first, so that a refusal is shown in words instead of being saved as a file.
export async function download(path: string, query: Query, name: string): Promise<{ name: string; sha256: string | null }> {
  let response: Response;
  try {
    response = await fetch(address(path, query), { headers: { "Accept-Language": language.get() }, credentials: "same-origin" });
  } catch {
    throw new Problem(0, "", "");
  }
  if (!response.ok) throw await problemOf(response);
  const given = /filename\*?=(?:UTF-8'')?"?([^";]+)"?/i.exec(response.headers.get("Content-Disposition") ?? "");
  const saved = given ? decodeURIComponent(given[1]!) : name;
  save(await response.blob(), saved);
  return { name: saved, sha256: response.headers.get("X-Rasoat-Sha256") };
}

/// A cell that a spreadsheet would run as a formula is made plain text.
const neutral = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell);

export function csv(rows: (string | number | null | undefined)[][]): Blob {
  const lines = rows.map((row) =>
    row
      .map((cell) => {
        const text = typeof cell === "number" ? String(cell) : neutral(cell ?? "");
        return /[",\n\r;]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
      })
      .join(","),
  );
  return new Blob(["\uFEFF" + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" });
}
