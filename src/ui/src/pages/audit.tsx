import { useMemo } from "preact/hooks";
import { ask } from "../lib/api";
import { areas, hasDistricts, openingRound, rounds } from "../lib/catalogues";
import { bareName, byAlphabet, count, date, folded } from "../lib/format";
import { useLoad } from "../lib/load";
import { change, useRoute } from "../lib/route";
import { say, t } from "../lib/texts";
import type { Round } from "../lib/types";
import { Check, Empty, Loaded, Select, Synthetic } from "../parts/basics";
import { Page } from "../parts/page";
import { DataTable, sortingOf, sortingText, type Column } from "../parts/table";
import { Evidence, Mark, severities, weights } from "./audit/evidence";
import { Samples } from "./audit/samples";
import type { AuditAnswer, AuditMark } from "./audit/types";

const home = "51";

/// Is the classification substantive? A mark for each commune with what it consists of, the evidence a click away.
export function Audit() {
  const { query } = useRoute();
  const lists = useLoad("audit lists", async () => ({ rounds: await rounds(), opening: await openingRound() }));
  const round = query.get("round") ?? lists.data?.opening ?? "";
  const within = query.get("within") ?? home;
  const load = useLoad(round ? `audit ${round} ${within}` : null, (signal) => ask<AuditAnswer>("/audit", { query: { round, within }, signal }));
  const answer = load.data;
  return (
    <Page
      name="audit"
      title={t("nav.audit")}
      mark={answer?.synthetic ? <Synthetic /> : null}
      subtitle={answer ? t("audit.subtitle", { round: answer.round, date: date(answer.as_of), tests: count(answer.tests) }) : undefined}
    >
      {lists.data && <Controls all={lists.data.rounds} round={round} within={within} />}
      <Loaded of={load}>
        {(found) => (found.communes.length === 0 ? <Empty>{t("audit.none")}</Empty> : <><Marks answer={found} /><Samples answer={found} again={load.again} /></>)}
      </Loaded>
    </Page>
  );
}

function Controls({ all, round, within }: { all: Round[]; round: string; within: string }) {
  const day = all.find((each) => each.code === round)?.reference_date ?? "";
  const units = useLoad(day ? `audit units ${day}` : null, async () =>
    hasDistricts(day) ? (await areas("district", home, day)).slice().sort((a, b) => byAlphabet(bareName(a.full_name), bareName(b.full_name))) : [],
  );
  return (
    <div class="control-row">
      <Select
        wide
        label={t("control.round")}
        value={round}
        choices={all.slice().reverse().map((each) => ({ value: each.code, words: say(each.name), group: t("standard", { code: each.standard }) }))}
        onChange={(next) => change({ round: next, within: null, area: null })}
      />
      {(units.data?.length ?? 0) > 0 && (
        <Select
          wide
          label={t("control.within")}
          value={within}
          choices={[{ value: home, words: t("scope.51") }, ...units.data!.map((each) => ({ value: each.code, words: each.full_name }))]}
          onChange={(next) => change({ within: next === home ? null : next, area: null })}
        />
      )}
    </div>
  );
}

function Marks({ answer }: { answer: AuditAnswer }) {
  const { query } = useRoute();
  const wanted = folded((query.get("q") ?? "").trim());
  const striking = query.get("striking") === "1";
  const families = useMemo(() => new Map(answer.checks.map((check) => [check.family, say(check.family_name)])), [answer]);
  const rows = answer.communes.filter(
    (mark) => (!wanted || folded(mark.area.name).includes(wanted) || mark.area.code.startsWith(wanted)) && (!striking || weights[mark.severity] > 1),
  );
  const columns: Column<AuditMark>[] = [
    {
      id: "area",
      head: t("column.area"),
      class: "name",
      order: (a, b) => byAlphabet(bareName(a.area.name), bareName(b.area.name)),
      cell: (mark) => (
        <button type="button" class="open-row" aria-haspopup="dialog" onClick={() => change({ area: mark.area.code })}>
          {mark.area.name}
        </button>
      ),
    },
    { id: "mark", head: t("audit.mark"), order: (a, b) => weights[a.severity] - weights[b.severity], cell: (mark) => <Mark of={mark} /> },
    { id: "found", head: t("audit.found"), numeric: true, room: "mid", order: (a, b) => a.findings - b.findings, cell: (mark) => count(mark.findings) },
    { id: "households", head: t("audit.households"), numeric: true, room: "mid", order: (a, b) => a.households - b.households, cell: (mark) => count(mark.households) },
    ...[...families].map(([family, name]): Column<AuditMark> => ({
      id: `family-${family}`,
      head: name,
      room: "wide",
      class: "wrap",
      cell: (mark) => {
        const part = mark.parts.find((each) => each.family === family);
        return part ? <Mark small of={part} /> : null;
      },
    })),
  ];
  const open = answer.communes.find((mark) => mark.area.code === query.get("area"));
  return (
    <>
      <dl class="tiles">
        {severities.map((severity) => (
          <div key={severity}>
            <dt>{t(`audit.severity.${severity}`)}</dt>
            <dd class="big">{count(answer.summary[severity])}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{say(answer.note)}</p>
      <div class="table-tools">
        <label class="search">
          <span class="unseen">{t("search.areas")}</span>
          <input type="search" value={query.get("q") ?? ""} placeholder={t("search.areas")} onInput={(event) => change({ q: event.currentTarget.value }, "replace")} />
        </label>
        <Check label={t("audit.striking")} checked={striking} onChange={(on) => change({ striking: on })} />
        <span class="found" role="status">
          {t("rankings.found", { shown: count(rows.length), all: count(answer.communes.length) })}
        </span>
      </div>
      <DataTable
        caption={t("nav.audit")}
        columns={columns}
        rows={rows}
        rowKey={(mark) => mark.area.code}
        sorting={sortingOf(query.get("sort")) ?? { by: "mark", down: true }}
        onSort={(sorting) => change({ sort: sortingText(sorting) })}
        selected={open?.area.code}
      />
      {open && <Evidence answer={answer} mark={open} onClose={() => change({ area: null })} />}
    </>
  );
}
