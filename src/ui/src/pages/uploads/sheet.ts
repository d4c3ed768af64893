import type { Finding } from "../../lib/types";

/// Where a cell stands in the officer's own spreadsheet: letters of its column, known where the file was sent from
/// this page (its heading row is read here, in the browser).

const letters = (index: number): string => (index < 26 ? "" : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

const normal = (text: string): string => text.normalize("NFC").trim().toLowerCase();

export function columnLetters(finding: Finding, header: string[] | null): string {
  const at = header?.findIndex((each) => normal(each) === normal(finding.column)) ?? -1;
  return at < 0 ? "" : letters(at);
}

export function cellName(finding: Finding, header: string[] | null): string {
  const column = columnLetters(finding, header);
  return column && finding.row > 0 ? column + String(finding.row) : "";
}

/// The heading row of a CSV file; a workbook is read by the service alone.
export async function headerOf(file: File | undefined): Promise<string[] | null> {
  if (!file || !/\.csv$/i.test(file.name)) return null;
  const text = (await file.slice(0, 16_384).text()).replace(/^\uFEFF/, "");
  const line = text.split(/\r?\n/, 1)[0] ?? "";
  const separator = [";", "\t", ","].find((each) => line.includes(each)) ?? ",";
  return line.split(separator).map((each) => each.trim().replace(/^"(.*)"$/, "$1"));
}
