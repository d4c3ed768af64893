import { Fragment, type ComponentChildren } from "preact";
import { ask } from "../../lib/api";
import { count, decimal, minus, signed } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { t, tOr } from "../../lib/texts";
import type { Upload } from "../../lib/types";
import { Loaded } from "../../parts/basics";
import { DataTable, type Column } from "../../parts/table";

/// The difference between this file and the approved data: what approving it would change, area by area.

interface Numbers {
  rows_before: number;
  rows_after: number;
  new?: number;
  gone?: number;
  moved?: number;
}
interface Item extends Numbers {
  area: { code: string; name: string };
  period: string;
  part: string;
  against: string | null;
  counts: { measure: string; before: number | null; after: number | null }[];
}
interface Household {
  upload: number;
  row: number;
  area: { code: string; name: string };
  village: string;
  household_code: string;
  head_name: string;
  from: string | null;
  to: string | null;
}
type Flow = Record<string, number>;
interface Answer {
  against: string[];
  totals: Numbers;
  items: Item[];
  classes?: { from: string; to: string; households: number }[];
  households?: { new: Household[]; gone: Household[]; moved: Household[]; listed_most: number };
  movement: { previous: string; poor: Flow; near_poor: Flow } | null;
}

const className = (name: string | null): string => (name ? tOr(`class.${name}`, name) : "");
const number = (value: number): string => (Number.isInteger(value) ? count(value) : decimal(value));

/// "665 → 706 (+41)"
function BeforeAfter({ before, after }: { before: number | null; after: number | null }) {
  const difference = (after ?? 0) - (before ?? 0);
  return (
    <>
      <span class="muted">{before === null ? "–" : number(before)}</span> → {after === null ? "–" : number(after)}
      {before !== null && after !== null && difference !== 0 && <strong> ({signed(difference, Number.isInteger(difference) ? 0 : 2)})</strong>}
    </>
  );
}

export function Changes({ upload }: { upload: Upload }) {
  const load = useLoad(`changes ${upload.id} ${upload.state}`, (signal) => ask<Answer>(`/uploads/${upload.id}/changes`, { signal }));
  return (
    <section class="card changes" aria-labelledby="changes">
      <h2 id="changes">{t("changes.title")}</h2>
      <Loaded of={load}>{(found) => <Whole found={found} />}</Loaded>
    </section>
  );
}

function Whole({ found }: { found: Answer }) {
  const { totals, households } = found;
  return (
    <>
      <p>{found.against.length > 0 ? t("changes.against", { period: found.against.join(", ") }) : t("changes.first")}</p>
      <dl class="tiles">
        <Tile words={t("upload.rows")}>
          <BeforeAfter before={found.against.length > 0 ? totals.rows_before : null} after={totals.rows_after} />
        </Tile>
        {households && (
          <>
            <Tile words={t("changes.new")}>+{count(totals.new)}</Tile>
            <Tile words={t("changes.gone")}>{minus}{count(totals.gone)}</Tile>
            <Tile words={t("changes.moved")}>{count(totals.moved)}</Tile>
          </>
        )}
      </dl>
      <Areas found={found} />
      {found.movement && <Movement movement={found.movement} />}
      {households && (
        <>
          <Households title={t("changes.new")} all={households.new} total={totals.new ?? 0} />
          <Households title={t("changes.gone")} all={households.gone} total={totals.gone ?? 0} />
          <Households title={t("changes.moved")} all={households.moved} total={totals.moved ?? 0} />
        </>
      )}
    </>
  );
}

const Tile = ({ words, children }: { words: string; children: ComponentChildren }) => (
  <div>
    <dt>{words}</dt>
    <dd class="big">{children}</dd>
  </div>
);

/// So many counts stand in a line; the others open below them.
const atOnce = 4;

