import { useEffect, useState } from "preact/hooks";
import { ask, type Listed } from "../lib/api";
import { count, folded, moment } from "../lib/format";
import { useLoad } from "../lib/load";
import { act } from "../lib/notices";
import { change, useRoute } from "../lib/route";
import { t, tOr } from "../lib/texts";
import { Button, Loaded } from "../parts/basics";
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

/// The audit trail, newest first. Searched in what has been fetched; older lines are a button away.
export function Log() {
  const { query } = useRoute();
  const first = useLoad("log", (signal) => ask<Listed<Entry>>("/log", { query: { limit: 500 }, signal }));
  const [older, setOlder] = useState<Listed<Entry>>({ items: [], next: null });
  useEffect(() => setOlder({ items: [], next: first.data?.next ?? null }), [first.data]);
  const wanted = folded((query.get("q") ?? "").trim());
  const more = (): Promise<boolean> =>
    act(async () => {
      const page = await ask<Listed<Entry>>("/log", { query: { limit: 1000, cursor: older.next } });
      setOlder({ items: [...older.items, ...page.items], next: page.next });
    });
  const columns: Column<Entry>[] = [
    { id: "seq", head: t("log.seq"), numeric: true, room: "wide", cell: (each) => count(each.seq) },
    { id: "at", head: t("log.at"), cell: (each) => moment(each.at) },
    { id: "user", head: t("log.user"), class: "wrap", cell: (each) => each.user },
    { id: "action", head: t("log.action"), class: "wrap", cell: (each) => tOr(`action.${each.action}`, each.action) },
    { id: "subject", head: t("log.subject"), class: "wrap", room: "mid", cell: (each) => each.subject.replace(/^[a-z]+/, (word) => tOr(`subject.${word}`, word)) },
    { id: "details", head: t("log.details"), class: "wrap details", room: "mid", cell: (each) => each.details },
  ];
  return (
    <Page name="log" title={t("nav.log")} subtitle={t("log.subtitle")}>
      <Loaded of={first}>
        {(list) => {
          const all = [...list.items, ...older.items];
          const rows = all.filter((each) => !wanted || folded(`${each.user} ${each.action} ${tOr(`action.${each.action}`, "")} ${each.subject} ${each.details} ${moment(each.at)}`).includes(wanted));
          return (
            <>
              <div class="table-tools">
                <label class="search">
                  <span class="unseen">{t("search")}</span>
                  <input type="search" value={query.get("q") ?? ""} placeholder={t("search")} onInput={(event) => change({ q: event.currentTarget.value }, "replace")} />
                </label>
                <span class="found" role="status">
                  {t("log.found", { shown: count(rows.length), all: count(all.length) })}
                </span>
              </div>
              <DataTable caption={t("nav.log")} columns={columns} rows={rows} rowKey={(each) => String(each.seq)} />
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
