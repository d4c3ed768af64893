import { ask } from "../../lib/api";
import { byCode, date, figure } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { scopeName, scopeRank } from "../../lib/scopes";
import { t } from "../../lib/texts";
import type { Ranking, Round } from "../../lib/types";
import { Loaded, Synthetic } from "../../parts/basics";
import { Chart } from "../../parts/chart";

/// All rounds of the standard in force: the province, on the boundaries of the page, its region, the country.

export interface Averages {
  rounds: string[];
  /// Country, region and province, each with a value per round or a gap.
  lines: { code: string; values: (number | null)[] }[];
  synthetic: boolean;
}

/// Provinces ranked within the country know all three: the averages published for the round, and the province's own row,
/// whether or not its parts have reported.
async function averages(ranking: Ranking, all: Round[], signal: AbortSignal): Promise<Averages> {
  const same = all.filter((each) => each.standard === ranking.standard).sort((a, b) => byCode(a.reference_date, b.reference_date));
  const answers = await Promise.all(
    same.map((each) =>
      ask<Ranking>("/rankings", { query: { indicator: "poverty.rate", round: each.code, level: "province", within: "VN", as_of: ranking.as_of }, signal }).catch(() => null),
    ),
  );
  const valueOf = (answer: Ranking | null, code: string): number | null => {
    if (scopeRank(code) === 2) return answer?.rows.find((row) => row.area.code === code)?.value ?? null;
    const benchmark = answer?.benchmarks[code];
    return benchmark && benchmark.period === answer!.round ? benchmark.value : null;
  };
  const codes = Object.keys(ranking.benchmarks).sort((a, b) => scopeRank(b) - scopeRank(a));
  const lines = codes.map((code) => ({ code, values: answers.map((answer) => valueOf(answer, code)) }));
  const known = same.map((_, index) => lines.some((line) => line.values[index] != null));
  return {
    rounds: same.filter((_, index) => known[index]).map((each) => each.code),
    lines: lines.map((line) => ({ ...line, values: line.values.filter((_, index) => known[index]) })),
    synthetic: answers.some((answer) => answer?.rows.some((row) => row.synthetic && codes.includes(row.area.code))),
  };
}

export function Trend({ ranking, names, all }: { ranking: Ranking; names: Map<string, string>; all: Round[] }) {
  // Where the page says it, its cards need not.
  const load = useLoad(`averages ${ranking.standard} ${ranking.as_of} ${ranking.within}`, (signal) => averages(ranking, all, signal));
  return (
    <section class="card trend" aria-labelledby="trend">
      <h2 id="trend">
        {t("overview.trend", { standard: ranking.standard })} {load.data?.synthetic && !ranking.synthetic && <Synthetic small />}
      </h2>
      <Loaded of={load}>
        {(found) => (
          <>
            <Chart
              label={t("overview.trend.label")}
              height={290}
              redraw={[found]}
              draw={(charts, element) => charts.drawAverages(element, found)}
            />
            <p class="hint">{t("picture.boundaries", { date: date(ranking.as_of) })}</p>
            <Figures found={found} names={names} />
          </>
        )}
      </Loaded>
    </section>
  );
}

/// The same in words for those who do not see the picture.
function Figures({ found, names }: { found: Averages; names: Map<string, string> }) {
  return (
    <ul class="unseen">
      {found.rounds.map((round, index) => (
        <li key={round}>
          {round}:{" "}
          {found.lines
            .filter((line) => line.values[index] != null)
            .map((line) => `${scopeName(line.code, names)} ${figure(line.values[index], "%")}`)
            .join(", ")}
        </li>
      ))}
    </ul>
  );
}
