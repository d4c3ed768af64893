import { change, count, figure, period } from "../../lib/format";
import { arithmetic, judged, scopeName, scopes } from "../../lib/scopes";
import { say, t } from "../../lib/texts";
import type { AreaAnswer, Ranking } from "../../lib/types";
import { Source } from "../../parts/source";
import { Change } from "../ranking/bars";

/// The poverty rate in one line: the figure with its sum, its place, its change, and the averages beside it.
export function Headline({ area, round, ranking }: { area: AreaAnswer; round: string; ranking: Ranking | null }) {
  const own = area.history.find((each) => each.round === round && each.indicator === "poverty.rate");
  const row = ranking?.rows.find((each) => each.area.code === area.code);
  if (!own) return null;
  return (
    <dl class="tiles">
      <div>
        <dt>{t("area.rate")}</dt>
        <dd>
          <span class="big">
            {figure(own.value, "%")} <small>%</small>
          </span>
          <span class="source">{own.basis === "published" ? <Source text={own.published?.source} /> : arithmetic(own, "%")}</span>
        </dd>
      </div>
      {row && ranking && (
        <>
          <div>
            <dt>{t("column.rank")}</dt>
            <dd>
              <span class="big">
                {row.rank} <small>/ {count(ranking.rows.length)}</small>
              </span>
              <span class="source">{t("area.rank.hint")}</span>
            </dd>
          </div>
          <div>
            <dt>{t("column.change")}</dt>
            <dd>
              {row.change == null ? (
                <span class="source">{say(row.change_reason)}</span>
              ) : (
                <>
                  <span class="big">
                    <Change row={row} ranking={ranking} />
                  </span>
                  <span class="source">
                    {row.previous?.value != null && t("area.change.from", { round: row.previous.round, value: figure(row.previous.value, "%") })}
                    {row.change_rank != null && ` · ${t("detail.change_rank", { rank: row.change_rank })}`}
                  </span>
                </>
              )}
            </dd>
          </div>
          {scopes(ranking)
            .filter(([code]) => code !== area.code)
            .map(([code, benchmark]) => {
              const gap = row.gap?.[code];
              return (
                <div key={code}>
                  <dt>{scopeName(code, new Map([[ranking.within, t("area.province")]]))}</dt>
                  <dd>
                    <span class="big">
                      {figure(benchmark.value, "%")}
                      {benchmark.value != null && <small> %</small>}
                    </span>
                    {gap != null ? (
                      <span class={`source ${judged(gap, ranking.indicator.better)}`}>
                        {t("area.gap", { gap: change(gap, "%") })}
                      </span>
                    ) : (
                      <span class="source">{say(benchmark.reason)}</span>
                    )}
                    {benchmark.value != null && (
                      <span class="source">
                        {t("benchmark.period", { period: period(benchmark.period) })}, <Source text={benchmark.source} />
                      </span>
                    )}
                  </dd>
                </div>
              );
            })}
        </>
      )}
    </dl>
  );
}
