import { hasRole, session } from "../../lib/session";
import { tOr } from "../../lib/texts";
import type { Round } from "../../lib/types";

/// The kinds of files: who sends which, and which belong to a round (the others carry their date in the file).

const officers = ["households", "counts", "disbursement", "results", "ntm-criteria"];
const administrators = ["benchmarks", "targets"];

export function ownKinds(): string[] {
  const all = hasRole("admin") ? administrators : hasRole("officer") ? officers : [];
  const set = session.get()?.kinds ?? [];
  return set.length > 0 ? all.filter((kind) => set.includes(kind)) : all;
}

export const allKinds = [...officers, ...administrators];
export const hasRound = (kind: string): boolean => kind === "households" || kind === "counts";
export const kindName = (kind: string): string => tOr(`kind.${kind}`, kind);

/// The round work goes on in: the open one whose day is nearest to today.
export function workingRound(rounds: Round[]): string {
  const now = Date.now();
  const away = (round: Round): number => Math.abs(new Date(round.reference_date).getTime() - now);
  const open = rounds.filter((round) => round.status !== "closed");
  return (open.length > 0 ? open : rounds).slice().sort((a, b) => away(a) - away(b))[0]?.code ?? "";
}
