import { ask } from "../../lib/api";
import { figure } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { scopeName, scopes } from "../../lib/scopes";
import { t } from "../../lib/texts";
import type { Ranking, Round } from "../../lib/types";
import { Loaded, Synthetic } from "../../parts/basics";
import { Chart } from "../../parts/chart";

/// All rounds of the standard in force: the province, the region, the country.
export function Trend({ round, names, all }: { round: string; names: Map<string, string>; all: Round[] }) {
  const now = all.find((each) => each.code === round);
  const load = useLoad(now ? `averages ${now.standard}` : null, async (signal) => {
    const same = all.filter((each) => each.standard === now!.standard).sort((a, b) => a.reference_date.localeCompare(b.reference_date));
    const answers = await Promise.all(
      same.map((each) => ask<Ranking>("/rankings", { query: { indicator: "poverty.rate", round: each.code }, signal }).catch(() => null)),
    );
    return answers.filter(
      (answer): answer is Ranking => answer !== null && scopes(answer).some(([, benchmark]) => benchmark.value != null && benchmark.period === answer.round),
    );
  });
  return (
    <section class="card" aria-labelledby="trend">
      <h2 id="trend">
        {t("overview.trend", { standard: now?.standard ?? "" })} {load.data?.some((ranking) => ranking.synthetic) && <Synthetic small />}
      </h2>
      <Loaded of={load}>
        {(rankings) => (
          <>
            <Chart
              label={t("overview.trend.label")}
              height={230}
              redraw={[rankings, names]}
              draw={(charts, element) => charts.drawAverages(element, { rankings, names })}
            />
            <Figures rankings={rankings} names={names} />
          </>
        )}
      </Loaded>
    </section>
  );
}

/// The same in words for those who do not see the picture.
function Figures({ rankings, names }: { rankings: Ranking[]; names: Map<string, string> }) {
  return (
    <ul class="unseen">
      {rankings.map((ranking) => (
        <li key={ranking.round}>
          {ranking.round}:{" "}
          {scopes(ranking)
            .filter(([, benchmark]) => benchmark.period === ranking.round)
            .map(([code, benchmark]) => `${scopeName(code, names)} ${figure(benchmark.value, "%")}`)
            .join(", ")}
        </li>
      ))}
    </ul>
  );
}
