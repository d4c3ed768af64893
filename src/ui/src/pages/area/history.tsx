import { useMemo } from "preact/hooks";
import { indicators } from "../../lib/catalogues";
import { change, count, figure, points } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { judged } from "../../lib/scopes";
import { say, t } from "../../lib/texts";
import type { AreaAnswer } from "../../lib/types";
import { Synthetic } from "../../parts/basics";
import { Chart } from "../../parts/chart";

/// The unit over the rounds, on the same boundaries; never a line across two poverty standards.

const shown = ["poverty.rate", "poverty.near_rate", "poverty.minority_rate"];

export function History({ area, round }: { area: AreaAnswer; round: string }) {
  const names = useLoad("indicators", indicators);
  const standard = area.history.find((each) => each.round === round)?.standard;
  const series = useMemo(() => {
    const rounds = [...new Set(area.history.filter((each) => each.standard === standard).map((each) => each.round))];
    return {
      rounds,
      lines: shown
        .map((code) => ({
          name: say(names.data?.find((each) => each.code === code)?.name) || code,
          values: rounds.map((each) => area.history.find((figure) => figure.round === each && figure.indicator === code && !figure.partial)?.value ?? null),
        }))
        .filter((line) => line.values.some((value) => value !== null)),
    };
  }, [area, standard, names.data]);
  const rates = area.history.filter((each) => each.indicator === "poverty.rate");
  return (
    <section class="card" aria-labelledby="history">
      <h2 id="history">{t("area.history")}</h2>
      {series.lines.length > 0 && series.rounds.length > 1 && (
        <Chart
          label={t("area.history.label", { area: area.full_name })}
          height={260}
          redraw={[series]}
          draw={(charts, element) => charts.drawHistory(element, series)}
        />
      )}
      <div class="scroll">
        <table class="data small">
          <caption class="unseen">{t("area.history")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("upload.round")}</th>
              <th scope="col" class="numeric">{t("area.poor")}</th>
              <th scope="col" class="numeric">{t("area.households")}</th>
              <th scope="col" class="numeric">{t("area.rate.short")}</th>
              <th scope="col" class="numeric">{t("column.change")}</th>
            </tr>
          </thead>
          <tbody>
            {rates.map((each, index) => {
              const before = rates[index - 1];
              const moved = before && before.standard === each.standard && !before.partial && !each.partial ? points(each, before) : null;
              return (
                <tr key={each.round} class={`row${each.round === round ? " selected" : ""}`}>
                  <td>
                    {each.round}
                    {each.synthetic && <Synthetic small />}
                    {each.partial && (
                      <span class="tag warn">{t("coverage.short", { reported: count(each.coverage.reported), expected: count(each.coverage.expected) })}</span>
                    )}
                  </td>
                  <td class="numeric">{count(each.numerator)}</td>
                  <td class="numeric">{count(each.denominator)}</td>
                  <td class="numeric">{figure(each.value, "%")}</td>
                  <td class="numeric">
                    {moved === null ? (
                      <span class="muted" title={before && before.standard !== each.standard ? t("area.other-standard") : undefined}>–</span>
                    ) : (
                      <span class={judged(moved, "lower")}>{change(moved, "%")}</span>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
