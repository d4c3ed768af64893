import { byCode } from "./format";
import { listOnce } from "./session";
import type { Area, Indicator, Level, Round } from "./types";

/// The lists that controls are made of, and the round a first visit opens on.

export const indicators = (): Promise<Indicator[]> => listOnce<Indicator>("/indicators");
export const rounds = (): Promise<Round[]> => listOnce<Round>("/rounds");

export const areas = (level: Level, within: string, asOf: string): Promise<Area[]> =>
  listOnce<Area>("/areas", { level, within, as_of: asOf });

/// Full names by code of all units of the province on the day of a round (or today).
export async function areaNames(round: string): Promise<Map<string, string>> {
  const known = (await rounds()).find((each) => each.code === round);
  const day = known?.reference_date ?? new Date().toISOString().slice(0, 10);
  const lists = await Promise.all([areas("commune", "51", day), hasDistricts(day) ? areas("district", "51", day) : [], areas("province", "VN", day)]);
  return new Map(lists.flat().map((area) => [area.code, area.full_name]));
}

/// The day districts ceased to be.
export const districtsEnd = "2025-06-30";
export const hasDistricts = (day: string): boolean => day <= districtsEnd;

/// The round a first visit opens on, as the service names it; else the newest.
export async function openingRound(): Promise<string> {
  const all = (await rounds()).slice().sort((a, b) => byCode(b.reference_date, a.reference_date));
  return (all.find((round) => round.opens) ?? all[0])?.code ?? "";
}

/// The nearest earlier round of a list, for trend lines: same standard, oldest first, up to and with `code`.
export async function roundsOfStandard(code: string): Promise<Round[]> {
  const all = await rounds();
  const now = all.find((round) => round.code === code);
  if (!now) return [];
  return all
    .filter((round) => round.standard === now.standard && round.reference_date <= now.reference_date)
    .sort((a, b) => byCode(a.reference_date, b.reference_date));
}
