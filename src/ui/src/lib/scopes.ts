import type { Comparison, Ranking, RankRow } from "./types";
import { count, figure } from "./format";
import { t, tOr } from "./texts";

/// The areas a figure is compared with, in the order country, region, province.

export const scopeRank = (code: string): number => (code === "VN" ? 0 : /^[A-Z]+$/.test(code) ? 1 : 2);
export const scopeClass = (code: string): "country" | "region" | "province" =>
  (["country", "region", "province"] as const)[scopeRank(code)]!;

export const scopes = (ranking: Ranking): [string, Comparison][] =>
  Object.entries(ranking.benchmarks).sort((a, b) => scopeRank(a[0]) - scopeRank(b[0]));

export const scopeName = (code: string, names?: Map<string, string>): string =>
  names?.get(code) ?? tOr(`scope.${code}`, code);

/// "542 / 28.984 × 100 = 1,87 %": how the value came about; empty for a count or a published value.
export function arithmetic(row: Pick<RankRow, "numerator" | "denominator" | "value">, unit: string): string {
  if (row.numerator == null || row.denominator == null) return "";
  return unit === "%"
    ? t("arithmetic.rate", { numerator: count(row.numerator), denominator: count(row.denominator), value: figure(row.value, unit) })
    : t("arithmetic.mean", { numerator: count(row.numerator), denominator: count(row.denominator), value: figure(row.value, unit) });
}

/// A change for the better, for the worse or none at all.
export const judged = (change: number | null, better: "lower" | "higher"): "better" | "worse" | "same" =>
  !change ? "same" : change < 0 === (better === "lower") ? "better" : "worse";
