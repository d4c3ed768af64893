import type { AuditSeverity } from "../pages/audit/types";
import type { Bilingual } from "./texts";

/// The shapes the service answers with (contract sections 3, 4 and 6), as far as the pages read them.

export type Level = "country" | "region" | "province" | "district" | "commune";
export const levels: Level[] = ["country", "region", "province", "district", "commune"];
export type Role = "officer" | "reviewer" | "manager" | "reporter" | "exporter" | "admin";

export interface Session {
  user: string;
  role: Role;
  areas: { code: string; name: string }[];
  kinds: string[];
  mustChange: boolean;
  mustEnrol: boolean;
}

export interface Indicator {
  code: string;
  name: Bilingual;
  unit: string;
  better: "lower" | "higher";
  form?: string;
  citation?: string;
}

export interface Round {
  code: string;
  name: Bilingual;
  reference_date: string;
  standard: string;
  previous: string | null;
  status: string;
  opens: boolean;
  deadline?: { date: string; source: string; provisional: boolean } | null;
  deadlines?: { area: { code: string; name: string } | null; level: Level; due: string; reason: string }[];
}

export interface Area {
  code: string;
  name: string;
  full_name: string;
  level: Level;
  kind: string;
  setting: string | null;
  parent: string | null;
  valid_from: string;
  valid_to: string | null;
}

export interface Coverage {
  reported: number;
  expected: number;
}

export interface Comparison {
  value: number | null;
  period: string | null;
  source: string | null;
  provisional?: boolean;
  synthetic?: boolean;
  reason?: Bilingual;
  others?: { value: number; source: string; provisional: boolean }[];
}

export interface Flag {
  id?: string;
  rule: string;
  severity: "watch" | "lagging" | "severe";
  area: string;
  area_name?: string;
  indicator: string;
  value: number;
  benchmark: { scope: string; period: string; value: number; source: string };
  gap: number;
  reason: Bilingual;
  reply?: { text: string; by: string; at: string } | null;
}

export interface RankRow {
  rank: number;
  area: { code: string; name: string };
  value: number;
  numerator: number | null;
  denominator: number | null;
  interval: [number, number] | null;
  previous: { round: string; rank: number; value: number | null } | null;
  change: number | null;
  change_reason?: Bilingual & { code: string };
  change_rank: number | null;
  gap: Record<string, number | null> | null;
  to_benchmark: Record<string, number | null> | null;
  coverage: Coverage;
  basis: "computed" | "published";
  published?: { value: number; period: string; source: string; provisional: boolean };
  synthetic: boolean;
  data_as_of: string | null;
  flags: Flag[];
  /// Between which ranks the area may stand, as far as its households tell.
  chance?: ChanceNote;
  credibility?: Credibility | null;
}

/// What the audit says of a commune's list, or of how many communes inside a higher area.
export type Credibility =
  | { severity: AuditSeverity; label: Bilingual }
  | { serious: number; notice: number; none: number; unknown: number };

/// What chance can do to a rank and how long the way to the country's average is: explains, decides nothing.
export interface ChanceNote {
  area: { code: string };
  ranks: [number, number] | null;
  limits: [number, number] | null;
  standing: "inside" | "unusual" | "very-unusual" | null;
  change: { points: number | null; points_a_year: number | null; per_cent: number | null; per_cent_a_year: number | null } | null;
  catching_up: { linear: number | null; constant_rate: number | null; logistic: number | null; refused?: Bilingual };
}

export interface MissingRow {
  code: string;
  name?: string;
  reason: string;
  message?: Bilingual;
  coverage?: Coverage;
  absent?: string[];
}

export interface Ranking {
  indicator: Indicator;
  round: string;
  level: Level;
  within: string;
  as_of: string;
  release: string | null;
  standard: string;
  group?: string | null;
  synthetic?: boolean;
  benchmarks: Record<string, Comparison>;
  rows: RankRow[];
  missing: MissingRow[];
  total?: { value: number | null; numerator: number | null; denominator: number | null; coverage: Coverage; synthetic: boolean };
  absent?: { rule: string; indicator: string; scope: string; reason: Bilingual }[];
}

export type UploadState = "received" | "checked" | "submitted" | "approved" | "superseded" | "rejected";

export interface Upload {
  id: number;
  kind: string;
  round: string;
  state: UploadState;
  rows: number;
  errors: number;
  warnings: number;
  progress: number;
  file_name: string;
  uploaded_by: string;
  received_at: string;
  decided_by: string;
  decided_at: string;
  reason: string;
  synthetic: boolean;
  mine: boolean;
  areas: string[];
  late?: boolean;
  deadline?: string | null;
  receipt?: {
    rows_read: number;
    rows_taken: number;
    rows_refused: number;
    items: { area: { code: string; name: string }; rows: number; poor?: number; near_poor?: number; average?: number; not_poor?: number }[];
  };
}

export interface Finding {
  code: string;
  severity: "error" | "warning";
  sheet: string;
  row: number;
  column: string;
  value: string;
  expected: string;
  message: Bilingual;
}

export interface ReportedArea {
  area: { code: string; name: string };
  district: { code: string; name: string } | null;
  uploads: { kind: string; id: number; state: UploadState; rows: number; synthetic: boolean }[];
  list: boolean;
  counts: boolean;
  complete: boolean;
  deadline?: { due: string; extended: boolean } | null;
  reported_on?: string | null;
  late?: boolean;
  overdue?: boolean;
}

export interface AreaFigure {
  round: string;
  standard: string;
  value: number;
  numerator: number | null;
  denominator: number | null;
  coverage: Coverage;
  partial: boolean;
  basis: "computed" | "published";
  published?: { value: number; period: string; source: string; provisional: boolean };
  synthetic: boolean;
}

export interface AreaChange {
  from: { code: string; name: string; valid_from: string; valid_to: string | null };
  to: { code: string; name: string; valid_from: string; valid_to: string | null };
  effective: string;
  whole: boolean;
  instrument: string;
}

export interface AreaAnswer extends Area {
  as_of: string;
  round: string | null;
  indicators: (AreaFigure & { indicator: Indicator })[];
  flags: Flag[];
  history: (AreaFigure & { indicator: string })[];
  lineage: { versions: Area[]; before: AreaChange[]; after: AreaChange[] };
}
