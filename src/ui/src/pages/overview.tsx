import { ask } from "../lib/api";
import { areas, openingRound, rounds } from "../lib/catalogues";
import { count, date } from "../lib/format";
import { useLoad } from "../lib/load";
import { change, href, useRoute } from "../lib/route";
import { say, t } from "../lib/texts";
import type { Ranking, ReportedArea, Round } from "../lib/types";
import { Loaded, Select, Synthetic } from "../parts/basics";
import { Page } from "../parts/page";
import { Alarms } from "./overview/alarms";
import { Against } from "./overview/against";
import { Due } from "./overview/due";
import { Money } from "./overview/money";
import { NewFlags } from "./overview/new_flags";
import { Trend } from "./overview/trend";
import { workingRound } from "./uploads/kinds";

interface Known {
  rounds: Round[];
  opening: string;
}
export interface Board {
  items: ReportedArea[];
  expected: number;
  complete: number;
}

/// The province at one glance: where it stands, where it goes, what is new, and what is due.
export function Overview() {
  const { query } = useRoute();
  const lists = useLoad("overview", async (): Promise<Known> => ({ rounds: await rounds(), opening: await openingRound() }));
  const round = query.get("round") ?? lists.data?.opening ?? "";
  const load = useLoad(round ? `overview ${round}` : null, (signal) =>
    ask<Ranking>("/rankings", { query: { indicator: "poverty.rate", round }, signal }),
  );
  const ranking = load.data;
  const names = useLoad(ranking ? `names ${ranking.as_of}` : null, async () => {
    const provinces = await areas("province", "VN", ranking!.as_of);
    return new Map(provinces.map((area) => [area.code, area.full_name]));
  });
  const known = names.data ?? new Map<string, string>();
  return (
    <Page
      name="overview"
      title={t("nav.overview")}
      mark={ranking?.synthetic ? <Synthetic /> : null}
      subtitle={ranking && t("overview.subtitle", { area: known.get(ranking.within) ?? ranking.within, round, date: date(ranking.as_of), standard: ranking.standard })}
      actions={
        lists.data && (
          <Select
            label={t("control.round")}
            value={round}
            choices={lists.data.rounds.slice().reverse().map((each) => ({ value: each.code, words: say(each.name), group: t("standard", { code: each.standard }) }))}
            onChange={(next) => change({ round: next })}
          />
        )
      }
    >
      <Alarms />
      <Loaded of={load}>
        {(found) => (
          <>
            <Against ranking={found} names={known} />
            <div class="glance">
              {lists.data && <Trend ranking={found} names={known} all={lists.data.rounds} />}
              <NewFlags ranking={found} />
              <div>
                {lists.data && <Reporting rounds={lists.data.rounds} />}
                <Money marked={found.synthetic ?? false} />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/// So many of those who have not reported are named.
const named = 5;

/// The round work goes on in, which is seldom the one whose figures are complete.
function Reporting({ rounds: all }: { rounds: Round[] }) {
  const code = workingRound(all);
  const board = useLoad(code ? `due ${code}` : null, (signal) => ask<Board>("/reporting", { query: { round: code }, signal }));
  const round = all.find((each) => each.code === code);
  if (!round) return null;
  return (
    <section class="card" aria-labelledby="due">
      <h2 id="due">{t("overview.due", { round: round.code })}</h2>
      <Due round={round} />
      <Loaded of={board} quiet>
        {(found) => {
          const open = found.items.filter((item) => !item.complete);
          return (
            <>
              <p>
                <strong>{t("overview.reported", { complete: count(found.complete), expected: count(found.expected) })}</strong>{" "}
                <progress max={Math.max(1, found.expected)} value={found.complete} aria-label={t("reporting.share", { done: count(found.complete), all: count(found.expected) })} />
              </p>
              {open.length > 0 && (
                <p class="hint">
                  {t("overview.missing")} {open.slice(0, named).map((item) => item.area.name).join(", ")}
                  {open.length > named && ` ${t("upload.areas.more", { count: count(open.length - named) })}`}
                </p>
              )}
              <p>
                <a href={href("/reporting", { round: code, open: true })}>{t("overview.see-board")}</a>
              </p>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
