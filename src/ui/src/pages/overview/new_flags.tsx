import { ask } from "../../lib/api";
import { rounds } from "../../lib/catalogues";
import { count } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { href } from "../../lib/route";
import { say, t } from "../../lib/texts";
import type { Flag, Ranking } from "../../lib/types";
import { Loaded } from "../../parts/basics";
import { Severity, worst } from "../../parts/flags";

/// Flags that the round before did not have; where it had none to compare with, those of this round.

interface News {
  fresh: Map<string, Flag[]>;
  gone: Flag[];
  before: string | null;
}

const key = (flag: Flag): string => `${flag.area} ${flag.indicator} ${flag.rule}`;

async function news(ranking: Ranking, signal: AbortSignal): Promise<News> {
  const { round, level, within, as_of } = ranking;
  const previous = (await rounds()).find((each) => each.code === round)?.previous ?? null;
  const of = (code: string): Promise<Flag[]> =>
    ask<{ items: Flag[] }>("/flags", { query: { round: code, level, within, as_of }, signal }).then((list) => list.items);
  const now = await of(round);
  const before = previous ? await of(previous).catch(() => [] as Flag[]) : [];
  const had = new Set(before.map(key));
  const has = new Set(now.map(key));
  const fresh = new Map<string, Flag[]>();
  for (const flag of now.filter((each) => !had.has(key(each)))) {
    const id = `${flag.area} ${flag.indicator}`;
    fresh.set(id, [...(fresh.get(id) ?? []), flag]);
  }
  return { fresh, gone: before.filter((flag) => !has.has(key(flag))), before: before.length > 0 ? previous : null };
}

const most = 5;

export function NewFlags({ ranking }: { ranking: Ranking }) {
  const load = useLoad(`news ${ranking.round} ${ranking.level}`, (signal) => news(ranking, signal));
  return (
    <section class="card" aria-labelledby="news">
      <h2 id="news">
        {load.data?.before ? t("overview.new-flags", { count: count(load.data.fresh.size), round: load.data.before }) : t("overview.flags")}
      </h2>
      <Loaded of={load}>
        {(found) => {
          const order = { severe: 0, lagging: 1, watch: 2 };
          const sorted = [...found.fresh.values()].sort((a, b) => order[worst(a)!.severity] - order[worst(b)!.severity]);
          return (
            <>
              {sorted.length === 0 && <p class="muted">{t("overview.no-new-flags")}</p>}
              <ul class="plain-list news">
                {sorted.slice(0, most).map((flags) => (
                  <li key={key(flags[0]!)}>
                    <Severity of={worst(flags)!.severity} />{" "}
                    <a href={href(`/areas/${flags[0]!.area}`, { as_of: ranking.as_of, round: ranking.round })}>{flags[0]!.area_name ?? flags[0]!.area}</a>
                    <span class="block hint">{flags.map((flag) => say(flag.reason)).join(" ")}</span>
                  </li>
                ))}
              </ul>
              {sorted.length > most && (
                <p>
                  <a href={href("/rankings", { round: ranking.round, flagged: true })}>{t("overview.more-flags", { count: count(sorted.length - most) })}</a>
                </p>
              )}
              {found.gone.length > 0 && <p class="hint gone">{t("overview.gone-flags", { count: count(found.gone.length) })}</p>}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
