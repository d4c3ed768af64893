import { count, figure, period } from "../../lib/format";
import { scopeClass, scopeName, scopes } from "../../lib/scopes";
import { say, t, tOr } from "../../lib/texts";
import type { Comparison, Ranking } from "../../lib/types";
import { Synthetic } from "../../parts/basics";
import { Source } from "../../parts/source";

/// The averages that every bar is read against, with period and source; the swatches are the key to the lines.

const ownPeriod = (benchmark: Comparison, ranking: Ranking): boolean =>
  benchmark.value != null && benchmark.period === ranking.round && !benchmark.reason;

export function Benchmarks({ ranking, names }: { ranking: Ranking; names: Map<string, string> }) {
  const { unit, better } = ranking.indicator;
  const worse = (code: string): number =>
    ranking.rows.filter((row) => row.gap?.[code] != null && row.gap[code] !== 0 && row.gap[code]! > 0 === (better === "lower")).length;
  return (
    <dl class="benchmarks">
      {scopes(ranking).map(([code, benchmark]) => (
        <div key={code} class={`benchmark ${scopeClass(code)}`}>
          <dt>
            <span class="swatch" aria-hidden="true" />
            {scopeName(code, names)}
          </dt>
          <dd>
            <span class="big">
              {figure(benchmark.value, unit)}
              {benchmark.value != null && <small> {tOr(`unit.${unit}`, unit)}</small>}
            </span>
            {benchmark.synthetic && <Synthetic small />}
            {benchmark.provisional && <span class="tag">{t("provisional")}</span>}
            {benchmark.value != null && (
              <span class="source">
                {t("benchmark.period", { period: period(benchmark.period) })},{" "}
                <Source text={benchmark.source} />
              </span>
            )}
            {benchmark.reason && <span class="source reason">{say(benchmark.reason)}</span>}
            {ownPeriod(benchmark, ranking) && ranking.rows[0]?.gap && (
              <span class="source">
                {t(better === "lower" ? "benchmark.above" : "benchmark.below", { worse: count(worse(code)), all: count(ranking.rows.length) })}
              </span>
            )}
            {benchmark.others?.map((other) => (
              <span key={other.source + other.value} class="source">
                {t("benchmark.other", { value: figure(other.value, unit), source: other.source })}
              </span>
            ))}
          </dd>
        </div>
      ))}
      {ranking.total && (
        <div class="benchmark group">
          <dt>{t("group.total")}</dt>
          <dd>
            <span class="big">{figure(ranking.total.value, unit)}</span>
            {ranking.total.synthetic && <Synthetic small />}
            {ranking.total.denominator != null && (
              <span class="source">
                {count(ranking.total.numerator)} / {count(ranking.total.denominator)}
              </span>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}
