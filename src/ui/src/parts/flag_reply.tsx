import { useState } from "preact/hooks";
import { ask } from "../lib/api";
import { date, moment } from "../lib/format";
import { useLoad } from "../lib/load";
import { act, tell } from "../lib/notices";
import { hasRole } from "../lib/session";
import { t, tOr } from "../lib/texts";
import { Button, DayField, Field, Loaded } from "./basics";
import { Severity } from "./flags";

/// What somebody answered to a flag, the form to answer it, and when it was raised and cleared.

export interface Reply {
  at: string;
  by: string;
  reply: string;
  due: string | null;
  document: string;
  task: string;
}
type Gravity = "watch" | "lagging" | "severe";
interface Story {
  raised: boolean;
  replies: Reply[];
  history: { at: string; change: string; by: string; severity: Gravity | null; severity_before: Gravity | null; upload: number | null }[];
}

export function FlagReply({ id, newest, again }: { id: string; newest: Reply | undefined; again: () => void }) {
  const [writing, setWriting] = useState(false);
  const [told, setTold] = useState(false);
  return (
    <div class="flag-reply">
      {newest && <Words of={newest} />}
      {writing ? (
        <Form
          id={id}
          onDone={(kept) => {
            setWriting(false);
            if (kept) again();
          }}
        />
      ) : (
        <div class="buttons">
          {hasRole("manager") && (
            <Button look="quiet" onClick={() => setWriting(true)}>
              {t(newest ? "reply.again" : "reply.write")}
            </Button>
          )}
          {(
            <Button look="quiet" aria-expanded={told} onClick={() => setTold(!told)}>
              {t("reply.history")}
            </Button>
          )}
        </div>
      )}
      {told && <Past id={id} key={newest?.at} />}
    </div>
  );
}

function Words({ of }: { of: Reply }) {
  return (
    <blockquote>
      <p>{of.reply}</p>
      <p class="hint">
        {of.by}, {moment(of.at)}
        {of.due && ` · ${t("reply.due.until", { date: date(of.due) })}`}
        {of.document && ` · ${of.document}`}
        {of.task && ` · ${of.task}`}
      </p>
    </blockquote>
  );
}

function Form({ id, onDone }: { id: string; onDone: (kept: boolean) => void }) {
  const [words, setWords] = useState({ reply: "", due: "", document: "", task: "" });
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const put = (part: Partial<typeof words>): void => setWords({ ...words, ...part });
  return (
    <form
      class="form-row"
      onSubmit={async (event) => {
        event.preventDefault();
        setAsked(true);
        if (!words.reply.trim()) return;
        setBusy(true);
        const kept = await act(() => ask(`/flags/${encodeURIComponent(id)}/reply`, { method: "POST", json: { ...words, reply: words.reply.trim() } }));
        setBusy(false);
        if (kept) {
          tell(t("reply.kept"));
          onDone(true);
        }
      }}
    >
      <Field wide label={t("reply.words")} hint={t("reply.words.hint")} error={asked && !words.reply.trim() ? t("decide.reason.needed") : undefined}>
        {(attributes) => <textarea {...attributes} rows={3} autofocus value={words.reply} onInput={(event) => put({ reply: event.currentTarget.value })} />}
      </Field>
      <DayField label={t("reply.due")} value={words.due} onChange={(due) => put({ due })} />
      <Field label={t("reply.document")} hint={t("reply.document.hint")}>
        {(attributes) => <input {...attributes} maxLength={190} value={words.document} onInput={(event) => put({ document: event.currentTarget.value })} />}
      </Field>
      <Field label={t("reply.task")}>
        {(attributes) => <input {...attributes} maxLength={190} value={words.task} onInput={(event) => put({ task: event.currentTarget.value })} />}
      </Field>
      <div class="buttons">
        <Button look="main" type="submit" disabled={busy}>
          {t("save")}
        </Button>
        <Button onClick={() => onDone(false)}>{t("cancel")}</Button>
      </div>
    </form>
  );
}

function Past({ id }: { id: string }) {
  const load = useLoad(`flag ${id}`, (signal) => ask<Story>(`/flags/${encodeURIComponent(id)}`, { signal }));
  return (
    <Loaded of={load} quiet>
      {(story) => (
        <ul class="revisit">
          {story.history.map((each) => (
            <li key={each.at + each.change}>
              {moment(each.at)}: {tOr(`flag.${each.change}`, each.change)} {each.severity && <Severity of={each.severity} />} <span class="muted">{each.by}</span>
            </li>
          ))}
          {story.replies.map((each) => (
            <li key={each.at}>
              <Words of={each} />
            </li>
          ))}
          {story.history.length + story.replies.length === 0 && <li class="muted">{t("reply.none")}</li>}
        </ul>
      )}
    </Loaded>
  );
}
