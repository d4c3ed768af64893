import type { Bilingual } from "../../lib/texts";

/// The sheet of an area's programmes as the service answers it; money in million VND.

export interface Money {
  planned: number | null;
  allocated: number | null;
  disbursed: number | null;
  rate: number | null;
  of_allocated: number | null;
  pace: number | null;
  pace_gap: number | null;
  data_as_of: string | null;
  data_oldest: string | null;
  synthetic: boolean;
}

export interface Part extends Money {
  code: string | null;
  name: Bilingual | null;
}

export interface Result {
  indicator: string;
  unit: string;
  planned: number | null;
  achieved: number | null;
  [more: string]: unknown;
}

export interface Programme extends Money {
  code: string;
  name: Bilingual;
  in_total: boolean;
  citations: string[];
  unknown?: Bilingual;
  projects: Part[];
  budgets: Part[];
  expenditures: Part[];
  ages: Part[];
  results: Result[];
}

export interface AreaMoney extends Money {
  area: { code: string; name: string };
  own: boolean;
  programmes: Record<string, Money>;
}

export interface Sheet {
  area: { code: string; name: string };
  level: string;
  date: string;
  plan_year: number;
  as_of: string;
  total: Money;
  programmes: Programme[];
  areas: AreaMoney[];
  investors: (Money & { investor: string; slow: boolean; gap: number | null })[];
  ntm: {
    name: Bilingual;
    citations: string[];
    unknown?: Bilingual;
    communes: number;
    recognised: number;
    advanced: number;
    model: number;
    criteria: { number: number; name: Bilingual; met: number; known: number }[];
  } | null;
  contradictions: { code: string; area: { code: string; name: string }; reason: Bilingual }[];
}
