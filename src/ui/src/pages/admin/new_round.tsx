import { useState } from "preact/hooks";
import { ask } from "../../lib/api";
import { act, tell } from "../../lib/notices";
import { t } from "../../lib/texts";
import { Button, DayField, Field } from "../../parts/basics";

/// A further round: its code, its day and the standard it is counted by. `standards` are those other rounds have; a new
/// one has none yet and is typed.
export function NewRound({ standards, onDone, onCancel }: { standards: string[]; onDone: () => void; onCancel: () => void }) {
  const [form, setForm] = useState({ code: "", reference_date: "", standard: standards[0] ?? "", name_vi: "", name_en: "" });
  const [busy, setBusy] = useState(false);
  const put = (part: Partial<typeof form>): void => setForm({ ...form, ...part });
  const field = (name: "code" | "standard" | "name_vi" | "name_en", label: string, most: number, hint?: string) => (
    <Field label={label} hint={hint}>
      {(attributes) => <input {...attributes} required maxLength={most} value={form[name]} onInput={(event) => put({ [name]: event.currentTarget.value })} />}
    </Field>
  );
  return (
    <form
      class="card form"
      aria-label={t("rounds.add")}
      onSubmit={async (event) => {
        event.preventDefault();
        setBusy(true);
        const made = await act(() => ask("/rounds", { method: "POST", json: { ...form, code: form.code.trim(), status: "open" } }));
        setBusy(false);
        if (!made) return;
        tell(t("rounds.made", { round: form.code.trim() }));
        onDone();
      }}
    >
      <h2>{t("rounds.add")}</h2>
      <div class="form-row">
        {field("code", t("rounds.code"), 16, t("rounds.code.hint"))}
        <DayField label={t("rounds.date")} value={form.reference_date} onChange={(reference_date) => put({ reference_date })} />
        {field("standard", t("rounds.standard"), 16, t("rounds.standard.hint", { known: standards.join(", ") }))}
        {field("name_vi", t("rounds.name.vi"), 120)}
        {field("name_en", t("rounds.name.en"), 120)}
      </div>
      <div class="buttons">
        <Button look="main" type="submit" disabled={busy || !form.reference_date}>
          {t("rounds.make")}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
