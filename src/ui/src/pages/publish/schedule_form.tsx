import { useState } from "preact/hooks";
import { ask, Problem } from "../../lib/api";
import { say, t, tOr, type Bilingual } from "../../lib/texts";
import { Button, Check, Field, Note, Select } from "../../parts/basics";
import type { Definition } from "./types";

/// A schedule as fields; what the fields do not know of an existing one is kept as it is.

const events = ["review-start", "commune-report", "district-report", "province-report", "review-end", "reference"];
const formats = ["xlsx", "pdf", "docx", "csv", "json", "sdmx-csv"];

const fresh: Definition = {
  name: "",
  report: "brief",
  round: "latest",
  formats: ["pdf"],
  areas: ["51"],
  when: { event: "province-report", days: 0, at: "07:00", free_day: "previous" },
  missing: "send",
  hold: true,
  deliver: [{ to: "folder", target: "." }],
  enabled: true,
};

export function ScheduleForm({ definition, reports, onDone, onCancel }: {
  definition: Definition | null;
  reports: { name: string; title: Bilingual; formats?: string[] }[];
  onDone: () => void;
  onCancel: () => void;
}) {
  const [form, setForm] = useState<Definition>(() => {
    const start = definition ?? fresh;
    return { ...start, formats: start.formats ?? (start.format ? [start.format] : []), format: undefined };
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const patch = (part: Partial<Definition>): void => setForm({ ...form, ...part });
  const when = form.when ?? {};
  const cron = form.cron ?? when.cron;
  const mail = (form.deliver ?? []).find((each) => each.to === "mail");

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      if (definition) await ask(`/schedules/${encodeURIComponent(definition.name)}`, { method: "PUT", json: form });
      else await ask("/schedules", { method: "POST", json: form });
      onDone();
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(-1, String(error), ""));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="card form" onSubmit={submit} aria-label={t(definition ? "schedules.edit" : "schedules.add")}>
      <h2>{definition ? definition.name : t("schedules.add")}</h2>
      {problem && (
        <Note tone="error">
          <strong>{problem.title}</strong>
          {problem.detail && <p>{problem.detail}</p>}
        </Note>
      )}
      <div class="control-row">
        {!definition && (
          <Field label={t("schedules.name")} hint={t("schedules.name.hint")}>
            {(attributes) => (
              <input {...attributes} required pattern="[A-Za-z0-9_\-][A-Za-z0-9._\-]*" maxLength={64} value={form.name} onInput={(event) => patch({ name: event.currentTarget.value })} />
            )}
          </Field>
        )}
        <Select
          wide
          label={t("schedules.report")}
          value={form.report}
          choices={reports.map((each) => ({ value: each.name, words: say(each.title).replace(" {indicator}", "") }))}
          onChange={(report) => {
            const makes = reports.find((each) => each.name === report)?.formats ?? formats;
            const kept = (form.formats ?? []).filter((each) => makes.includes(each));
            patch({ report, formats: kept.length > 0 ? kept : makes.slice(0, 1) });
          }}
        />
        <Select
          label={t("schedules.when")}
          value={cron !== undefined ? "cron" : "event"}
          choices={[
            { value: "event", words: t("schedules.when.event") },
            { value: "cron", words: t("schedules.when.cron") },
          ]}
          onChange={(kind) => patch({ cron: undefined, when: kind === "cron" ? { cron: "0 7 * * 1", free_day: "next" } : fresh.when })}
        />
        {cron !== undefined ? (
          <Field label={t("schedules.when.cron")} hint={t("schedules.cron.hint")}>
            {(attributes) => <input {...attributes} required value={cron} onInput={(event) => patch({ cron: undefined, when: { ...when, cron: event.currentTarget.value } })} />}
          </Field>
        ) : (
          <>
            <Select
              wide
              label={t("schedules.event")}
              value={when.event ?? ""}
              choices={[...new Set([...events, when.event ?? events[0]!])].map((event) => ({ value: event, words: tOr(`event.${event}`, event) }))}
              onChange={(event) => patch({ when: { ...when, event } })}
            />
            <Field label={t("schedules.days")} hint={t("schedules.days.hint")}>
              {(attributes) => (
                <input {...attributes} type="number" min={-180} max={180} value={when.days ?? 0} onInput={(event) => patch({ when: { ...when, days: event.currentTarget.valueAsNumber || 0 } })} />
              )}
            </Field>
            <Field label={t("schedules.at")}>
              {(attributes) => <input {...attributes} required pattern="([01]\d|2[0-3]):[0-5]\d" inputMode="numeric" placeholder="07:30" maxLength={5} value={when.at ?? "07:00"} onInput={(event) => patch({ when: { ...when, at: event.currentTarget.value } })} />}
            </Field>
          </>
        )}
        <Select
          label={t("schedules.free-day")}
          value={when.free_day ?? "keep"}
          choices={(["keep", "next", "previous", "skip"] as const).map((each) => ({ value: each, words: t(`free-day.${each}`) }))}
          onChange={(free_day) => patch({ when: { ...when, free_day } })}
        />
        <Select
          label={t("schedules.missing")}
          value={form.missing ?? "send"}
          choices={["send", "wait", "alarm"].map((each) => ({ value: each, words: t(`missing.${each}` as "missing.send") }))}
          onChange={(missing) => patch({ missing, wait_minutes: missing === "wait" ? form.wait_minutes || 1440 : undefined })}
        />
        <Field wide label={t("schedules.mail")} hint={t("schedules.mail.hint")}>
          {(attributes) => (
            <input
              {...attributes}
              value={mail?.recipients?.join(", ") ?? ""}
              onInput={(event) => {
                const recipients = event.currentTarget.value.split(/[,;\s]+/).filter(Boolean);
                const others = (form.deliver ?? []).filter((each) => each.to !== "mail");
                patch({ deliver: recipients.length > 0 ? [...others, { to: "mail", recipients }] : others });
              }}
            />
          )}
        </Field>
      </div>
      <fieldset class="checks">
        <legend>{t("schedules.formats")}</legend>
        {(reports.find((each) => each.name === form.report)?.formats ?? formats).map((format) => (
          <Check
            key={format}
            label={format.toUpperCase()}
            checked={form.formats?.includes(format) ?? false}
            onChange={(on) => patch({ formats: on ? [...(form.formats ?? []), format] : (form.formats ?? []).filter((each) => each !== format) })}
          />
        ))}
      </fieldset>
      <div class="checks">
        <Check label={t("schedules.hold.long")} checked={form.hold ?? false} onChange={(hold) => patch({ hold })} />
        <Check label={t("schedules.enabled")} checked={form.enabled ?? true} onChange={(enabled) => patch({ enabled })} />
      </div>
      <div class="buttons">
        <Button look="main" type="submit" disabled={busy || (form.formats ?? []).length === 0}>
          {t("save")}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
