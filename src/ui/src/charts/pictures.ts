import type { ECharts } from "echarts/core";
import { change, date, figure } from "../lib/format";
import { scopeClass, scopeName, scopes } from "../lib/scopes";
import { say, t, tOr } from "../lib/texts";
import type { Ranking } from "../lib/types";
import { drawTrend, ink, lineOf, mapOn, muted, start, text, type MapDrawing, type TrendDrawing } from "./charts";

/// What is on the page as a picture to put into a report, with a heading of its own that says what, when and where from.

async function photograph(height: number, draw: (element: HTMLElement) => ECharts): Promise<Blob> {
  const element = document.createElement("div");
  element.style.width = "1000px";
  element.style.height = `${height}px`;
  element.className = "off-screen";
  document.body.append(element);
  const chart = draw(element);
  const canvas = (chart.getRenderedCanvas as (options: object) => HTMLCanvasElement)({ pixelRatio: 2, backgroundColor: "#ffffff" });
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  chart.dispose();
  element.remove();
  if (!blob) throw new Error("png");
  return blob;
}

const heading = (ranking: Ranking, names: Map<string, string>): object => ({
  text: `${say(ranking.indicator.name)} (${tOr(`unit.${ranking.indicator.unit}`, ranking.indicator.unit)}), ${ranking.round}`,
  subtext: [
    ranking.rows.some((row) => row.synthetic) ? t("synthetic") : "",
    t("picture.boundaries", { date: date(ranking.as_of) }),
    ...scopes(ranking)
      .filter(([, benchmark]) => benchmark.value != null)
      .map(([code, benchmark]) => `${scopeName(code, names)} ${figure(benchmark.value, ranking.indicator.unit)} (${benchmark.period})`),
  ]
    .filter(Boolean)
    .join(" · "),
  left: 12,
  top: 4,
  textStyle: { ...text, fontSize: 16 },
  subtextStyle: { ...text, color: muted },
});

/// Bars in rank order, the averages as lines.
export const rankingPicture = (ranking: Ranking, names: Map<string, string>): Promise<Blob> =>
  photograph(150 + ranking.rows.length * 24, (element) => {
    const chart = start(element);
    const { unit } = ranking.indicator;
    const words = ({ dataIndex }: { dataIndex: number }): string => {
      const row = ranking.rows[dataIndex]!;
      return figure(row.value, unit) + (row.change == null ? "" : `  (${change(row.change, unit)})`);
    };
    chart.setOption({
      animation: false,
      textStyle: text,
      title: heading(ranking, names),
      grid: { left: 16, right: 70, top: 80, bottom: 20, containLabel: true },
      xAxis: { type: "value", axisLabel: { color: muted, formatter: (value: number) => figure(value, "households") } },
      yAxis: { type: "category", inverse: true, data: ranking.rows.map((row) => `${row.rank}. ${row.area.name}`), axisTick: { show: false } },
      series: [
        {
          type: "bar",
          barWidth: 14,
          itemStyle: { color: "#7fa9b2" },
          label: { show: true, position: "right", formatter: words, ...text },
          data: ranking.rows.map((row) => row.value),
          markLine: {
            symbol: "none",
            label: { show: false },
            data: scopes(ranking)
              .filter(([, benchmark]) => benchmark.value != null)
              .map(([code, benchmark]) => ({ xAxis: benchmark.value!, lineStyle: { width: 2, ...lineOf[scopeClass(code)] } })),
          },
        },
      ],
    });
    return chart;
  });

/// The map with its classes written below.
export const mapPicture = (drawing: Omit<MapDrawing, "open">): Promise<Blob> =>
  photograph(900, (element) => {
    const chart = mapOn(element, { ...drawing, open: () => undefined });
    const { unit } = drawing.ranking.indicator;
    const legend = drawing.classes.flatMap((each, index) => [
      { type: "rect", left: 20 + index * 160, bottom: 40, shape: { width: 22, height: 14 }, style: { fill: each.colour, stroke: muted } },
      { type: "text", left: 48 + index * 160, bottom: 40, style: { text: `${figure(each.from, unit)} – ${figure(each.to, unit)}`, fill: ink, font: `13px ${text.fontFamily}` } },
    ]);
    const source = drawing.geo.source
      ? [{ type: "text", left: 20, bottom: 14, style: { text: t("map.source", { source: drawing.geo.source }), fill: muted, font: `11px ${text.fontFamily}` } }]
      : [];
    chart.setOption({ animation: false, title: heading(drawing.ranking, drawing.names), graphic: [...legend, ...source], series: [{ top: 80, bottom: 80 }] });
    return chart;
  });

/// The lines over the rounds.
export const trendPicture = (ranking: Ranking, drawing: TrendDrawing): Promise<Blob> =>
  photograph(620, (element) => {
    const chart = drawTrend(element, drawing);
    chart.setOption({ title: heading(ranking, drawing.names), grid: { top: 90 } });
    return chart;
  });
