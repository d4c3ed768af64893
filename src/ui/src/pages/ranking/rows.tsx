import { useMemo, useState } from "preact/hooks";
import { bareName, byAlphabet, count, decimalsOf, folded, signed } from "../../lib/format";
import { href } from "../../lib/route";
import { arithmetic, judged, scopeClass, scopeName, scopes } from "../../lib/scopes";
import { say, t } from "../../lib/texts";
import type { Ranking, RankRow } from "../../lib/types";
import { Button, Synthetic } from "../../parts/basics";
import { FlagBadge, gravity } from "../../parts/flags";
import { Icon } from "../../parts/icons";
import { DataTable, sortingOf, sortingText, type Column } from "../../parts/table";
import { Mark, weights } from "../audit/evidence";
import { Bar, Change, topOf } from "./bars";
import { set, type RankingRoute } from "./query";

/// The ranking as a table with bars: one line per area, everything else of it a click away.

const compare =
  (pick: (row: RankRow) => number | null | undefined) =>
  (a: RankRow, b: RankRow): number =>
    (pick(a) ?? 0) - (pick(b) ?? 0);

function Rank({ row, possible }: { row: RankRow; possible: boolean }) {
  const ranks = row.chance?.ranks;
  if (!possible || !ranks || ranks[0] === ranks[1]) return <>{row.rank}</>;
  const [low, high] = ranks;
  return (
    <>
      {row.rank} <small class="muted" title={t("detail.ranks", { low, high })}>{t("ranks.possible", { low, high })}</small>
    </>
  );
}

/// On a phone the flag stands under the name and the counts under the value.
function Name({ row, unit, marked }: { row: RankRow; unit: string; marked: boolean }) {
  const short = row.coverage.reported < row.coverage.expected;
  return (
    <>
      <button type="button" class="open-row" aria-haspopup="dialog" onClick={() => set({ area: row.area.code })}>
        {row.area.name}
      </button>
      {row.synthetic && marked && <Synthetic small />}
      {row.basis === "published" && <span class="tag">{t("basis.published.short")}</span>}
      {short && (
        <span class="tag warn">{t("coverage.short", { reported: count(row.coverage.reported), expected: count(row.coverage.expected) })}</span>
      )}
      {row.credibility && "severity" in row.credibility && weights[row.credibility.severity] > 1 && <Mark small of={row.credibility} />}
      {row.flags.length > 0 && (
        <span class="phone-only">
          <FlagBadge flags={row.flags} arithmetic={arithmetic(row, unit)} />
        </span>
      )}
    </>
  );
}

const changeColumn = (ranking: Ranking): Column<RankRow> => ({
  id: "change",
  head: t("column.change"),
  title: t("column.change.title"),
  numeric: true,
  order: compare((row) => row.change),
  last: (row) => row.change == null,
  cell: (row) => <Change row={row} ranking={ranking} />,
});

/// Beside the rank of the level, so that "far down but moving up" is seen in one glance.
const changeRankColumn = (): Column<RankRow> => ({
  id: "change_rank",
  head: t("column.change_rank"),
  title: t("column.change_rank.title"),
  numeric: true,
  room: "mid",
  class: "rank second",
  order: compare((row) => row.change_rank),
  last: (row) => row.change_rank == null,
  cell: (row) => row.change_rank ?? <span class="muted">–</span>,
});

function gapColumns(ranking: Ranking, names: Map<string, string>): Column<RankRow>[] {
  if (!ranking.rows.some((row) => row.gap && Object.keys(row.gap).length > 0)) return [];
  return scopes(ranking).map(([code]) => ({
    id: `gap-${code}`,
    head: t(`column.gap.${scopeClass(code)}`),
    title: t("column.gap.title", { scope: scopeName(code, names) }),
    numeric: true,
    room: scopeClass(code) === "province" ? "vast" : "wide",
    class: "gap",
    order: compare((row) => row.gap?.[code]),
    last: (row) => row.gap?.[code] == null,
    cell: (row) => {
      const gap = row.gap?.[code];
      if (gap == null) return <span class="muted">–</span>;
      return <span class={judged(gap, ranking.indicator.better)}>{signed(gap, decimalsOf(ranking.indicator.unit))}</span>;
    },
  }));
}

