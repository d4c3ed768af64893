import { useRef, useState } from "preact/hooks";
import { ask, Problem } from "../../lib/api";
import { download } from "../../lib/files";
import { count, decimal, moment } from "../../lib/format";
import { act, complain, tell } from "../../lib/notices";
import { sendFile } from "../../lib/send_file";
import { hasRole, session } from "../../lib/session";
import { say, t } from "../../lib/texts";
import { Button, Field, Note, Select } from "../../parts/basics";
import type { AuditAnswer, Sample } from "./types";

/// Households to be visited again: drawn by lot from the locked list, the form to take along, what was found, and how
/// the figures would stand by it.

export function Samples({ answer, again }: { answer: AuditAnswer; again: () => void }) {
  const samples = answer.revisits ?? [];
  const draws = hasRole("reviewer");
  if (samples.length === 0 && !draws) return null;
  return (
    <section class="card" aria-labelledby="samples">
      <h2 id="samples">{t("samples.title")}</h2>
      <p class="hint">{t("samples.what")}</p>
      {draws && <Draw answer={answer} again={again} />}
      <ul class="cards">
        {samples.map((sample) => (
          <One key={sample.id} sample={sample} again={again} />
        ))}
      </ul>
    </section>
  );
}

function Draw({ answer, again }: { answer: AuditAnswer; again: () => void }) {
  const places = session.get()?.areas ?? [];
  const [within, setWithin] = useState(places[0]?.code ?? answer.within);
  const [size, setSize] = useState("12");
  const [busy, setBusy] = useState(false);
  return (
    <form
      class="form-row"
      onSubmit={async (event) => {
        event.preventDefault();
        setBusy(true);
        const worked = await act(() => ask("/audit/samples", { method: "POST", json: { round: answer.round, within, per_commune: size } }));
        setBusy(false);
        if (!worked) return;
        tell(t("samples.drawn"));
        again();
      }}
    >
      <Select label={t("control.within")} value={within} choices={places.map((area) => ({ value: area.code, words: area.name }))} onChange={setWithin} />
      <Field label={t("samples.size")} hint={t("samples.size.hint")}>
        {(attributes) => <input {...attributes} type="number" min={2} max={500} required value={size} onInput={(event) => setSize(event.currentTarget.value)} />}
      </Field>
      <Button look="main" type="submit" disabled={busy}>
        {t("samples.draw")}
      </Button>
    </form>
  );
}

function One({ sample, again }: { sample: Sample; again: () => void }) {
  const reviewer = hasRole("reviewer");
  const form = (format: string): Promise<boolean> => act(() => download(`/audit/samples/${sample.id}/form`, { format }, `phuc-tra-${sample.id}.${format}`));
  return (
    <li class="card">
      <h3>{t("samples.one", { id: sample.id, area: sample.within.name })}</h3>
      <p class="hint">{t("samples.facts", { at: moment(sample.made_at), release: sample.release, seed: sample.seed, each: sample.per_commune, drawn: count(sample.drawn) })}</p>
      {reviewer && (
        <div class="buttons">
          <Button icon="download" aria-label={`${t("samples.form")} Excel: ${sample.id}`} onClick={() => void form("xlsx")}>{t("samples.form")} Excel</Button>
          <Button icon="print" aria-label={`${t("samples.form")} PDF: ${sample.id}`} onClick={() => void form("pdf")}>{t("samples.form")} PDF</Button>
          <HandIn sample={sample} again={again} />
        </div>
      )}
      {sample.estimate ? <Found estimate={sample.estimate} /> : <p class="muted">{t("samples.no-results")}</p>}
    </li>
  );
}

function HandIn({ sample, again }: { sample: Sample; again: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const send = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      const sent = await sendFile<{ taken: number }>(`/audit/samples/${sample.id}/results`, {}, file, () => undefined, new AbortController().signal);
      tell(t("samples.taken", { count: count(sent.answer.taken) }));
      again();
    } catch (error) {
      complain(error instanceof Problem ? error : String(error));
    }
  };
  return (
    <>
      <input ref={input} type="file" hidden accept=".xlsx,.csv" onChange={(event) => void send(event.currentTarget.files?.[0])} />
      <Button icon="upload" aria-label={`${t("samples.hand-in")}: ${sample.id}`} onClick={() => input.current?.click()}>
        {t("samples.hand-in")}
      </Button>
    </>
  );
}

function Found({ estimate }: { estimate: NonNullable<Sample["estimate"]> }) {
  const span = (interval: [number, number], write: (value: number) => string): string => `${write(interval[0])} – ${write(interval[1])}`;
  const whole = (value: number): string => count(Math.round(value));
  const line = (words: string, { listed, corrected, interval }: (typeof estimate)["poor"]) => (
    <>
      <dt>{words}</dt>
      <dd>
        {t("samples.corrected", { listed: count(listed), corrected: whole(corrected), span: span(interval, whole) })}
      </dd>
    </>
  );
  return (
    <>
      <dl class="facts">
        <dt>{t("samples.visited")}</dt>
        <dd>{t("samples.met", { met: count(estimate.met), visited: count(estimate.visited) })}</dd>
        {line(t("measure.poor"), estimate.poor)}
        {line(t("measure.near_poor"), estimate.near_poor)}
        <dt>{t("samples.wrong")}</dt>
        <dd>
          {count(estimate.misclassified.wrong)} / {count(estimate.misclassified.of)} ({span(estimate.misclassified.interval, decimal)} %)
        </dd>
      </dl>
      <Note>{say(estimate.note)}</Note>
    </>
  );
}
