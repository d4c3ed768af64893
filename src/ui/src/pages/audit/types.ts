import type { Bilingual } from "../../lib/texts";

/// Evidence that lists need a second look, as the service answers it. No name and no household is in it; those come
/// with one finding, to whoever works in its area.

export type AuditSeverity = "unknown" | "none" | "notice" | "serious";
interface Place {
  code: string;
  name: string;
}

export interface AuditBar {
  label: string;
  seen: number;
  expected: number;
  window: boolean;
}

export interface AuditFinding {
  id: string;
  check: string;
  name: Bilingual;
  family: string;
  severity: AuditSeverity;
  label: Bilingual;
  area: Place;
  enumerator: number;
  seen: number;
  of: number;
  expected: number;
  p: number | null;
  q: number | null;
  sentence: Bilingual;
  households: number;
  histogram: AuditBar[];
}

export interface AuditPart {
  family: string;
  name: Bilingual;
  severity: AuditSeverity;
  label: Bilingual;
  looked: number;
  found: number;
}

export interface AuditMark {
  area: Place;
  district: Place | null;
  severity: AuditSeverity;
  label: Bilingual;
  households: number;
  findings: number;
  parts: AuditPart[];
}

interface Estimate {
  visited: number;
  met: number;
  poor: { listed: number; corrected: number; interval: [number, number] };
  near_poor: { listed: number; corrected: number; interval: [number, number] };
  misclassified: { wrong: number; of: number; interval: [number, number] };
  communes: { area: Place; wrong: number; of: number; interval: [number, number] }[];
  note: Bilingual;
}

/// A sample of households to visit again, drawn after the list was locked.
export interface Sample {
  id: number;
  within: Place;
  made_at: string;
  release: string;
  seed: string;
  per_commune: number;
  drawn: number;
  estimate: Estimate | null;
}

export interface AuditAnswer {
  round: string;
  within: string;
  as_of: string;
  synthetic: boolean;
  note: Bilingual;
  tests: number;
  summary: { communes: number; serious: number; notice: number; none: number; unknown: number; households: number };
  checks: { code: string; family: string; family_name: Bilingual; name: Bilingual; basis: string }[];
  communes: AuditMark[];
  findings: AuditFinding[];
  revisits?: Sample[];
}

export interface ConcernedHousehold {
  area: Place;
  upload: number;
  row: number;
  village: string;
  household_code: string;
  head_name: string;
}
