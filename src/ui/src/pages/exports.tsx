import { useEffect, useRef } from "preact/hooks";
import { ask, send, type Listed } from "../lib/api";
import { download } from "../lib/files";
import { bytes, count, moment } from "../lib/format";
import { useLoad } from "../lib/load";
import { act, tell } from "../lib/notices";
import { change, useRoute } from "../lib/route";
import { hasRole } from "../lib/session";
import { say, t, tOr } from "../lib/texts";
import { Button, Empty, Loaded, Note } from "../parts/basics";
import { Page } from "../parts/page";
import type { Run } from "./publish/types";

/// What was made: files with their sha256, where they went, and what waits for a word.
export function Exports() {
  const { query } = useRoute();
  const cursor = query.get("cursor");
  const load = useLoad(`exports ${cursor}`, (signal) => ask<Listed<Run>>("/exports", { query: { limit: 20, cursor }, signal }));
  const moving = load.data?.items.some((run) => ["due", "waiting", "sending"].includes(run.state)) ?? false;
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(load.again, 4_000);
    return () => clearInterval(timer);
  }, [moving]);
  return (
    <Page name="exports" title={t("nav.exports")} subtitle={t("exports.subtitle")}>
      <Loaded of={load}>
        {(list) => (
          <>
            {list.items.length === 0 && <Empty action={<a class="button plain" href="#/schedules">{t("nav.schedules")}</a>}>{t("exports.none")}</Empty>}
            <ul class="cards one">
              {list.items.map((run) => (
                <One key={run.id} run={run} again={load.again} />
              ))}
            </ul>
            {list.next && <Button onClick={() => change({ cursor: list.next })}>{t("pager.next")}</Button>}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function One({ run, again }: { run: Run; again: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const release = (): Promise<boolean> =>
    act(async () => {
      await ask(`/exports/${run.id}/release`, { method: "POST" });
      tell(t("exports.released", { id: run.id }));
      again();
    });
  const sign = (file: File): Promise<boolean> =>
    act(async () => {
      await send(`/exports/${run.id}/signed`, { method: "POST", query: { number: file.name.replace(/\.[^.]+$/, "").slice(0, 120) }, body: file, type: file.type || "application/octet-stream" });
      tell(t("exports.signed.done"));
      again();
    });
  return (
    <li class="card">
      <h2>
        {t("exports.run", { id: run.id })} <span class={`state run-${run.state}`}>{tOr(`run.${run.state}`, run.state)}</span>
      </h2>
      <p class="hint">
        {run.schedule ?? t("exports.by-hand")}
        {run.round && ` · ${t("benchmark.period", { period: run.round })}`}
        {run.release && ` · ${t("exports.from", { release: run.release })}`}
        {run.due_at && ` · ${t("exports.due", { at: moment(run.due_at) })}`}
        {run.missing > 0 && ` · ${t("exports.missing", { count: count(run.missing) })}`}
      </p>
      {run.alarm && (
        <Note tone="warn">
          {say(run.alarm.message)} {run.error}
        </Note>
      )}
      {run.files.length > 0 && (
        <ul class="files">
          {run.files.map((file) => (
            <li key={file.position}>
              <Button icon="download" class="long" onClick={() => void act(() => download(`/exports/${run.id}/files/${file.position}/content`, {}, file.name))}>
                {file.name}
              </Button>
              <span class="hint">
                {bytes(file.bytes)} · {t("exports.rows", { count: count(file.rows) })} · sha256 <code>{file.sha256}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
      {run.deliveries.map((each, index) => (
        <p key={index} class="hint">
          {tOr(`way.${each.to}`, each.to)} {Array.isArray(each.recipients) ? each.recipients.join(", ") : each.recipients || (each.target === "." ? "" : each.target)}:{" "}
          <strong>{tOr(`delivery.${each.state}`, each.state)}</strong>
          {each.delivered_at && ` ${moment(each.delivered_at)}`}
          {each.error && ` – ${each.error}`}
        </p>
      ))}
      {run.signed.number && <p class="hint">{t("exports.signed", { number: run.signed.number, sha256: run.signed.sha256 })}</p>}
      {hasRole("reporter") && (
        <div class="buttons">
          {run.state === "held" && (
            <Button look="main" icon="check" onClick={() => void release()}>
              {t("exports.release")}
            </Button>
          )}
          {run.files.length > 0 && (
            <>
              <Button aria-label={`${t("exports.sign")}: ${run.id}`} onClick={() => input.current?.click()}>
                {t("exports.sign")}
              </Button>
              <input
                ref={input}
                type="file"
                hidden
                onChange={(event) => {
                  const file = event.currentTarget.files?.[0];
                  if (file) void sign(file);
                }}
              />
            </>
          )}
        </div>
      )}
    </li>
  );
}
