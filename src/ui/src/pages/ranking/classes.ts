import type { Ranking } from "../../lib/types";

/// Five classes of a choropleth with round limits; dark is worse whatever the indicator's direction.

export interface Shapes {
  type: "FeatureCollection";
  features: { type: "Feature"; id?: string; properties: { code?: string; name?: string; [name: string]: unknown }; geometry: unknown }[];
}

export interface ValueClass {
  from: number;
  to: number;
  colour: string;
}

const shades = ["#e3eef0", "#b5d3d8", "#7fb2bb", "#3f8492", "#0b4a57"];

function roundStep(span: number): number {
  const raw = span / shades.length;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => step >= raw * 0.999)!;
}

export function classesOf(ranking: Ranking): ValueClass[] {
  const values = ranking.rows.map((row) => row.value);
  if (values.length === 0) return [];
  const lowest = Math.min(...values);
  const span = Math.max(...values) - lowest || Math.abs(lowest) || 1;
  const step = roundStep(span);
  const start = Math.floor(lowest / step) * step;
  const colours = ranking.indicator.better === "lower" ? shades : shades.slice().reverse();
  const classes: ValueClass[] = [];
  for (let index = 0; index < shades.length + 1; index += 1) {
    const from = start + index * step;
    if (index > 0 && from > Math.max(...values)) break;
    classes.push({ from, to: from + step, colour: colours[Math.min(index, shades.length - 1)]! });
  }
  return classes;
}

export const classOf = (classes: ValueClass[], value: number): ValueClass | undefined =>
  classes.find((each) => value >= each.from && value < each.to) ?? classes[classes.length - 1];
