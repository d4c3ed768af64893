import { useRef, useState } from "preact/hooks";
import { ask, Problem } from "../../lib/api";
import { count } from "../../lib/format";
import { act, complain, tell } from "../../lib/notices";
import { go, href } from "../../lib/route";
import { sendFile, type Sending } from "../../lib/send_file";
import { hasRole } from "../../lib/session";
import { t } from "../../lib/texts";
import type { Finding, Upload } from "../../lib/types";
import { Button, Field, Note } from "../../parts/basics";
import { held, hold } from "./held";
import { hasRound } from "./kinds";
import { Progress } from "./send";

/// What the person in front may do with this file next, and nothing else.

const register = (upload: Upload): boolean => upload.kind === "benchmarks" || upload.kind === "targets";

export function Decide({ upload, findings, again }: { upload: Upload; findings: Finding[]; again: () => void }) {
  const [busy, setBusy] = useState(false);
  const step = async (verb: string, done: string, json?: unknown): Promise<void> => {
    setBusy(true);
    const worked = await act(async () => {
      await ask(`/uploads/${upload.id}/${verb}`, { method: "POST", json });
    });
    if (worked) tell(done);
    setBusy(false);
    again();
  };
  const sender = register(upload) ? hasRole("admin") : hasRole("officer");
  const judge = !upload.mine && (register(upload) ? hasRole("admin") : hasRole("reviewer"));
  const fixable = upload.errors === 0 && (upload.state === "checked" || upload.state === "rejected");
  const shrinks = findings.some((finding) => finding.code.startsWith("E-SHRINK"));

  if (upload.state === "rejected" && upload.errors > 0 && sender)
    return (
      <>
        {shrinks && <AcceptShrink upload={upload} findings={findings} again={again} />}
        <p class="buttons">
          <a class="button main" href={href("/uploads", { kind: upload.kind, round: upload.round })}>
            {t("decide.corrected")}
          </a>
        </p>
      </>
    );
  if (fixable && sender)
    return (
      <div class="decide">
        <Button look="main" icon="check" disabled={busy} onClick={() => void step("submit", t("decide.submitted"))}>
          {t("decide.submit")}
        </Button>
        <span class="hint">{t(upload.warnings > 0 ? "decide.submit.warned" : "decide.submit.hint", { count: count(upload.warnings) })}</span>
      </div>
    );
  if (upload.state === "submitted" && judge) return <Judge busy={busy} step={step} />;
  if (upload.state === "submitted" && upload.mine) return <Note>{t("decide.waits")}</Note>;
  if (upload.state === "approved" && hasRole("admin"))
    return (
      <div class="decide">
        <Button look="danger" disabled={busy} onClick={() => void step("undo", t("decide.undone"))}>
          {t("decide.undo")}
        </Button>
        <span class="hint">{t("decide.undo.hint")}</span>
      </div>
    );
  return null;
}

function Judge({ busy, step }: { busy: boolean; step: (verb: string, done: string, json?: unknown) => Promise<void> }) {
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  if (!refusing)
    return (
      <div class="decide">
        <Button look="main" icon="check" disabled={busy} onClick={() => void step("approve", t("decide.approved"))}>
          {t("decide.approve")}
        </Button>
        <Button look="danger" disabled={busy} onClick={() => setRefusing(true)}>
          {t("decide.reject")}
        </Button>
        <span class="hint">{t("decide.approve.hint")}</span>
      </div>
    );
  return (
    <form
      class="decide card"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (reason.trim()) void step("reject", t("decide.rejected"), { reason: reason.trim() });
      }}
    >
      <Field wide label={t("decide.reason")} hint={t("decide.reason.hint")} error={asked && !reason.trim() ? t("decide.reason.needed") : undefined}>
        {(attributes) => (
          <textarea {...attributes} rows={3} autofocus value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        )}
      </Field>
      <div class="buttons">
        <Button look="danger" type="submit" disabled={busy}>
          {t("decide.reject.do")}
        </Button>
        <Button onClick={() => setRefusing(false)}>{t("cancel")}</Button>
      </div>
    </form>
  );
}

/// A list that became shorter is taken only with consent: the same file again, with the officer's word for it.
function AcceptShrink({ upload, findings, again }: { upload: Upload; findings: Finding[]; again: () => void }) {
  const [now, setNow] = useState<Sending | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const others = findings.filter((finding) => finding.severity === "error" && !finding.code.startsWith("E-SHRINK")).length;
  if (others > 0) return null;
  const send = async (file: File): Promise<void> => {
    try {
      const query = { kind: upload.kind, round: hasRound(upload.kind) ? upload.round : null, name: file.name, accept_shrink: 1 };
      const sent = await sendFile<Upload>("/uploads", query, file, setNow, new AbortController().signal);
      hold(sent.answer.id, file);
      if (sent.answer.id === upload.id) again();
      else go(`/uploads/${sent.answer.id}`);
    } catch (error) {
      complain(error instanceof Problem ? error : String(error));
    } finally {
      setNow(null);
    }
  };
  const kept = held(upload.id);
  return (
    <Note tone="warn">
      <strong>{t("shrink.title")}</strong>
      <p>{t("shrink.detail")}</p>
      {now ? (
        <Progress now={now} />
      ) : (
        <p class="buttons">
          <Button onClick={() => (kept ? void send(kept) : input.current?.click())}>{t(kept ? "shrink.do" : "shrink.choose")}</Button>
          <input
            ref={input}
            type="file"
            class="unseen"
            tabIndex={-1}
            aria-label={t("shrink.choose")}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) void send(file);
            }}
          />
        </p>
      )}
    </Note>
  );
}
