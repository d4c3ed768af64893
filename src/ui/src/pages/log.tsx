import { useEffect, useState } from "preact/hooks";
import { ask, type Listed } from "../lib/api";
import { download } from "../lib/files";
import { count, folded, moment } from "../lib/format";
import { useLoad } from "../lib/load";
import { act } from "../lib/notices";
import { change, useRoute } from "../lib/route";
import { t, tOr } from "../lib/texts";
import { Button, DayField, Empty, Field, Loaded, Select } from "../parts/basics";
import { Page } from "../parts/page";
import { DataTable, type Column } from "../parts/table";

interface Entry {
  seq: number;
  at: string;
  user: string;
  action: string;
  subject: string;
  details: string;
}

/// What is done, by the first word of an action.
const families = ["upload", "account", "session", "households", "audit", "flag", "release", "report", "schedule", "round", "rules", "key", "export"] as const;

/// What an action is about stands in the trail in one language; it is read and looked for in the reader's.
const subjects = ["account", "key", "release", "round", "rules", "run", "sample", "schedule", "session", "upload"] as const;
const spoken = (subject: string): string => subject.replace(/^[a-z]+/, (word) => tOr(`subject.${word}`, word));
const written = (words: string): string =>
  subjects.reduce((text, each) => (text.toLowerCase().startsWith(t(`subject.${each}`).toLowerCase()) ? each + text.slice(t(`subject.${each}`).length) : text), words);

/// How somebody came in is said in words; all other details stand as they were written.
const detailsOf = (entry: Entry): string => (entry.action === "session.open" ? tOr(`session.by.${entry.details}`, entry.details) : entry.details);

const search = (query: URLSearchParams): Record<string, string | null> =>
  Object.fromEntries(["user", "action", "subject", "from", "until"].map((name) => [name, query.get(name)]));

/// The audit trail, newest first. The service searches it by who, what, whom and when; the box above the table looks
/// through what has been fetched.
export function Log() {
  const { query } = useRoute();
  const asked = search(query);
  const first = useLoad(`log ${JSON.stringify(asked)}`, (signal) => ask<Listed<Entry>>("/log", { query: { ...asked, limit: 500 }, signal }));
  const [older, setOlder] = useState<Listed<Entry>>({ items: [], next: null });
  useEffect(() => setOlder({ items: [], next: first.data?.next ?? null }), [first.data]);
  const wanted = folded((query.get("q") ?? "").trim());
  const more = (): Promise<boolean> =>
    act(async () => {
      const page = await ask<Listed<Entry>>("/log", { query: { ...asked, limit: 1000, cursor: older.next } });
      setOlder({ items: [...older.items, ...page.items], next: page.next });
    });
  const columns: Column<Entry>[] = [
    { id: "seq", head: t("log.seq"), numeric: true, room: "wide", cell: (each) => count(each.seq) },
    { id: "at", head: t("log.at"), cell: (each) => moment(each.at) },
    { id: "user", head: t("log.user"), class: "wrap", room: "mid", cell: (each) => each.user },
    { id: "action", head: t("log.action"), class: "wrap", cell: (each) => <Deed entry={each} /> },
    { id: "subject", head: t("log.subject"), class: "wrap", room: "mid", cell: (each) => spoken(each.subject) },
    { id: "details", head: t("log.details"), class: "wrap details", room: "mid", cell: (each) => detailsOf(each) },
  ];
  return (
    <Page
      name="log"
      title={t("nav.log")}
      subtitle={t("log.subtitle")}
      actions={
        <Button icon="download" onClick={() => void act(() => download("/log", { ...asked, limit: 1000, format: "csv" }, "rasoat-log.csv"))}>
          {t("log.csv")}
        </Button>
      }
    >
      <Search asked={asked} />
      <Loaded of={first}>
        {(list) => {
          const all = [...list.items, ...older.items];
          const rows = all.filter((each) => !wanted || folded(`${each.user} ${each.action} ${tOr(`action.${each.action}`, "")} ${each.subject} ${each.details} ${moment(each.at)}`).includes(wanted));
          return (
            <>
              <div class="table-tools">
                <label class="search">
                  <span class="unseen">{t("log.search")}</span>
                  <input type="search" value={query.get("q") ?? ""} placeholder={t("log.search")} onInput={(event) => change({ q: event.currentTarget.value }, "replace")} />
                </label>
                <span class="found" role="status">
                  {t("log.found", { shown: count(rows.length), all: count(all.length) })}
                </span>
              </div>
              {all.length === 0 ? <Empty>{t("log.none")}</Empty> : <DataTable caption={t("nav.log")} columns={columns} rows={rows} rowKey={(each) => String(each.seq)} />}
              {older.next && (
                <p class="pager">
                  <Button onClick={() => void more()}>{t("log.older")}</Button>
                </p>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Deed({ entry }: { entry: Entry }) {
  const about = [entry.user, spoken(entry.subject), detailsOf(entry)].filter(Boolean).join(" · ");
  return (
    <>
      {tOr(`action.${entry.action}`, entry.action)}
      <span class="phone-only muted">{about}</span>
    </>
  );
}

/// Typed words are asked for when the field is left or Enter pressed, not at every letter.
function Search({ asked }: { asked: Record<string, string | null> }) {
  const words = (label: string, hint: string, value: string, onChange: (value: string) => void) => (
    <Field label={label} hint={hint}>
      {(attributes) => <input {...attributes} maxLength={100} value={value} onChange={(event) => onChange(event.currentTarget.value.trim())} />}
    </Field>
  );
  const any = Object.values(asked).some(Boolean);
  return (
    <section class="controls" aria-label={t("log.where")}>
      <div class="control-row">
        <Select
          label={t("log.action")}
          value={asked["action"] ?? ""}
          choices={[{ value: "", words: t("uploads.all") }, ...families.map((family) => ({ value: `${family}.`, words: t(`actions.${family}`) }))]}
          onChange={(action) => change({ action })}
        />
        {words(t("log.user"), t("log.user.hint"), asked["user"] ?? "", (user) => change({ user }))}
        {words(t("log.subject"), t("log.subject.hint"), spoken(asked["subject"] ?? ""), (subject) => change({ subject: written(subject) }))}
        <DayField label={t("log.from")} value={asked["from"] ?? ""} onChange={(from) => change({ from })} />
        <DayField label={t("log.until")} value={asked["until"] ?? ""} onChange={(until) => change({ until })} />
        {any && (
          <Button class="more" look="quiet" onClick={() => change({ action: null, user: null, subject: null, from: null, until: null })}>
            {t("log.all")}
          </Button>
        )}
      </div>
    </section>
  );
}
