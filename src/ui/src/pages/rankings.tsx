import { useMemo } from "preact/hooks";
import { ask } from "../lib/api";
import { areas, districtsEnd, indicators, openingRound, rounds } from "../lib/catalogues";
import { count, date, folded, period } from "../lib/format";
import { keep, kept } from "../lib/kept";
import { askAhead, useLoad } from "../lib/load";
import { tell } from "../lib/notices";
import { change } from "../lib/route";
import { hasRole } from "../lib/session";
import { say, t, tOr } from "../lib/texts";
import type { ChanceNote, Ranking } from "../lib/types";
import { Button, Check, Empty, Loaded, Menu, Note, Switch, Synthetic } from "../parts/basics";
import { Page } from "../parts/page";
import { Benchmarks } from "./ranking/benchmarks";
import { Controls } from "./ranking/controls";
import { Detail } from "./ranking/detail";
import { saveCsv, savePng, saveXlsx } from "./ranking/export";
import { MapView, TrendView } from "./ranking/pictures";
import { rankingRoute, set, useRankingRoute, type RankingQuery, type RankingRoute } from "./ranking/query";
import { Missing, Rows } from "./ranking/rows";

async function askOpening() {
  const [round, lists, all] = await Promise.all([openingRound(), indicators(), rounds()]);
  return { round, indicators: lists, rounds: all };
}
const keyOf = (asked: RankingQuery): string => JSON.stringify(asked);
const askRanking = (asked: RankingQuery, signal?: AbortSignal): Promise<Ranking> => ask<Ranking>("/rankings", { query: { ...asked }, signal });
async function askNames(day: string): Promise<Map<string, string>> {
  return new Map((await areas("province", "VN", day)).map((area) => [area.code, area.full_name]));
}

/// What the page asks for first. The round it opened on the last time is asked for beside the question which it is today.
export async function rankingsAhead(query: URLSearchParams): Promise<void> {
  const guessed = rankingRoute(query, kept("opening-round") ?? "").asked;
  const guess = guessed.round ? askAhead(keyOf(guessed), () => askRanking(guessed)) : null;
  guess?.catch(() => undefined);
  const opening = await askAhead("opening", askOpening);
  keep("opening-round", opening.round);
  const { asked } = rankingRoute(query, opening.round);
  const day = asked.as_of || opening.rounds.find((round) => round.code === asked.round)?.reference_date;
  await Promise.all([
    guess && asked.round === guessed.round ? guess : askAhead(keyOf(asked), () => askRanking(asked)),
    day && askAhead(`names ${day}`, () => askNames(day)),
  ]);
}