function Areas({ found }: { found: Answer }) {
  const parts = found.items.some((item) => item.part);
  const line = (one: Item["counts"][number]) => (
    <div key={one.measure}>
      <span class="muted">{tOr(`measure.${one.measure}`, one.measure)}:</span> <BeforeAfter before={one.before} after={one.after} />
    </div>
  );
  const lists: Column<Item>[] = found.households
    ? [
        { id: "new", head: t("changes.new.short"), title: t("changes.new"), numeric: true, room: "mid", cell: (item) => (item.new ? `+${count(item.new)}` : "0") },
        { id: "gone", head: t("changes.gone.short"), title: t("changes.gone"), numeric: true, room: "mid", cell: (item) => (item.gone ? `${minus}${count(item.gone)}` : "0") },
        { id: "moved", head: t("changes.moved.short"), title: t("changes.moved"), numeric: true, room: "mid", cell: (item) => count(item.moved) },
      ]
    : [];
  const columns: Column<Item>[] = [
    { id: "area", head: t("column.area"), class: "name wrap", cell: (item) => <>{item.area.name}{parts && item.part && <span class="tag">{item.part}</span>}</> },
    { id: "rows", head: t("upload.rows"), numeric: true, cell: (item) => <BeforeAfter before={item.against === null ? null : item.rows_before} after={item.rows_after} /> },
    ...lists,
    {
      id: "counts",
      head: t("changes.counts"),
      class: "wrap",
      cell: (item) => (
        <>
          {item.counts.length === 0 && <span class="muted">{t("changes.same")}</span>}
          {item.counts.slice(0, atOnce).map(line)}
          {item.counts.length > atOnce && (
            <details>
              <summary>{t("findings.more", { count: count(item.counts.length - atOnce) })}</summary>
              {item.counts.slice(atOnce).map(line)}
            </details>
          )}
        </>
      ),
    },
  ];
  return <DataTable caption={t("changes.title")} columns={columns} rows={found.items} rowKey={(item) => `${item.area.code} ${item.period} ${item.part}`} />;
}

const steps = ["start", "to", "escaped", "other_out", "from", "again", "new", "other_in", "end"] as const;

/// Official tables 2 and 3 as they would stand.
function Movement({ movement }: { movement: NonNullable<Answer["movement"]> }) {
  const of = (flow: Flow, other: string) => steps.map((step) => flow[step === "to" || step === "from" ? `${step}_${other}` : step] ?? 0);
  const rows = [
    { words: t("changes.flow.poor"), flow: of(movement.poor, "near_poor") },
    { words: t("changes.flow.near_poor"), flow: of(movement.near_poor, "poor") },
  ];
  return (
    <details open>
      <summary>
        <h3>{t("changes.movement", { round: movement.previous })}</h3>
      </summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("changes.movement", { round: movement.previous })}>
        <table class="data small">
          <thead>
            <tr>
              <td />
              {steps.map((step) => (
                <th key={step} scope="col" class="numeric wrap">{t(`changes.flow.${step}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ words, flow }) => (
              <tr key={words} class="row">
                <th scope="row">{words}</th>
                {flow.map((value, index) => (
                  <td key={steps[index]} class="numeric">{count(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Households({ title, all, total }: { title: string; all: Household[]; total: number }) {
  if (all.length === 0) return null;
  return (
    <details class="changed">
      <summary>
        {title} ({count(total)})
      </summary>
      <ul>
        {all.map((one) => (
          <li key={`${one.upload} ${one.row}`}>
            {one.head_name && <strong>{one.head_name}, </strong>}
            {one.village}, {one.household_code} <span class="muted">({one.area.name})</span>
            {one.from !== one.to && (
              <Fragment>
                {" "}
                {className(one.from)} → {className(one.to) || t("changes.not-listed")}
              </Fragment>
            )}
          </li>
        ))}
      </ul>
      {total > all.length && <p class="hint">{t("changes.first-only", { shown: count(all.length), all: count(total) })}</p>}
    </details>
  );
}
