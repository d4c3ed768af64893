import { change, useRoute, type Patch } from "../../lib/route";

/// What the address of a ranking says; everything has a default, so that `#/rankings` is a view as well.
export type View = "table" | "map" | "trend";

export interface RankingQuery {
  indicator: string;
  round: string;
  level: string;
  within: string;
  as_of: string;
  group: string;
  order: string;
  partial: boolean;
  release: string;
}

export interface RankingRoute {
  asked: RankingQuery;
  view: View;
  search: string;
  flagged: boolean;
  intervals: boolean;
  sort: string | null;
  area: string | null;
}

export const useRankingRoute = (openingRound: string): RankingRoute => rankingRoute(useRoute().query, openingRound);

export function rankingRoute(query: URLSearchParams, openingRound: string): RankingRoute {
  const text = (name: string, otherwise = ""): string => query.get(name) ?? otherwise;
  const view = text("view", "table");
  return {
    asked: {
      indicator: text("indicator", "poverty.rate"),
      round: text("round", openingRound),
      level: text("level"),
      within: text("within"),
      as_of: text("as_of"),
      group: text("group"),
      order: text("order"),
      partial: text("partial") === "1",
      release: text("release"),
    },
    view: view === "map" || view === "trend" ? view : "table",
    search: text("q"),
    flagged: text("flagged") === "1",
    intervals: text("intervals") === "1",
    sort: query.get("sort"),
    area: query.get("area"),
  };
}

export const set = (patch: Patch): void => change(patch);
