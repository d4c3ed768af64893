import { useState } from "preact/hooks";
import { ask } from "../lib/api";
import { date } from "../lib/format";
import { useLoad } from "../lib/load";
import { act, tell } from "../lib/notices";
import { href } from "../lib/route";
import { forget, hasRole } from "../lib/session";
import { say, t, tOr } from "../lib/texts";
import { levels, type Round } from "../lib/types";
import { Button, DayField, Field, Loaded, Select } from "../parts/basics";
import { Page } from "../parts/page";
import { DataTable, type Column } from "../parts/table";
import { NewRound } from "./admin/new_round";

/// The rounds of review, each with its day, its standard, its deadlines, and whether files are still taken.
export function RoundsPage() {
  const load = useLoad("rounds anew", (signal) => ask<{ items: Round[] }>("/rounds", { signal }));
  const [adding, setAdding] = useState(false);
  const keeps = hasRole("admin");
  const again = (): void => {
    forget("/rounds{}");
    load.again();
  };
  const turn = async (round: Round, status: string): Promise<void> => {
    const before = round.status;
    const worked = await act(() => ask("/rounds", { method: "POST", json: { code: round.code, status } }));
    if (worked) tell(t(status === "open" ? "rounds.opened" : "rounds.closed", { round: round.code }), () => void turn({ ...round, status }, before));
    again();
  };
  const columns: Column<Round>[] = [
    { id: "code", head: t("rounds.code"), room: "mid", cell: (each) => <strong>{each.code}</strong> },
    { id: "name", head: t("rounds.name"), class: "name wrap", cell: (each) => <Name round={each} /> },
    { id: "date", head: t("rounds.date"), room: "mid", cell: (each) => date(each.reference_date) },
    { id: "standard", head: t("rounds.standard"), room: "mid", cell: (each) => each.standard },
    { id: "deadline", head: t("rounds.deadline"), class: "wrap", room: "mid", cell: (each) => <Dues round={each} /> },
    { id: "previous", head: t("rounds.previous"), room: "wide", cell: (each) => each.previous ?? <span class="muted">–</span> },
    { id: "status", head: t("upload.state"), cell: (each) => <span class="state">{tOr(`round.${each.status}`, each.status)}</span> },
    {
      id: "see",
      head: t("accounts.do"),
      class: "wrap",
      cell: (each) => (
        <span class="buttons">
          {keeps && (
            <Button
              look="quiet"
              aria-label={`${t(each.status === "open" ? "rounds.close" : "rounds.open")}: ${each.code}`}
              onClick={() => void turn(each, each.status === "open" ? "closed" : "open")}
            >
              {t(each.status === "open" ? "rounds.close" : "rounds.open")}
            </Button>
          )}
          <a href={href("/rankings", { round: each.code })} aria-label={`${t("nav.rankings")}: ${each.code}`}>
            {t("nav.rankings")}
          </a>
        </span>
      ),
    },
  ];
  return (
    <Page
      name="rounds"
      title={t("nav.rounds")}
      subtitle={t("rounds.subtitle")}
      actions={keeps && !adding && <Button look="main" icon="round" onClick={() => setAdding(true)}>{t("rounds.add")}</Button>}
    >
      <Loaded of={load}>
        {(list) => (
          <>
            {adding && (
              <NewRound
                standards={[...new Set(list.items.map((each) => each.standard))].reverse()}
                onDone={() => {
                  setAdding(false);
                  again();
                }}
                onCancel={() => setAdding(false)}
              />
            )}
            {hasRole("admin") && <Deadline rounds={list.items.filter((each) => each.status === "open")} again={again} />}
            <DataTable caption={t("nav.rounds")} columns={columns} rows={list.items.slice().reverse()} rowKey={(each) => each.code} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Name({ round }: { round: Round }) {
  return (
    <>
      {say(round.name)}
      <span class="phone-only muted">
        {round.code} · {date(round.reference_date)}
      </span>
    </>
  );
}

function Dues({ round }: { round: Round }) {
  const set = round.deadlines ?? [];
  if (set.length === 0) return <>{round.deadline ? date(round.deadline.date) : <span class="muted">–</span>}</>;
  // What is the same for all of them is said once.
  const reasons = new Set(set.map((each) => each.reason));
  const shared = reasons.size === 1 ? set[0]!.reason : "";
  return (
    <>
      {set.map((each) => (
        <div key={`${each.level} ${each.area?.code}`}>
          {each.area ? each.area.name : t(`level.${each.level}`)}: {date(each.due)}
          {each.reason && !shared && <span class="hint"> {each.reason}</span>}
        </div>
      ))}
      {shared && <span class="hint">{shared}</span>}
    </>
  );
}

/// The deadline of a level, or more time for one unit.
function Deadline({ rounds, again }: { rounds: Round[]; again: () => void }) {
  const [round, setRound] = useState(rounds[rounds.length - 1]?.code ?? "");
  const [level, setLevel] = useState("commune");
  const [area, setArea] = useState("");
  const [due, setDue] = useState("");
  const [reason, setReason] = useState("");
  if (rounds.length === 0) return null;
  return (
    <form
      class="card"
      aria-labelledby="due"
      onSubmit={async (event) => {
        event.preventDefault();
        const to = area.trim() ? { area: area.trim() } : { level };
        const worked = await act(() => ask(`/rounds/${encodeURIComponent(round)}/deadlines`, { method: "POST", json: { ...to, due, reason: reason.trim() } }));
        if (!worked) return;
        tell(t("rounds.due.kept"));
        setArea("");
        setReason("");
        again();
      }}
    >
      <h2 id="due">{t("rounds.due")}</h2>
      <div class="form-row">
        <Select label={t("control.round")} value={round} choices={rounds.map((each) => ({ value: each.code, words: say(each.name) }))} onChange={setRound} />
        <Select label={t("control.level")} value={level} choices={levels.slice(2).map((each) => ({ value: each, words: t(`level.${each}`) }))} onChange={setLevel} />
        <Field label={t("rounds.due.area")} hint={t("rounds.due.area.hint")}>
          {(attributes) => <input {...attributes} value={area} inputMode="numeric" maxLength={5} onInput={(event) => setArea(event.currentTarget.value)} />}
        </Field>
        <DayField label={t("rounds.deadline")} value={due} onChange={setDue} />
        <Field label={t("rounds.due.reason")}>
          {(attributes) => <input {...attributes} maxLength={200} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}
        </Field>
        <Button type="submit" disabled={!due}>
          {t("rounds.due.keep")}
        </Button>
      </div>
    </form>
  );
}
