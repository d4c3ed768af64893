import { useState } from "preact/hooks";
import { ask, type Listed } from "../lib/api";
import { moment } from "../lib/format";
import { useLoad } from "../lib/load";
import { act, tell } from "../lib/notices";
import { change, href, useRoute } from "../lib/route";
import { hasRole } from "../lib/session";
import { t } from "../lib/texts";
import { Button, Empty, Field, Loaded } from "../parts/basics";
import { Page } from "../parts/page";
import { DataTable, type Column } from "../parts/table";
import { Restatement } from "./publish/restatement";

export interface Release {
  name: string;
  made_at: string;
  made_by: string;
  note: string;
}

/// Frozen figures: what was published can be made again to the digit.
export function Releases() {
  const { query } = useRoute();
  const since = query.get("since");
  const load = useLoad("releases", (signal) => ask<Listed<Release>>("/releases", { signal }));
  const columns: Column<Release>[] = [
    { id: "name", head: t("releases.name"), class: "name wrap", cell: (each) => <strong>{each.name}</strong> },
    { id: "note", head: t("releases.note"), class: "wrap", room: "mid", cell: (each) => each.note || <span class="muted">–</span> },
    { id: "at", head: t("releases.at"), cell: (each) => moment(each.made_at) },
    { id: "by", head: t("releases.by"), room: "mid", cell: (each) => each.made_by },
    {
      id: "see",
      head: t("releases.use"),
      class: "wrap",
      cell: (each) => (
        <>
          <a href={href("/rankings", { release: each.name })} aria-label={`${t("nav.rankings")}: ${each.name}`}>{t("nav.rankings")}</a>
          {(
            <>
              {" · "}
              <button type="button" class="open-row" aria-haspopup="dialog" aria-label={`${t("restated.see")}: ${each.name}`} onClick={() => change({ since: each.name })}>
                {t("restated.see")}
              </button>
            </>
          )}
          {hasRole("manager", "reporter") && (
            <>
              {" · "}
              <a href={href("/reports", { release: each.name })} aria-label={`${t("nav.reports")}: ${each.name}`}>{t("nav.reports")}</a>
            </>
          )}
        </>
      ),
    },
  ];
  return (
    <Page name="releases" title={t("nav.releases")} subtitle={t("releases.subtitle")}>
      {hasRole("reporter") && <Freeze again={load.again} />}
      <Loaded of={load}>
        {(list) =>
          list.items.length === 0 ? <Empty>{t("releases.none")}</Empty> : <DataTable caption={t("nav.releases")} columns={columns} rows={list.items} rowKey={(each) => each.name} />
        }
      </Loaded>
      {since && <Restatement release={since} onClose={() => change({ since: null })} />}
    </Page>
  );
}

function Freeze({ again }: { again: () => void }) {
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  return (
    <form
      class="card form-row"
      onSubmit={async (event) => {
        event.preventDefault();
        setBusy(true);
        const worked = await act(async () => ask("/releases", { method: "POST", json: { name: name.trim(), note: note.trim() } }));
        setBusy(false);
        if (!worked) return;
        tell(t("releases.frozen", { name: name.trim() }));
        setName("");
        setNote("");
        again();
      }}
    >
      <Field label={t("releases.name")} hint={t("releases.name.hint")}>
        {(attributes) => <input {...attributes} required maxLength={64} value={name} onInput={(event) => setName(event.currentTarget.value)} />}
      </Field>
      <Field wide label={t("releases.note")} hint={t("releases.note.hint")}>
        {(attributes) => <input {...attributes} maxLength={400} value={note} onInput={(event) => setNote(event.currentTarget.value)} />}
      </Field>
      <Button look="main" type="submit" icon="release" disabled={busy || !name.trim()}>
        {t("releases.freeze")}
      </Button>
    </form>
  );
}
