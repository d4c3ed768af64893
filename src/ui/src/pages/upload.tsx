import { useEffect, useState } from "preact/hooks";
import { ask } from "../lib/api";
import { areaNames } from "../lib/catalogues";
import { download } from "../lib/files";
import { count, date, moment } from "../lib/format";
import { useLoad } from "../lib/load";
import { act } from "../lib/notices";
import { useRoute } from "../lib/route";
import { t } from "../lib/texts";
import type { Finding, Upload } from "../lib/types";
import { Button, Loaded, Note, Synthetic } from "../parts/basics";
import { Page } from "../parts/page";
import { Changes } from "./uploads/changes";
import { Decide } from "./uploads/decide";
import { Findings } from "./uploads/findings";
import { held } from "./uploads/held";
import { kindName } from "./uploads/kinds";
import { StateBadge, Way } from "./uploads/state";

/// One file: where it stands, what was found in it, what it would change, and what may be done with it.
export function UploadPage() {
  const { path } = useRoute();
  const id = path.split("/")[2] ?? "";
  const load = useLoad(`upload ${id}`, (signal) => ask<Upload>(`/uploads/${id}`, { signal }));
  const upload = load.data;
  // A file being checked moves by itself; one that waits is decided by somebody else.
  const pause = upload?.state === "received" ? 1_000 : upload?.state === "submitted" && upload.mine ? 20_000 : 0;
  useEffect(() => {
    if (!pause) return;
    const timer = setInterval(load.again, pause);
    return () => clearInterval(timer);
  }, [pause]);
  useEffect(() => {
    const look = (): void => {
      if (!document.hidden) load.again();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [load.again]);
  const title = upload ? upload.file_name || t("upload.nameless", { id }) : t("upload.one", { id });
  return (
    <Page
      name="upload"
      title={title}
      mark={upload && (
        <>
          <StateBadge of={upload.state} /> {upload.synthetic && <Synthetic />}
        </>
      )}
      subtitle={upload && `${t("upload.one", { id })} · ${kindName(upload.kind)}${upload.round ? ` · ${t("benchmark.period", { period: upload.round })}` : ""}`}
      actions={<a class="button plain" href="#/uploads">{t("upload.back")}</a>}
    >
      <Loaded of={load}>{(found) => <Whole upload={found} again={load.again} />}</Loaded>
    </Page>
  );
}

function Whole({ upload, again }: { upload: Upload; again: () => void }) {
  const total = upload.errors + upload.warnings;
  const findings = useLoad(total > 0 && upload.state !== "received" ? `findings ${upload.id} ${upload.state} ${total}` : null, async (signal) => ({
    items: (await ask<{ items: Finding[] }>(`/uploads/${upload.id}/findings`, { signal })).items,
    book: await import("./uploads/book").then(({ readBook }) => readBook(held(upload.id))),
  }));
  return (
    <>
      <Way of={upload} />
      {upload.state === "received" && (
        <div class="progress-box" role="status">
          <progress max={100} value={upload.progress} aria-label={t("send.checking")} />
          <span>{t("upload.checking", { rows: count(upload.rows), share: upload.progress })}</span>
        </div>
      )}
      {upload.state === "rejected" && upload.reason && (
        <Note tone="warn">
          <strong>{t("upload.returned", { by: upload.decided_by, at: moment(upload.decided_at) })}</strong>
          <p>{upload.reason}</p>
        </Note>
      )}
      {upload.state === "rejected" && upload.errors > 0 && (
        <Note tone="error">
          <strong>{t("upload.stopped", { count: count(upload.errors) })}</strong>
          <p>{t("upload.stopped.what")}</p>
        </Note>
      )}
      <Decide upload={upload} findings={findings.data?.items ?? []} again={again} />
      <Facts upload={upload} />
      {(upload.state === "submitted" || upload.state === "checked") && <Changes upload={upload} />}
      {total > 0 ? (
        <>
          <FindingFiles upload={upload} />
          <Loaded of={findings}>{(found) => <Findings findings={found.items} book={found.book} total={total} />}</Loaded>
        </>
      ) : (
        upload.state !== "received" && <p class="muted">{t("findings.none")}</p>
      )}
    </>
  );
}

function FindingFiles({ upload }: { upload: Upload }) {
  return (
    <div class="buttons">
      {(
        <Button icon="download" onClick={() => void act(() => download(`/uploads/${upload.id}/marked`, {}, `marked-${upload.id}.xlsx`))}>
          {t("upload.marked")}
        </Button>
      )}
      <Button icon="download" onClick={() => void act(() => download(`/uploads/${upload.id}/findings`, { format: "csv" }, `findings-${upload.id}.csv`))}>
        {t("upload.findings.csv")}
      </Button>
    </div>
  );
}

/// What was taken of each unit, so that an officer can hold it against their own count.
function Receipt({ items }: { items: NonNullable<Upload["receipt"]>["items"] }) {
  const classes = items.some((item) => item.poor != null);
  const heads = classes ? (["poor", "near_poor", "average", "not_poor"] as const) : [];
  return (
    <details>
      <summary>{t("upload.receipt.by-area", { count: count(items.length) })}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("upload.receipt.by-area", { count: count(items.length) })}>
        <table class="data small">
          <thead>
            <tr>
              <th scope="col">{t("column.area")}</th>
              <th scope="col" class="numeric">{t("upload.rows")}</th>
              {heads.map((each) => (
                <th key={each} scope="col" class="numeric">{t(`class.${each}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.area.code} class="row">
                <th scope="row">{item.area.name}</th>
                <td class="numeric">{count(item.rows)}</td>
                {heads.map((each) => (
                  <td key={each} class="numeric">{count(item[each])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const named = 12;

function Facts({ upload }: { upload: Upload }) {
  const names = useLoad(upload.areas.length > 0 ? `names ${upload.round}` : null, () => areaNames(upload.round));
  const [all, setAll] = useState(false);
  const shown = all ? upload.areas : upload.areas.slice(0, named);
  return (
    <dl class="facts card">
      <dt>{t("upload.rows")}</dt>
      <dd>
        {upload.receipt
          ? t("upload.receipt", { read: count(upload.receipt.rows_read), taken: count(upload.receipt.rows_taken), refused: count(upload.receipt.rows_refused) })
          : count(upload.rows)}
        {upload.receipt && upload.receipt.items.length > 0 && <Receipt items={upload.receipt.items} />}
      </dd>
      <dt>{t("upload.findings")}</dt>
      <dd>
        {t("upload.errors", { count: count(upload.errors) })}, {t("upload.warnings", { count: count(upload.warnings) })}
      </dd>
      {upload.areas.length > 0 && (
        <>
          <dt>{t("upload.areas", { count: count(upload.areas.length) })}</dt>
          <dd>
            {shown.map((code) => names.data?.get(code) ?? code).join(", ")}
            {upload.areas.length > named && (
              <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
                {all ? t("upload.areas.less") : t("upload.areas.more", { count: count(upload.areas.length - named) })}
              </Button>
            )}
          </dd>
        </>
      )}
      <dt>{t("upload.sent")}</dt>
      <dd>
        {upload.uploaded_by}, {moment(upload.received_at)}
        {upload.late && <span class="tag warn">{t("upload.late", { due: date(upload.deadline) })}</span>}
      </dd>
      {upload.decided_by && (
        <>
          <dt>{t("upload.decided")}</dt>
          <dd>
            {upload.decided_by}, {moment(upload.decided_at)}
          </dd>
        </>
      )}
    </dl>
  );
}
