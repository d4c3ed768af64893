import { useMemo } from "preact/hooks";
import type { MapDrawing, TrendDrawing } from "../../charts/charts";
import { ask } from "../../lib/api";
import { roundsOfStandard } from "../../lib/catalogues";
import { count, figure } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { once } from "../../lib/session";
import { say, t, tOr } from "../../lib/texts";
import type { Ranking, RankRow } from "../../lib/types";
import { Loaded } from "../../parts/basics";
import { Chart } from "../../parts/chart";
import { classOf, classesOf, type Shapes } from "./classes";
import { useAsPicture } from "./export";
import { set, type RankingQuery } from "./query";

/// The same ranking as a map and as lines over the rounds. The table below each says the same in words.

export function MapView({ ranking, rows, names }: { ranking: Ranking; rows: RankRow[]; names: Map<string, string> }) {
  const { level, within, as_of } = ranking;
  const shapes = useLoad(`map ${level} ${within} ${as_of}`, () =>
    once(`map ${level} ${within} ${as_of}`, () => ask<Shapes>("/map", { query: { level, within, as_of } })),
  );
  const classes = useMemo(() => classesOf(ranking), [ranking]);
  const unit = tOr(`unit.${ranking.indicator.unit}`, ranking.indicator.unit);
  return (
    <Loaded of={shapes}>
      {(geo) =>
        geo.features.length === 0 ? (
          <p class="muted">{t("map.none")}</p>
        ) : (
          <figure class="picture map">
            <Shown drawing={{ geo, ranking, rows, classes, names }} />
            <figcaption>
              <p class="legend-title">
                {say(ranking.indicator.name)} ({unit})
              </p>
              <ul class="legend">
                {classes.map((each) => (
                  <li key={each.from}>
                    <span class="box" style={{ background: each.colour }} />
                    {figure(each.from, ranking.indicator.unit)} – {figure(each.to, ranking.indicator.unit)}{" "}
                    <span class="muted">
                      {t("map.class", { count: count(rows.filter((row) => classOf(classes, row.value) === each).length) })}
                    </span>
                  </li>
                ))}
                <li>
                  <span class="box none" />
                  {t("map.missing")}
                </li>
              </ul>
              {geo.source && <p class="hint">{t("map.source", { source: geo.source })}</p>}
            </figcaption>
          </figure>
        )
      }
    </Loaded>
  );
}

function Shown({ drawing }: { drawing: Omit<MapDrawing, "open"> }) {
  const { geo, ranking, rows } = drawing;
  useAsPicture((pictures) => pictures.mapPicture(drawing), [geo, rows, ranking]);
  return (
    <Chart
      zoom
      label={t("map.label", { indicator: say(ranking.indicator.name) })}
      height={470}
      redraw={[geo, rows, ranking]}
      draw={(charts, element) => charts.drawMap(element, { ...drawing, open: (code) => set({ area: code }) })}
    />
  );
}

function Lines({ ranking, drawing }: { ranking: Ranking; drawing: TrendDrawing }) {
  const { rankings, rows } = drawing;
  useAsPicture((pictures) => pictures.trendPicture(ranking, drawing), [rankings, rows]);
  return (
    <Chart
      label={t("trend.label", { indicator: say(ranking.indicator.name) })}
      height={400}
      redraw={[rankings, rows]}
      draw={(charts, element) => charts.drawTrend(element, drawing)}
    />
  );
}

export function TrendView({ ranking, rows, asked, names }: {
  ranking: Ranking;
  rows: RankRow[];
  asked: RankingQuery;
  names: Map<string, string>;
}) {
  const { level, within, as_of, round } = ranking;
  const series = useLoad(JSON.stringify(["trend", asked, level, within, as_of]), async (signal) => {
    const rounds = await roundsOfStandard(round);
    const answers = await Promise.all(
      rounds.map((each) =>
        ask<Ranking>("/rankings", { query: { ...asked, round: each.code, level, within, as_of }, signal }).catch(() => null),
      ),
    );
    return answers.filter((answer): answer is Ranking => answer !== null && answer.rows.length > 0);
  });
  return (
    <Loaded of={series}>
      {(rankings) => (
        <figure class="picture">
          <Lines ranking={ranking} drawing={{ rankings, rows, names }} />
          <figcaption class="hint">{t("trend.explained", { standard: ranking.standard })}</figcaption>
        </figure>
      )}
    </Loaded>
  );
}
