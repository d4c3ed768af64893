import { bareName, change, count, figure, period, points } from "../../lib/format";
import { judged, scopeClass, scopeName, scopes } from "../../lib/scopes";
import { say, t } from "../../lib/texts";
import type { Ranking } from "../../lib/types";
import { Synthetic } from "../../parts/basics";
import { gravity } from "../../parts/flags";
import { Source } from "../../parts/source";
import { href } from "../../lib/route";

/// A published rate as a fraction, to subtract exactly.
const hundredths = (value: number): { numerator: number; denominator: number } => ({ numerator: Math.round(value * 100), denominator: 10_000 });

/// The province's rate beside the country's and the region's, and how its parts spread.
export function Against({ ranking, names }: { ranking: Ranking; names: Map<string, string> }) {
  const own = ranking.benchmarks[ranking.within];
  const complete = ranking.rows.length > 0 && ranking.missing.length === 0 && ranking.rows.every((row) => row.denominator != null);
  const poor = complete ? ranking.rows.reduce((sum, row) => sum + (row.numerator ?? 0), 0) : null;
  const whole = complete ? ranking.rows.reduce((sum, row) => sum + (row.denominator ?? 0), 0) : null;
  const exact = poor !== null && own?.source === "computed" ? { numerator: poor, denominator: whole } : hundredths(own?.value ?? 0);
  const levels = [3, 2, 1].map((grave) => ranking.rows.filter((row) => gravity(row.flags) === grave).length);
  const level = t(`level.${ranking.level}.lower`);
  return (
    <dl class="tiles">
      {scopes(ranking)
        .slice()
        .reverse()
        .map(([code, benchmark]) => {
          const mine = code === ranking.within;
          const comparable = !mine && own?.value != null && benchmark.value != null && own.period === ranking.round && benchmark.period === ranking.round;
          const gap = comparable ? points(exact, hundredths(benchmark.value!)) : null;
          return (
            <div key={code} class={`benchmark-tile ${scopeClass(code)}`}>
              <dt>{scopeName(code, names)}</dt>
              <dd>
                <span class="big">
                  {figure(benchmark.value, "%")}
                  {benchmark.value != null && <small> %</small>}
                </span>
                {benchmark.synthetic && !ranking.synthetic && <Synthetic small />}
                {mine && poor !== null && benchmark.source === "computed" && (
                  <span class="source">{t("arithmetic.rate", { numerator: count(poor), denominator: count(whole), value: figure(benchmark.value, "%") })}</span>
                )}
                {gap !== null && <span class={`source ${judged(gap, "lower")}`}>{t("overview.gap", { gap: change(gap, "%") })}</span>}
                {benchmark.reason && <span class="source">{say(benchmark.reason)}</span>}
                {benchmark.value != null && (
                  <span class="source">
                    {t("benchmark.period", { period: period(benchmark.period) })}, <Source text={benchmark.source} />
                  </span>
                )}
              </dd>
            </div>
          );
        })}
      <div>
        <dt>{t("overview.flagged", { level })}</dt>
        <dd>
          <span class="big">
            {count(ranking.rows.filter((row) => row.flags.length > 0).length)} <small>/ {count(ranking.rows.length)}</small>
          </span>
          <span class="source">
            {(["severe", "lagging", "watch"] as const).flatMap((each, index) => [
              index > 0 && " · ",
              <span key={each} class="unbroken">
                {t(`severity.${each}`)} {levels[index]}
              </span>,
            ])}
          </span>
          <span class="source">
            <a href={href("/rankings", { round: ranking.round, flagged: true })}>{t("overview.see-ranking")}</a>
          </span>
        </dd>
      </div>
      <Spread ranking={ranking} />
    </dl>
  );
}

function Spread({ ranking }: { ranking: Ranking }) {
  const sorted = ranking.rows.slice().sort((a, b) => a.rank - b.rank);
  const best = sorted[0];
  const worst = sorted[sorted.length - 1];
  const improved = ranking.rows.find((row) => row.change_rank === 1);
  if (!best || !worst) return null;
  const to = (code: string): string => href(`/areas/${code}`, { as_of: ranking.as_of, round: ranking.round });
  return (
    <div>
      <dt>{t("overview.spread")}</dt>
      <dd>
        <ul class="plain-list">
          <li>
            {t("overview.worst")} <a href={to(worst.area.code)}>{bareName(worst.area.name)}</a> {figure(worst.value, "%")}&nbsp;%
          </li>
          <li>
            {t("overview.best")} <a href={to(best.area.code)}>{bareName(best.area.name)}</a> {figure(best.value, "%")}&nbsp;%
          </li>
          {improved?.change != null && (
            <li>
              {t("overview.improved")} <a href={to(improved.area.code)}>{bareName(improved.area.name)}</a> {change(improved.change, "%")}&nbsp;{t("unit.points")}
            </li>
          )}
        </ul>
      </dd>
    </div>
  );
}
