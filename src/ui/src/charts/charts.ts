import { BarChart, LineChart, MapChart } from "echarts/charts";
import { AriaComponent, GraphicComponent, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { bareName, figure, minus } from "../lib/format";
import { scopeClass, scopeName, scopeRank, scopes } from "../lib/scopes";
import { t, tOr } from "../lib/texts";
import type { Ranking, RankRow } from "../lib/types";
import type { Drawn } from "../parts/chart";
import type { Averages } from "../pages/overview/trend";
import { classOf, dark, type Shapes, type ValueClass } from "../pages/ranking/classes";

/// The pictures, drawn by ECharts on canvas. This chapter is a chunk of its own. Tips are drawn on the canvas
/// too: markup with style attributes would be refused by the page's Content-Security-Policy.

echarts.use([
  BarChart, LineChart, MapChart, AriaComponent, GraphicComponent, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, TooltipComponent,
  LabelLayout, CanvasRenderer,
]);

export const ink = "#1b2a33";
export const muted = "#4c5b66";
const font = getComputedStyle(document.documentElement).getPropertyValue("--font") || "sans-serif";
export const lineOf = {
  country: { color: "#1b2a33", type: "solid" as const },
  region: { color: "#7a3b8f", type: "dashed" as const },
  province: { color: "#0b5563", type: "dotted" as const },
};
export const text = { fontFamily: font, color: ink, fontSize: 12 };
/// Figures that lines may run through.
const besideLines = { ...text, fontSize: 11, textBorderColor: "#ffffff", textBorderWidth: 2 };
const tip = { renderMode: "richText" as const, confine: true, textStyle: { ...text }, backgroundColor: "#ffffff", borderColor: "#b9c4cb" };

export const start = (element: HTMLElement): echarts.ECharts => echarts.init(element, null, { renderer: "canvas" });

export interface MapDrawing {
  geo: Shapes;
  ranking: Ranking;
  rows: RankRow[];
  classes: ValueClass[];
  names: Map<string, string>;
  open: (code: string) => void;
}

export function drawMap(element: HTMLElement, drawing: MapDrawing): Drawn {
  const chart = mapOn(element, drawing);
  return {
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
    zoom: (factor) =>
      chart.dispatchAction({
        type: "geoRoam",
        componentType: "series",
        seriesIndex: 0,
        zoom: factor,
        originX: element.clientWidth / 2,
        originY: element.clientHeight / 2,
      }),
  };
}

export function mapOn(element: HTMLElement, { geo, ranking, rows, classes, open }: MapDrawing): echarts.ECharts {
  const chart = start(element);
  const unit = ranking.indicator.unit;
  const features = geo.features.map((feature) => ({
    ...feature,
    properties: { ...feature.properties, code: String(feature.properties.code ?? feature.id ?? "") },
  }));
  const name = `shapes ${ranking.level} ${ranking.within} ${ranking.as_of}`;
  echarts.registerMap(name, { type: "FeatureCollection", features } as unknown as Parameters<typeof echarts.registerMap>[1]);
  const shown = new Map(rows.map((row) => [row.area.code, row]));
  const all = new Map(ranking.rows.map((row) => [row.area.code, row]));
  const named = new Map(features.map((feature) => [feature.properties.code, String(feature.properties["name"] ?? "")]));
  chart.setOption({
    textStyle: text,
    tooltip: {
      ...tip,
      trigger: "item",
      formatter: ({ name: code }: { name: string }) => {
        const row = all.get(code);
        const words = row ? `${figure(row.value, unit)} ${tOr(`unit.${unit}`, unit)}, ${t("column.rank")} ${row.rank}` : t("map.missing");
        return `${row?.area.name ?? named.get(code) ?? code}\n${words}`;
      },
    },
    series: [
      {
        type: "map",
        map: name,
        nameProperty: "code",
        // The wheel scrolls the page, as everywhere; the buttons beside the map bring it nearer.
        roam: matchMedia("(pointer: fine)").matches ? "move" : false,
        top: 12,
        bottom: 12,
        left: 12,
        right: 12,
        preserveAspect: "contain",
        scaleLimit: { min: 1, max: 12 },
        selectedMode: false,
        label: {
          show: features.length <= 40,
          formatter: ({ name: code }: { name: string }) => bareName(all.get(code)?.area.name ?? named.get(code) ?? code),
          fontSize: 11,
          color: ink,
          textBorderColor: "#ffffff",
          textBorderWidth: 2.5,
        },
        labelLayout: { hideOverlap: true },
        itemStyle: { borderColor: "#ffffff", borderWidth: 1, areaColor: "#eceff1" },
        emphasis: { label: { show: true, color: ink }, itemStyle: { areaColor: "#f2b84b" } },
        data: features.map(({ properties: { code } }) => {
          const row = shown.get(code);
          const colour = row ? classOf(classes, row.value)?.colour : "#eceff1";
          const label = colour && dark.includes(colour) ? { color: "#ffffff", textBorderColor: colour } : undefined;
          return { name: code, value: row?.value ?? Number.NaN, label, itemStyle: { areaColor: colour ?? "#eceff1" } };
        }),
      },
    ],
  });
  chart.on("click", (event) => {
    if (all.has(event.name)) open(event.name);
  });
  return chart;
}

const many = 15;
const palette = ["#0b5563", "#b4541a", "#7a3b8f", "#2f6f3e", "#a3241f", "#32629e", "#7d6608", "#8a3a62", "#2b7a78", "#5b4636", "#4a4e69", "#9a6700", "#516b1f", "#b23a6f", "#1f5c99"];

export interface TrendDrawing {
  rankings: Ranking[];
  rows: RankRow[];
  names: Map<string, string>;
}

/// The names at the ends of lines, each at least a line's height from the next.
function partEndLabels(chart: echarts.ECharts, lines: { data: (number | null)[] }[], bottom: number): void {
  const apart = 13;
  const lowest = chart.getHeight() - bottom - 6;
  const ends = lines
    .map(({ data }, index) => ({ index, value: data[data.length - 1] }))
    .filter((end): end is { index: number; value: number } => end.value != null)
    .map(({ index, value }) => ({ index, at: chart.convertToPixel({ yAxisIndex: 0 }, value) }))
    .sort((a, b) => b.at - a.at);
  let next = lowest;
  const offsets = lines.map(() => 0);
  for (const end of ends) {
    next = Math.min(end.at, next);
    offsets[end.index] = next - end.at;
    next -= apart;
  }
  chart.setOption({ series: lines.map((_, index) => ({ endLabel: { offset: [0, offsets[index]] } })) });
}

/// One line per area of `rows` over the rounds, and the averages that are of each round's own period.
export function drawTrend(element: HTMLElement, { rankings, rows, names }: TrendDrawing): echarts.ECharts {
  const chart = start(element);
  const last = rankings[rankings.length - 1]!;
  const unit = last.indicator.unit;
  // The names of the averages take up to three lines on a phone.
  const bottom = element.clientWidth > 600 ? 40 : 62;
  const lines = rows.slice(0, many).map((row, index) => ({
    name: row.area.name,
    type: "line",
    symbolSize: 6,
    lineStyle: { width: 1.6 },
    itemStyle: { color: palette[index % palette.length] },
    emphasis: { focus: "series", lineStyle: { width: 3 } },
    endLabel: { show: true, formatter: bareName(row.area.name), ...text, fontSize: 11, color: palette[index % palette.length] },
    data: rankings.map((ranking) => ranking.rows.find((each) => each.area.code === row.area.code)?.value ?? null),
  }));
  const averages = scopes(last).map(([code]) => ({
    name: scopeName(code, names),
    type: "line",
    symbol: "none",
    lineStyle: { width: 2.5, ...lineOf[scopeClass(code)] },
    itemStyle: { color: lineOf[scopeClass(code)].color },
    data: rankings.map((ranking) => {
      const benchmark = ranking.benchmarks[code];
      return benchmark && benchmark.period === ranking.round ? benchmark.value : null;
    }),
  }));
  chart.setOption({
    animation: false,
    textStyle: text,
    tooltip: {
      ...tip,
      trigger: "axis",
      order: "valueDesc",
      valueFormatter: (value: unknown) => figure(typeof value === "number" ? value : null, unit),
    },
    legend: { bottom: 0, data: averages.map((average) => average.name), textStyle: text },
    grid: { left: 8, right: 110, top: 28, bottom, containLabel: true },
    xAxis: { type: "category", boundaryGap: false, data: rankings.map((ranking) => ranking.round), axisLabel: { color: muted } },
    yAxis: {
      type: "value",
      name: tOr(`unit.${unit}`, unit),
      nameTextStyle: { color: muted },
      axisLabel: { color: muted, formatter: (value: number) => figure(value, "households") },
    },
    series: [...lines, ...averages],
  });
  partEndLabels(chart, lines, bottom);
  return chart;
}

/// Some figures of one unit over the rounds of one standard.
export function drawHistory(element: HTMLElement, { rounds, lines }: { rounds: string[]; lines: { name: string; values: (number | null)[] }[] }): echarts.ECharts {
  const chart = start(element);
  const height = Math.max(...lines.flatMap((line) => line.values.map((value) => value ?? 0)));
  // Where another line runs just above, the figures stand below theirs.
  const below = (at: number): boolean =>
    lines.slice(1).some(({ values }) => values[at] != null && values[at]! >= lines[0]!.values[at]! && values[at]! < lines[0]!.values[at]! + height / 6);
  chart.setOption({
    animation: false,
    textStyle: text,
    tooltip: { ...tip, trigger: "axis", valueFormatter: (value: unknown) => figure(typeof value === "number" ? value : null, "%") },
    legend: { bottom: 0, textStyle: text },
    grid: { left: 8, right: 24, top: 24, bottom: 52, containLabel: true },
    xAxis: { type: "category", data: rounds, axisLabel: { color: muted } },
    yAxis: { type: "value", axisLabel: { color: muted, formatter: (value: number) => `${figure(value, "households")} %` } },
    series: lines.map((line, index) => ({
      name: line.name,
      type: "line",
      symbolSize: 7,
      lineStyle: { width: index === 0 ? 3 : 1.8, type: (["solid", "dashed", "dotted"] as const)[index % 3] },
      itemStyle: { color: palette[index] },
      label: { show: index === 0, formatter: ({ value }: { value: unknown }) => figure(typeof value === "number" ? value : null, "%"), ...besideLines },
      data: line.values.map((value, at) => ({ value, label: { position: index === 0 && below(at) ? "bottom" : "top" } })),
    })),
  });
  return chart;
}

/// The province against country and region over the rounds of one standard; a gap where nothing was published.
export function drawAverages(element: HTMLElement, { rounds, lines }: Averages): echarts.ECharts {
  const chart = start(element);
  chart.setOption({
    animation: false,
    textStyle: text,
    tooltip: { ...tip, trigger: "axis", valueFormatter: (value: unknown) => figure(typeof value === "number" ? value : null, "%") },
    legend: { bottom: 0, itemGap: 8, textStyle: text },
    grid: { left: 4, right: 24, top: 18, bottom: 34, containLabel: true },
    xAxis: { type: "category", data: rounds, axisLabel: { color: muted } },
    yAxis: { type: "value", axisLabel: { color: muted, formatter: (value: number) => `${figure(value, "households")} %` } },
    series: lines.map(({ code, values }) => ({
      name: t(`level.${scopeClass(code)}`),
      type: "line",
      symbolSize: 7,
      connectNulls: true,
      lineStyle: { width: scopeRank(code) === 2 ? 3 : 2, ...lineOf[scopeClass(code)], type: scopeRank(code) === 2 ? "solid" : lineOf[scopeClass(code)].type },
      itemStyle: { color: lineOf[scopeClass(code)].color },
      label: {
        show: scopeRank(code) !== 1,
        position: scopeRank(code) === 2 ? "top" : "bottom",
        formatter: ({ value }: { value: unknown }) => figure(typeof value === "number" ? value : null, "%"),
        ...besideLines,
      },
      data: values,
    })),
  });
  return chart;
}

/// A waterfall: what left and what came between two counts.
export function drawMovement(element: HTMLElement, steps: { name: string; change: number; kind: "whole" | "in" | "out" }[]): echarts.ECharts {
  const chart = start(element);
  let level = 0;
  const bars = steps.map((step) => {
    const from = step.kind === "whole" ? 0 : step.change < 0 ? level + step.change : level;
    level = step.kind === "whole" ? step.change : level + step.change;
    return { from, height: Math.abs(step.change), step };
  });
  const colour = { whole: "#0b5563", in: "#dc8a55", out: "#8fb5bd" };
  const sign = { whole: "", in: "+", out: minus };
  chart.setOption({
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 40, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: "value", axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: { type: "category", inverse: true, data: steps.map((step) => step.name), axisTick: { show: false }, axisLabel: { ...text, width: 150, overflow: "break" } },
    series: [
      { type: "bar", stack: "all", silent: true, itemStyle: { color: "transparent" }, data: bars.map((bar) => bar.from) },
      {
        type: "bar",
        stack: "all",
        barWidth: 14,
        label: {
          show: true,
          position: "right",
          formatter: ({ dataIndex }: { dataIndex: number }) => sign[steps[dataIndex]!.kind] + figure(Math.abs(steps[dataIndex]!.change), "households"),
          ...text,
          fontSize: 11,
        },
        data: bars.map((bar) => ({ value: bar.height, itemStyle: { color: colour[bar.step.kind] } })),
      },
    ],
  });
  return chart;
}

/// Figures seen as bars and expected as a line; those of the window stand out.
export function drawHistogram(element: HTMLElement, bars: { label: string; seen: number; expected: number; window: boolean }[]): echarts.ECharts {
  const chart = start(element);
  chart.setOption({
    animation: false,
    textStyle: text,
    tooltip: { ...tip, trigger: "axis", valueFormatter: (value: unknown) => figure(typeof value === "number" ? value : null, "%") },
    legend: { bottom: 0, textStyle: text },
    grid: { left: 8, right: 12, top: 12, bottom: 30, containLabel: true },
    xAxis: { type: "category", data: bars.map((bar) => bar.label), axisLabel: { color: muted, fontSize: 10 } },
    yAxis: { type: "value", minInterval: 1, axisLabel: { color: muted, formatter: (value: number) => figure(value, "households") } },
    series: [
      {
        name: t("audit.seen"),
        type: "bar",
        barCategoryGap: "12%",
        itemStyle: { color: "#7fa9b2" },
        data: bars.map((bar) => ({ value: bar.seen, itemStyle: { color: bar.window ? "#a3241f" : "#7fa9b2" } })),
      },
      { name: t("audit.expected"), type: "line", symbol: "none", lineStyle: { width: 2, color: ink, type: "dashed" }, itemStyle: { color: ink }, data: bars.map((bar) => bar.expected) },
    ],
  });
  return chart;
}
