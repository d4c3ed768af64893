import { useMemo, useState } from "preact/hooks";
import { count, folded } from "../../lib/format";
import { say, t } from "../../lib/texts";
import type { Finding } from "../../lib/types";
import { Button, Check } from "../../parts/basics";
import { Icon } from "../../parts/icons";
import type { Rows } from "./book";
import { placeOf } from "./sheet";

/// What was found in a file: grouped by what is wrong, worst and most frequent first, each with its cell.

interface Group {
  code: string;
  severity: Finding["severity"];
  items: Finding[];
}

function grouped(findings: Finding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.code} ${finding.column}`;
    const group = groups.get(key) ?? { code: finding.code, severity: finding.severity, items: [] };
    group.items.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) =>
    a.severity !== b.severity ? (a.severity === "error" ? -1 : 1) : b.items.length - a.items.length,
  );
}

const atOnce = 25;

export function Findings({ findings, total, book }: { findings: Finding[]; total: number; book: Map<string, Rows> | null }) {
  const [search, setSearch] = useState("");
  const [stops, setStops] = useState(false);
  const wanted = folded(search.trim());
  const shown = useMemo(
    () =>
      findings.filter(
        (finding) =>
          (!stops || finding.severity === "error") &&
          (!wanted ||
            folded(`${finding.code} ${finding.column} ${finding.value} ${finding.expected} ${say(finding.message)}`).includes(wanted) ||
            String(finding.row) === wanted),
      ),
    [findings, wanted, stops],
  );
  const groups = useMemo(() => grouped(shown), [shown]);
  const both = findings.some((finding) => finding.severity === "error") && findings.some((finding) => finding.severity === "warning");
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{t("findings.title", { count: count(total) })}</h2>
      <div class="table-tools">
        <label class="search">
          <span class="unseen">{t("findings.search")}</span>
          <input type="search" value={search} placeholder={t("findings.search")} onInput={(event) => setSearch(event.currentTarget.value)} />
        </label>
        {both && <Check label={t("findings.stops")} checked={stops} onChange={setStops} />}
        <span class="found" role="status">
          {t("findings.found", { shown: count(shown.length), all: count(findings.length) })}
        </span>
      </div>
      {total > findings.length && <p class="hint">{t("findings.cut", { kept: count(findings.length), all: count(total) })}</p>}
      {groups.length === 0 && <p class="muted">{t("table.none")}</p>}
      {groups.map((group, index) => (
        <FindingGroup key={group.severity + group.code + group.items[0]!.column} group={group} open={index === 0 || groups.length <= 3} book={book} />
      ))}
    </section>
  );
}

function FindingGroup({ group, open, book }: { group: Group; open: boolean; book: Map<string, Rows> | null }) {
  const [most, setMost] = useState(atOnce);
  const first = group.items[0]!;
  return (
    <details class={`finding-group ${group.severity}`} open={open}>
      <summary>
        <Icon name="warning" />
        <span class="what">
          {t(group.severity === "error" ? "findings.error" : "findings.warning")}
          {first.column ? ` · ${t("findings.in-column", { column: first.column })}` : ""}
          <span class="hint block">{say(first.message)}</span>
        </span>
        <span class="many">{t("findings.times", { count: count(group.items.length) })}</span>
      </summary>
      <ul>
        {group.items.slice(0, most).map((finding, index) => (
          <li key={index}>
            <Cell finding={finding} book={book} />
            <div>
              <p>{say(finding.message)}</p>
              {finding.expected && !say(finding.message).includes(` ${finding.expected} `) && <p class="hint">{t("findings.expected", { expected: finding.expected })}</p>}
            </div>
          </li>
        ))}
      </ul>
      {group.items.length > most && (
        <Button look="quiet" onClick={() => setMost(most + 10 * atOnce)}>
          {t("findings.more", { count: count(group.items.length - most) })}
        </Button>
      )}
    </details>
  );
}

/// The cell as it stands in the officer's own file: its column, its row, what is in it, and its neighbours where the file
/// is at hand.
function Cell({ finding, book }: { finding: Finding; book: Map<string, Rows> | null }) {
  const place = useMemo(() => placeOf(finding, book), [finding, book]);
  if (finding.row <= 0 && !finding.column) return <span class="cell-none" />;
  const around = finding.row > 0 && place ? place.around : [{ letters: place?.letters ?? "", heading: finding.column, value: finding.value, here: true }];
  return (
    <table class={`cell-in-sheet ${finding.severity}`}>
      <caption class="unseen">{place?.cell ? t("findings.cell", { cell: place.cell }) : t("findings.row", { row: count(finding.row) })}</caption>
      <thead>
        <tr>
          <td />
          {around.map((each) => (
            <th key={each.letters} scope="col" class={each.here ? "" : "beside"}>
              {each.letters} {each.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{finding.row > 0 ? finding.row : ""}</th>
          {around.map((each) => {
            const value = each.here ? finding.value || each.value : each.value;
            return (
              <td key={each.letters} class={`${each.here ? "here" : "beside"}${value ? "" : " blank"}`}>
                {value || (each.here ? t("findings.blank") : "")}
              </td>
            );
          })}
        </tr>
      </tbody>
    </table>
  );
}
