// Officers' files made on the spot.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archive, partsOf, workbook } from "./workbook.mjs";

const folder = mkdtempSync(join(tmpdir(), "rasoat-files-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

export function file(name, lines) {
  const path = join(folder, name);
  writeFileSync(path, lines.join("\r\n") + "\r\n");
  return path;
}

/// Different on each run, so that a service that has seen an earlier run does not recognise the bytes.
const run = Date.now() % 100_000;

const heading = "commune_code,village,household_code,head_name,ethnicity,members,b1_score,d1,d2,d3,d4,d5,d6,d7,d8,d9,d10,d11,d12,class";

const put = (name, bytes) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

/// A list of poor households of one commune; `change` may spoil a line.
export function households(name, commune, count, change = (line) => line) {
  const lines = Array.from({ length: count }, (_, index) =>
    change(`${commune},Thôn ${1 + (index % 3)},H${index + 1},Nguyễn Văn ${run + index},Hrê,4,100,1,1,1,0,0,0,0,0,0,0,0,0,poor`, index),
  );
  if (!name.endsWith(".xlsx")) return file(name, [heading, ...lines]);
  const cells = (line) => line.split(",").map((cell, column) => (column >= 5 && /^\d+$/.test(cell) ? Number(cell) : cell));
  return put(name, workbook("households", [heading.split(","), ...lines.map(cells)]));
}

/// A workbook as somebody corrects it who writes over single cells and leaves the rest as it came.
export function corrected(name, bytes, cells) {
  const parts = Object.fromEntries(partsOf(bytes));
  for (const [wrong, right] of cells) {
    const sheet = Object.keys(parts).find((part) => part.startsWith("xl/worksheets/") && parts[part].includes(`>${wrong}<`));
    parts[sheet] = parts[sheet].replaceAll(`>${wrong}<`, `>${right}<`);
  }
  return put(name, archive(parts));
}

export const counts = (name, rows) =>
  file(name, ["area_code,households,poor,near_poor,persons", ...rows.map((row) => [...row, 4_000 + run].join(","))]);
