/// The officer's own file read in the browser, so that a finding stands among its neighbours. Only files sent from this
/// page and of a modest size; what cannot be read here shows the cell alone. Nothing of it leaves the browser.

/// The cells of a sheet by the number of their row, as a spreadsheet counts.
export type Rows = Map<number, string[]>;

const mostBytes = 8_000_000;
const mostUnpacked = 40_000_000;

/// Rows by the name of their sheet; a CSV file has one without a name.
export async function readBook(file: File | undefined): Promise<Map<string, Rows> | null> {
  if (!file || file.size > mostBytes) return null;
  try {
    return /\.csv$/i.test(file.name) ? new Map([["", csvRows(await file.text())]]) : await workbookRows(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return null;
  }
}

function csvRows(text: string): Rows {
  const heading = text.split(/\r?\n/, 1)[0]!;
  const separator = [";", "\t", ","].find((each) => heading.includes(each)) ?? ",";
  const rows: Rows = new Map();
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = (): void => {
    row.push(cell);
    cell = "";
    rows.set(rows.size + 1, row);
    row = [];
  };
  for (let at = text.startsWith("\uFEFF") ? 1 : 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[(at += 1)];
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (cell || row.length > 0) endRow();
  return rows;
}

/// The parts of an archive by name, unpacked when asked for.
function partsOf(bytes: Uint8Array): Map<string, () => Promise<string>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  const parts = new Map<string, () => Promise<string>>();
  for (let at = view.getUint32(end + 16, true); view.getUint32(at, true) === 0x02014b50; ) {
    const [method, packed, unpacked] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [name, extra, note, place] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true), view.getUint32(at + 42, true)];
    const begin = place + 30 + view.getUint16(place + 26, true) + view.getUint16(place + 28, true);
    const data = bytes.slice(begin, begin + packed);
    parts.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), async () => {
      if (unpacked > mostUnpacked) throw new RangeError("too large");
      return new Response(method === 0 ? data : new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
    });
    at += 46 + name + extra + note;
  }
  return parts;
}

const columnOf = (place: string): number => [...place.replace(/\d+$/, "")].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;

async function workbookRows(bytes: Uint8Array): Promise<Map<string, Rows>> {
  const parts = partsOf(bytes);
  const read = async (name: string): Promise<Document | null> => {
    const part = parts.get(name);
    return part ? new DOMParser().parseFromString(await part(), "application/xml") : null;
  };
  const all = (of: Document | Element | null, name: string): Element[] => [...(of?.getElementsByTagNameNS("*", name) ?? [])];
  const words = (of: Element): string => all(of, "t").map((each) => each.textContent ?? "").join("");
  const shared = all(await read("xl/sharedStrings.xml"), "si").map(words);
  const targets = new Map(all(await read("xl/_rels/workbook.xml.rels"), "Relationship").map((each) => [each.getAttribute("Id"), each.getAttribute("Target") ?? ""]));
  const book = new Map<string, Rows>();
  for (const sheet of all(await read("xl/workbook.xml"), "sheet")) {
    const target = targets.get(sheet.getAttribute("r:id")) ?? "";
    const document = await read(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    const rows: Rows = new Map();
    for (const row of all(document, "row")) {
      const cells: string[] = [];
      for (const cell of all(row, "c")) {
        const at = cell.getAttribute("r");
        const value = all(cell, "v")[0]?.textContent ?? "";
        cells[at ? columnOf(at) : cells.length] = cell.getAttribute("t") === "s" ? (shared[Number(value)] ?? "") : value || words(cell);
      }
      rows.set(Number(row.getAttribute("r")) || rows.size + 1, Array.from(cells, (each) => each ?? ""));
    }
    book.set(sheet.getAttribute("name") ?? "", rows);
  }
  return book;
}