/// Any indicator of any round for any areas, as a table, a map or trend lines.
export function Rankings() {
  const opening = useLoad("opening", askOpening);
  const route = useRankingRoute(opening.data?.round ?? "");
  const load = useLoad(opening.data ? keyOf(route.asked) : null, (signal) => askRanking(route.asked, signal));
  const ranking = load.data;
  const names = useLoad(ranking ? `names ${ranking.as_of}` : null, () => askNames(ranking!.as_of));
  const known = names.data ?? noNames;
  const named = (code: string): string => known.get(code) ?? tOr(`scope.${code}`, code);

  const title = ranking ? say(ranking.indicator.name) : t("rankings.title");
  return (
    <Page
      name="rankings"
      title={title}
      subtitle={
        ranking &&
        t("rankings.subtitle", {
          count: count(ranking.rows.length + ranking.missing.length),
          level: t(`level.${ranking.level}.lower`),
          within: named(ranking.within),
          round: period(ranking.round),
          date: date(ranking.as_of),
        })
      }
      mark={ranking && (ranking.synthetic ?? ranking.rows.some((row) => row.synthetic)) ? <Synthetic /> : null}
      actions={
        ranking && (
          <>
            <Switch
              label={t("view")}
              value={route.view}
              choices={[
                { value: "table", words: t("view.table"), icon: "table" },
                ...(ranking.level !== "region" && ranking.level !== "province" ? [{ value: "map" as const, words: t("view.map"), icon: "map" as const }] : []),
                { value: "trend", words: t("view.trend"), icon: "trend" },
              ]}
              onChange={(view) => set({ view: view === "table" ? null : view })}
            />
            <Menu
              label={t("download")}
              icon="download"
              small
              items={[
                ...(hasRole("manager", "reporter")
                  ? [{ words: t("download.xlsx"), act: () => void saveXlsx(ranking, route.asked) }]
                  : []),
                { words: t("download.csv"), act: () => saveCsv(ranking) },
                { words: t("download.png"), act: () => void savePng(ranking, known) },
              ]}
            />
            <Button icon="link" small onClick={() => copyAddress()}>{t("copy-link")}</Button>
          </>
        )
      }
    >
      <Loaded of={opening}>
        {(lists) => (
          <>
            <Controls asked={route.asked} ranking={ranking} indicators={lists.indicators} rounds={lists.rounds} />
            {load.problem?.status === 422 ? <Refused route={route} title={load.problem.title} detail={load.problem.detail} /> : (
              <Loaded of={load}>{(found) => <Found ranking={found} names={known} route={route} />}</Loaded>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const noNames = new Map<string, string>();

async function copyAddress(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    tell(t("copy-link.done"));
  } catch {
    tell(t("copy-link.by-hand"));
  }
}

function Refused({ route, title, detail }: { route: RankingRoute; title: string; detail: string }) {
  return (
    <Note tone="warn">
      <strong>{title}</strong>
      {detail && <p>{detail}</p>}
      <p class="buttons">
        {route.asked.level === "district" && (
          <Button onClick={() => set({ as_of: districtsEnd })}>{t("rankings.old-boundaries", { date: date(districtsEnd) })}</Button>
        )}
        <Button onClick={() => set({ level: null, as_of: null, within: null, group: null, release: null })}>{t("control.reset")}</Button>
      </p>
    </Note>
  );
}

/// With intervals shown or a line open, what chance can do stands beside each rank.
function useChance(ranking: Ranking, route: RankingRoute): Ranking {
  const wanted = (route.intervals || route.area !== null);
  const load = useLoad(wanted ? `chance ${JSON.stringify(route.asked)} ${ranking.round}` : null, (signal) =>
    ask<{ rows: ChanceNote[] }>("/chance", { query: { ...route.asked, round: ranking.round }, signal }).catch(() => null),
  );
  return useMemo(() => {
    if (!load.data) return ranking;
    const notes = new Map(load.data.rows.map((note) => [note.area.code, note]));
    return { ...ranking, rows: ranking.rows.map((row) => ({ ...row, chance: notes.get(row.area.code) })) };
  }, [ranking, load.data]);
}

function Found({ ranking: plain, names, route }: { ranking: Ranking; names: Map<string, string>; route: RankingRoute }) {
  const ranking = useChance(plain, route);
  const rows = useMemo(() => {
    const wanted = folded(route.search.trim());
    return ranking.rows.filter(
      (row) =>
        (!wanted || folded(row.area.name).includes(wanted) || row.area.code.startsWith(wanted)) && (!route.flagged || row.flags.length > 0),
    );
  }, [ranking, route.search, route.flagged]);
  const open = route.area ? ranking.rows.find((row) => row.area.code === route.area) : undefined;
  const flagged = ranking.rows.filter((row) => row.flags.length > 0).length;

  return (
    <>
      <Benchmarks ranking={ranking} names={names} />
      {ranking.rows.length === 0 ? (
        <Empty action={<Button onClick={() => set({ round: null, as_of: null, level: null, group: null })}>{t("rankings.empty.action")}</Button>}>
          {t("rankings.empty", { count: count(ranking.missing.length) })}
        </Empty>
      ) : (
        <>
          <div class="table-tools">
            <label class="search">
              <span class="unseen">{t("search.areas")}</span>
              <input
                type="search"
                value={route.search}
                title={t("search.areas")}
                placeholder={t("search.areas")}
                aria-label={t("search.areas")}
                onInput={(event) => change({ q: event.currentTarget.value }, "replace")}
              />
            </label>
            <Check label={t("filter.flagged", { count: count(flagged) })} checked={route.flagged} onChange={(on) => set({ flagged: on })} />
            {route.view === "table" && ranking.rows.some((row) => row.interval) && (
              <Check label={t("filter.intervals")} checked={route.intervals} onChange={(on) => set({ intervals: on })} />
            )}
            <span class="found" role="status">
              {t("rankings.found", { shown: count(rows.length), all: count(ranking.rows.length) })}
            </span>
          </div>
          {route.view === "map" && <MapView ranking={ranking} rows={rows} names={names} />}
          {route.view === "trend" && <TrendView ranking={ranking} rows={rows} asked={route.asked} names={names} />}
          <Rows ranking={ranking} rows={rows} names={names} route={route} />
        </>
      )}
      <Missing ranking={ranking} search={route.search} />
      {(ranking.absent ?? []).length > 0 && (
        <details class="absent">
          <summary>{t("absent.title")}</summary>
          <ul>
            {[...new Set(ranking.absent!.map((each) => say(each.reason)))].map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
      {open && <Detail ranking={ranking} row={open} names={names} />}
    </>
  );
}
