import { ask } from "../lib/api";
import { rounds } from "../lib/catalogues";
import { bareName, byAlphabet, count, date, folded } from "../lib/format";
import { useLoad } from "../lib/load";
import { change, href, useRoute } from "../lib/route";
import { hasRole } from "../lib/session";
import { say, t } from "../lib/texts";
import type { ReportedArea, UploadState } from "../lib/types";
import { Check, Empty, Loaded, Select, Synthetic } from "../parts/basics";
import { Page } from "../parts/page";
import { workingRound } from "./uploads/kinds";
import { StateBadge } from "./uploads/state";

interface Board {
  round: string;
  as_of: string;
  items: ReportedArea[];
  expected: number;
  complete: number;
}

/// Who has reported for a round: by district where there are districts, each commune with both of its files.
export function Reporting() {
  const { query } = useRoute();
  const lists = useLoad("reporting lists", async () => ({ rounds: await rounds() }));
  const round = query.get("round") ?? (lists.data ? workingRound(lists.data.rounds) : "");
  const within = query.get("within");
  const load = useLoad(round ? `board ${round} ${within}` : null, (signal) => ask<Board>("/reporting", { query: { round, within }, signal }));
  const board = load.data;
  return (
    <Page
      name="reporting"
      title={t("nav.reporting")}
      mark={board?.items.some((item) => item.uploads.some((upload) => upload.synthetic)) ? <Synthetic /> : null}
      subtitle={board ? t("reporting.subtitle", { complete: count(board.complete), expected: count(board.expected), date: date(board.as_of) }) : undefined}
    >
      <Loaded of={lists}>
        {({ rounds: all }) => (
          <div class="control-row">
            <Select
              wide
              label={t("control.round")}
              value={round}
              choices={all.slice().reverse().map((each) => ({ value: each.code, words: say(each.name), group: t("standard", { code: each.standard }) }))}
              onChange={(next) => change({ round: next })}
            />
          </div>
        )}
      </Loaded>
      <Loaded of={load}>{(found) => <Whole board={found} search={query.get("q") ?? ""} open={query.get("open") === "1"} />}</Loaded>
    </Page>
  );
}

function Whole({ board, search, open }: { board: Board; search: string; open: boolean }) {
  const wanted = folded(search.trim());
  const fits = (item: ReportedArea): boolean =>
    (!open || !item.complete) &&
    (!wanted || folded(item.area.name).includes(wanted) || item.area.code.startsWith(wanted) || folded(item.district?.name ?? "").includes(wanted));
  const groups = new Map<string, { name: string; items: ReportedArea[] }>();
  for (const item of board.items) {
    const key = item.district?.code ?? "";
    const group = groups.get(key) ?? { name: item.district?.name ?? "", items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  const sorted = [...groups.values()]
    .map((group) => ({ ...group, items: group.items.slice().sort((a, b) => byAlphabet(bareName(a.area.name), bareName(b.area.name))) }))
    .sort((a, b) => byAlphabet(bareName(a.name), bareName(b.name)));
  const shown = sorted.map((group) => ({ ...group, fitting: group.items.filter(fits) })).filter((group) => group.fitting.length > 0);
  return (
    <>
      <Share done={board.complete} all={board.expected} />
      <div class="table-tools">
        <label class="search">
          <span class="unseen">{t("search.areas")}</span>
          <input type="search" value={search} placeholder={t("search.areas")} onInput={(event) => change({ q: event.currentTarget.value }, "replace")} />
        </label>
        <Check label={t("reporting.open", { count: count(board.expected - board.complete) })} checked={open} onChange={(on) => change({ open: on })} />
      </div>
      {shown.length === 0 && <Empty>{t(open && !wanted ? "reporting.all-done" : "table.none")}</Empty>}
      <div class={shown.some((group) => group.name) ? "districts" : undefined}>
        {shown.map((group) => (
          <District key={group.name} name={group.name} all={group.items} items={group.fitting} opened={Boolean(wanted) || open || shown.length === 1} asOf={board.as_of} />
        ))}
      </div>
    </>
  );
}

export function Share({ done, all }: { done: number; all: number }) {
  return (
    <span class="share">
      <progress max={Math.max(1, all)} value={done} aria-label={t("reporting.share", { done: count(done), all: count(all) })} />
      <span aria-hidden="true">{t("reporting.share", { done: count(done), all: count(all) })}</span>
    </span>
  );
}

function District({ name, all, items, opened, asOf }: { name: string; all: ReportedArea[]; items: ReportedArea[]; opened: boolean; asOf: string }) {
  const done = all.filter((item) => item.complete).length;
  const table = (
    <div class="table-box plain">
      <table class="data board">
        <caption class="unseen">{name || t("nav.reporting")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.area")}</th>
            <th scope="col">{t("reporting.list")}</th>
            <th scope="col">{t("reporting.counts")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.area.code} class="row">
              <td class="name">
                <a href={href(`/areas/${item.area.code}`, { as_of: asOf })}>{item.area.name}</a>
                {item.overdue && <span class="tag warn">{t("reporting.overdue", { due: date(item.deadline?.due) })}</span>}
                {item.late && <span class="tag">{t("reporting.late", { on: date(item.reported_on) })}</span>}
              </td>
              <td>
                <Standing item={item} kind="households" />
              </td>
              <td>
                <Standing item={item} kind="counts" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  if (!name) return table;
  return (
    <details class="district" open={opened}>
      <summary>
        <h2>{name}</h2>
        <Share done={done} all={all.length} />
      </summary>
      {table}
    </details>
  );
}

const order: UploadState[] = ["superseded", "rejected", "received", "checked", "submitted", "approved"];

/// The furthest any file of this kind has come for the commune.
function Standing({ item, kind }: { item: ReportedArea; kind: string }) {
  const best = item.uploads
    .filter((upload) => upload.kind === kind)
    .sort((a, b) => order.indexOf(b.state) - order.indexOf(a.state) || b.id - a.id)[0];
  if (!best) return <span class="state none">{t("reporting.none")}</span>;
  const badge = <StateBadge of={best.state} />;
  return hasRole("officer", "reviewer", "admin") ? <a class="bare" href={href(`/uploads/${best.id}`)}>{badge}</a> : badge;
}
