import type { Finding } from "../../lib/types";
import type { Rows } from "./book";

/// Where a cell stands in the officer's own spreadsheet, and what stands beside it; known where the file was sent from
/// this page.

const letters = (index: number): string => (index < 26 ? "" : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

const normal = (text: string): string => text.normalize("NFC").trim().toLowerCase();

/// A heading stands within so many rows, below a title and a note.
const headings = 20;

export interface Place {
  /// `F`, and `F12`.
  letters: string;
  cell: string;
  /// The cells around it in its row with their headings, the cell itself among them.
  around: { letters: string; heading: string; value: string; here: boolean }[];
}

/// `beside` cells are shown on either side.
export function placeOf(finding: Finding, book: Map<string, Rows> | null, beside = 2): Place | null {
  const rows = book?.get(finding.sheet) ?? (book?.size === 1 ? [...book.values()][0] : undefined);
  if (!rows || !finding.column) return null;
  const wanted = normal(finding.column);
  for (let row = 1; row <= headings; row += 1) {
    const heading = rows.get(row);
    const index = heading?.findIndex((each) => normal(each) === wanted) ?? -1;
    if (!heading || index < 0) continue;
    const cells = rows.get(finding.row) ?? [];
    const from = Math.max(0, Math.min(index - beside, heading.length - 2 * beside - 1));
    const to = Math.min(heading.length, from + 2 * beside + 1);
    return {
      letters: letters(index),
      cell: finding.row > 0 ? letters(index) + String(finding.row) : "",
      around: heading.slice(from, to).map((each, offset) => ({ letters: letters(from + offset), heading: each, value: cells[from + offset] ?? "", here: from + offset === index })),
    };
  }
  return null;
}
