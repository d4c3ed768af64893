import { ask, Problem } from "../lib/api";
import { openingRound, rounds } from "../lib/catalogues";
import { count, date } from "../lib/format";
import { useLoad } from "../lib/load";
import { change, href, useRoute } from "../lib/route";
import { say, t, tOr } from "../lib/texts";
import type { AreaAnswer, Flag, Ranking, Round } from "../lib/types";
import { Empty, Loaded, Select, Synthetic } from "../parts/basics";
import { FlagReasons, Severity, worst } from "../parts/flags";
import { FlagReply, type Reply } from "../parts/flag_reply";
import { Page } from "../parts/page";
import { Figures } from "./area/figures";
import { Headline } from "./area/headline";
import { History } from "./area/history";
import { Lineage } from "./area/lineage";
import { Movement } from "./area/movement";
import { AreaProgrammes } from "./area/programmes";

/// One unit: its figures with their place among its neighbours, its flags, its past, and what it came from.
export function AreaPage() {
  const { path, query } = useRoute();
  const code = path.split("/")[2] ?? "";
  const asOf = query.get("as_of") ?? "";
  const load = useLoad(`area ${code} ${asOf}`, (signal) => ask<AreaAnswer>(`/areas/${code}`, { query: { as_of: asOf }, signal }));
  const lists = useLoad("area lists", async () => ({ rounds: await rounds(), opening: await openingRound() }));
  const area = load.data;
  const parent = useLoad(area?.parent ? `parent ${area.parent} ${area.as_of}` : null, () =>
    ask<AreaAnswer>(`/areas/${area!.parent}`, { query: { as_of: area!.as_of } }),
  );
  const round = area && lists.data ? chosenRound(area, lists.data.opening, query.get("round")) : null;
  const synthetic = area?.history.some((figure) => figure.round === round && figure.synthetic);
  return (
    <Page
      name="area"
      title={area?.full_name ?? t("nav.area")}
      mark={synthetic ? <Synthetic /> : null}
      subtitle={
        area && (
          <>
            {t("area.level", { level: t(`level.${area.level}.lower`) })} · {t("area.code", { code: area.code })}
            {parent.data && (
              <>
                {" · "}
                <a href={href(`/areas/${parent.data.code}`, { as_of: area.as_of })}>{parent.data.full_name}</a>
              </>
            )}
            {" · "}
            {area.valid_to ? t("area.valid", { from: date(area.valid_from), to: date(area.valid_to) }) : t("area.valid.now", { from: date(area.valid_from) })}
          </>
        )
      }
      actions={
        area && round && (
          <a class="button plain" href={href("/rankings", { round, area: area.code, level: area.level, as_of: area.as_of, within: provinceOf(area, parent.data) })}>
            {t("area.in-ranking")}
          </a>
        )
      }
    >
      {load.problem?.status === 404 ? (
        <Empty>{load.problem.detail || load.problem.title}</Empty>
      ) : (
        <Loaded of={load}>
          {(found) => (
            <>
              {lists.data && round && <RoundChoice area={found} all={lists.data.rounds} round={round} />}
              {round ? (
                <OfRound key={`${found.code} ${round}`} area={found} round={round} day={dayOf(lists.data!.rounds, round)} within={provinceOf(found, parent.data)} />
              ) : (
                lists.data && <Empty>{t("area.no-figures")}</Empty>
              )}
              <Lineage area={found} />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}

const provinceOf = (area: AreaAnswer, parent: AreaAnswer | null): string | null => {
  if (area.level === "province") return "VN";
  if (area.level === "district") return area.parent;
  if (area.level !== "commune" || !parent) return null;
  return parent.level === "province" ? parent.code : parent.parent;
};

/// The round asked for, else the one the rankings open on, else the newest with figures of this unit.
function chosenRound(area: AreaAnswer, opening: string, asked: string | null): string | null {
  const has = (round: string | null): boolean => area.history.some((figure) => figure.round === round);
  return [asked, opening, area.round].find((round) => round && has(round)) ?? null;
}

/// The day figures with a date of their own are asked for: the round's, or today while that is still to come.
function dayOf(all: Round[], round: string): string {
  const today = new Date().toISOString().slice(0, 10);
  const day = all.find((each) => each.code === round)?.reference_date ?? today;
  return day < today ? day : today;
}

function RoundChoice({ area, all, round }: { area: AreaAnswer; all: Round[]; round: string }) {
  const known = new Set(area.history.map((figure) => figure.round));
  return (
    <div class="control-row">
      <Select
        wide
        label={t("control.round")}
        value={round}
        choices={all
          .filter((each) => known.has(each.code))
          .slice()
          .reverse()
          .map((each) => ({ value: each.code, words: say(each.name), group: t("standard", { code: each.standard }) }))}
        onChange={(next) => change({ round: next })}
      />
    </div>
  );
}

function OfRound({ area, round, day, within }: { area: AreaAnswer; round: string; day: string; within: string | null }) {
  const ranked = area.level !== "country" && within !== null;
  const query = { round, level: area.level, within, as_of: area.as_of };
  const rate = useLoad(ranked ? `rate ${area.code} ${JSON.stringify(query)}` : null, (signal) =>
    ask<Ranking>("/rankings", { query: { ...query, indicator: "poverty.rate" }, signal }).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 422) return null;
      throw error;
    }),
  );
  const flags = useLoad(ranked ? `flags ${area.code} ${JSON.stringify(query)}` : null, (signal) =>
    ask<{ items: Flag[] }>("/flags", { query, signal }).then(
      (list) =>
        list.items
          .filter((flag) => flag.area === area.code)
          .sort((a, b) => Number(b.indicator === "poverty.rate") - Number(a.indicator === "poverty.rate")),
      () => [] as Flag[],
    ),
  );
  const replies = useLoad(ranked ? `replies ${round}` : null, (signal) =>
    ask<{ items: { flag: string; reply: Reply }[] }>("/flags/replies", { query: { round }, signal }).then((list) => new Map(list.items.map((each) => [each.flag, each.reply]))),
  );
  return (
    <>
      <Headline area={area} round={round} ranking={rate.data} />
      <div class="halves">
        <div>
          <History area={area} round={round} />
          {ranked && <Movement area={area} round={round} query={query} />}
        </div>
        <FlagList flags={flags.data} replies={replies.data} again={replies.again} />
      </div>
      <Figures area={area} round={round} query={ranked ? query : null} flags={flags.data ?? []} />
      <AreaProgrammes area={area} day={day} />
    </>
  );
}

const atOnce = 4;

function FlagList({ flags, replies, again }: { flags: Flag[] | null; replies: Map<string, Reply> | null; again: () => void }) {
  const byIndicator = new Map<string, Flag[]>();
  for (const flag of flags ?? []) byIndicator.set(flag.indicator, [...(byIndicator.get(flag.indicator) ?? []), flag]);
  const groups = [...byIndicator];
  const group = ([indicator, list]: [string, Flag[]]) => (
    <div key={indicator} class="flag-group">
      <Severity of={worst(list)!.severity} />
      {list.map((flag) => (
        <div key={flag.rule}>
          <FlagReasons flags={[flag]} />
          {flag.id && replies && <FlagReply id={flag.id} newest={replies.get(flag.id)} again={again} />}
        </div>
      ))}
    </div>
  );
  return (
    <section class="card flags-of" aria-labelledby="flags-of">
      <h2 id="flags-of">{t("area.flags", { count: count(flags?.length ?? 0) })}</h2>
      {flags && flags.length === 0 && <p class="muted">{t("detail.no-flags")}</p>}
      {groups.slice(0, atOnce).map(group)}
      {groups.length > atOnce && (
        <details>
          <summary>{t("findings.more", { count: count(groups.length - atOnce) })}</summary>
          {groups.slice(atOnce).map(group)}
        </details>
      )}
      {flags && flags.length > 0 && <p class="hint">{tOr("area.flags.hint", "")}</p>}
    </section>
  );
}