function columnsOf(ranking: Ranking, names: Map<string, string>, intervals: boolean): Column<RankRow>[] {
  const { unit } = ranking.indicator;
  const top = topOf(ranking, intervals);
  // Where every line is synthetic the heading of the values says it once; where some are, each of them does.
  const all = ranking.rows.length > 0 && ranking.rows.every((row) => row.synthetic);
  const rates = ranking.rows.some((row) => row.denominator != null);
  const counts: Column<RankRow> = {
    id: "counts",
    head: t("column.counts"),
    title: t("column.counts.title"),
    numeric: true,
    room: "mid",
    order: compare((row) => row.numerator),
    last: (row) => row.numerator == null,
    cell: (row) =>
      row.denominator == null ? (
        <span class="muted">–</span>
      ) : (
        <>
          {count(row.numerator)} <span class="muted">/ {count(row.denominator)}</span>
        </>
      ),
  };
  return [
    { id: "rank", head: t("column.rank"), title: t("column.rank.title"), numeric: true, class: "rank", order: compare((row) => row.rank), cell: (row) => <Rank row={row} possible={intervals} /> },
    changeRankColumn(),
    { id: "area", head: t("column.area"), class: "name", order: (a, b) => byAlphabet(bareName(a.area.name), bareName(b.area.name)), cell: (row) => <Name row={row} unit={unit} marked={!all} /> },
    { id: "value", head: t("column.value"), beside: all ? <Synthetic small /> : null, class: "bars", order: compare((row) => row.value), cell: (row) => <Bar row={row} ranking={ranking} top={top} intervals={intervals} /> },
    changeColumn(ranking),
    ...(rates ? [counts] : []),
    ...gapColumns(ranking, names),
    {
      id: "flags",
      head: t("column.flags"),
      class: "flags",
      room: "mid",
      order: compare((row) => gravity(row.flags)),
      cell: (row) => <FlagBadge flags={row.flags} arithmetic={arithmetic(row, unit)} />,
    },
  ];
}

export function Rows({ ranking, rows, names, route }: {
  ranking: Ranking;
  rows: RankRow[];
  names: Map<string, string>;
  route: RankingRoute;
}) {
  const columns = useMemo(() => columnsOf(ranking, names, route.intervals), [ranking, names, route.intervals]);
  return (
    <DataTable
      caption={t("ranking.caption", { indicator: say(ranking.indicator.name), round: ranking.round })}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.area.code}
      sorting={sortingOf(route.sort) ?? { by: "rank", down: route.asked.order === "worst" }}
      onSort={(sorting) => set({ sort: sortingText(sorting) })}
      selected={route.area ?? undefined}
    />
  );
}

/// So many are listed at once; a country has ten thousand communes.
const atOnce = 100;

/// Those without a figure, each with its reason; the box that searches the table searches them too.
export function Missing({ ranking, search }: { ranking: Ranking; search: string }) {
  const [most, setMost] = useState(atOnce);
  const all = useMemo(() => ranking.missing.slice().sort((a, b) => byAlphabet(bareName(a.name ?? a.code), bareName(b.name ?? b.code))), [ranking]);
  const sorted = useMemo(() => {
    const wanted = folded(search.trim());
    return wanted ? all.filter((row) => folded(row.name ?? "").includes(wanted) || row.code.startsWith(wanted)) : all;
  }, [all, search]);
  if (all.length === 0) return null;
  return (
    <section class="missing" aria-labelledby="missing">
      <h2 id="missing">
        <Icon name="warning" /> {t("missing.title", { count: count(ranking.missing.length) })}
      </h2>
      <p class="hint">
        {t("missing.explained")}
        {sorted.length < all.length && ` ${t("missing.found", { shown: count(sorted.length) })}`}
      </p>
      <ul>
        {sorted.slice(0, most).map((row) => (
          <li key={row.code}>
            <a href={href(`/areas/${row.code}`, { as_of: ranking.as_of })}>{row.name ?? row.code}</a>
            <span>
              {row.message ? say(row.message) : row.reason}
              {row.reason === "partial" && row.absent && row.absent.length > 0 && (
                <details>
                  <summary>{t("missing.absent", { count: count(row.absent.length) })}</summary>
                  {row.absent.join(", ")}
                </details>
              )}
            </span>
          </li>
        ))}
      </ul>
      {sorted.length > most && (
        <Button look="quiet" onClick={() => setMost(most + 10 * atOnce)}>
          {t("findings.more", { count: count(sorted.length - most) })}
        </Button>
      )}
    </section>
  );
}
