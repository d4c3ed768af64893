import { change, count, figure } from "../../lib/format";
import { judged, scopeClass, scopes } from "../../lib/scopes";
import { say } from "../../lib/texts";
import type { Ranking, RankRow } from "../../lib/types";
import { gravity } from "../../parts/flags";

/// The two marks of a line of a ranking: how far its value reaches, and where it moved.

export const topOf = (ranking: Ranking, intervals: boolean): number =>
  1.04 *
  Math.max(
    ...ranking.rows.map((row) => (intervals && row.interval ? row.interval[1] : row.value)),
    ...Object.values(ranking.benchmarks).map((benchmark) => benchmark.value ?? 0),
    0.0001,
  );

export function Bar({ row, ranking, top, intervals }: { row: RankRow; ranking: Ranking; top: number; intervals: boolean }) {
  const share = (value: number): number => Math.max(0, Math.min(100, (100 * value) / top));
  const at = (value: number): string => `${share(value)}%`;
  return (
    <div class="bar-cell">
      <span class="value">
        {figure(row.value, ranking.indicator.unit)}
        {row.denominator != null && (
          <small class="phone-only muted">
            {count(row.numerator)}/{count(row.denominator)}
          </small>
        )}
      </span>
      <span class="bar" aria-hidden="true">
        <span class={`fill g${gravity(row.flags)}`} style={{ width: at(row.value) }} />
        {intervals && row.interval && (
          <span class="whisker" style={{ left: at(row.interval[0]), width: `${share(row.interval[1]) - share(row.interval[0])}%` }} />
        )}
        {scopes(ranking).map(
          ([code, benchmark]) =>
            benchmark.value != null && <span key={code} class={`line ${scopeClass(code)}`} style={{ left: at(benchmark.value) }} />,
        )}
      </span>
    </div>
  );
}

export function Change({ row, ranking }: { row: Pick<RankRow, "change" | "change_reason">; ranking: Pick<Ranking, "indicator"> }) {
  if (row.change == null)
    return (
      <span class="muted" title={say(row.change_reason)}>
        –<span class="unseen"> {say(row.change_reason)}</span>
      </span>
    );
  return (
    <span class={`change ${judged(row.change, ranking.indicator.better)}`}>
      {row.change !== 0 && <span aria-hidden="true" class={row.change < 0 ? "fell" : "rose"} />}
      {change(row.change, ranking.indicator.unit)}
    </span>
  );
}
