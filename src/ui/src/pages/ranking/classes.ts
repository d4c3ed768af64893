import type { Ranking } from "../../lib/types";

/// Up to five classes of a choropleth with round limits; dark is worse whatever the indicator's direction.

export interface Shapes {
  type: "FeatureCollection";
  source?: string;
  features: { type: "Feature"; id?: string; properties: { code?: string; name?: string; [name: string]: unknown }; geometry: unknown }[];
}

export interface ValueClass {
  from: number;
  to: number;
  colour: string;
}

const shades = ["#e3eef0", "#b5d3d8", "#7fb2bb", "#3f8492", "#0b4a57"];

/// Those that carry white words.
export const dark = shades.slice(-2);

/// The value below which `share` of the sorted values lie.
const quantile = (sorted: number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;

/// Equally many areas in each class, so that a few very poor areas do not make all others look alike.
export function classesOf(ranking: Ranking): ValueClass[] {
  const values = ranking.rows.map((row) => row.value).sort((a, b) => a - b);
  if (values.length === 0) return [];
  const lowest = values[0]!;
  const highest = values[values.length - 1]!;
  const span = highest - lowest || Math.abs(lowest) || 1;
  const step = 10 ** Math.floor(Math.log10(span / 10));
  const near = (value: number): number => Math.round(value / step) * step;
  const inner = shades.slice(1).map((_, index) => near(quantile(values, (index + 1) / shades.length)));
  const ends = Math.ceil(highest / step + 1e-9) * step;
  const limits = [...new Set([Math.floor(lowest / step) * step, ...inner.filter((limit) => limit > lowest && limit <= highest), ends])];
  const colours = ranking.indicator.better === "lower" ? shades : shades.slice().reverse();
  const classes = limits.length - 1;
  return limits.slice(0, -1).map((from, index) => ({
    from,
    to: limits[index + 1]!,
    colour: colours[classes < 2 ? 2 : Math.round((index * (shades.length - 1)) / (classes - 1))]!,
  }));
}

export const classOf = (classes: ValueClass[], value: number): ValueClass | undefined =>
  classes.find((each) => value >= each.from && value < each.to) ?? classes[classes.length - 1];
