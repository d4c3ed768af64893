import { useState } from "preact/hooks";
import { ask, Problem } from "../../lib/api";
import { t } from "../../lib/texts";
import { Button, Check, Field, Note, Select } from "../../parts/basics";
import type { FirstPassword } from "../accounts";
import { allKinds, kindName } from "../uploads/kinds";

/// A new account; its first password comes back once.

const roles = ["officer", "reviewer", "manager", "reporter", "exporter", "admin"] as const;
const scoped = (role: string): boolean => role === "officer" || role === "reviewer";

export function AddAccount({ onMade, onCancel }: { onMade: (made: FirstPassword) => void; onCancel: () => void }) {
  const [user, setUser] = useState("");
  const [role, setRole] = useState<string>("officer");
  const [areas, setAreas] = useState("");
  const [kinds, setKinds] = useState<string[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const codes = areas.split(/[\s,;]+/).filter(Boolean).join(",");
      onMade(await ask<FirstPassword>("/users", { method: "POST", json: { user: user.trim(), role, areas: scoped(role) ? codes : "", kinds: scoped(role) ? kinds.join(",") : "" } }));
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(-1, String(error), ""));
      setBusy(false);
    }
  };
  return (
    <form class="card form" onSubmit={submit} aria-label={t("accounts.add")}>
      <h2>{t("accounts.add")}</h2>
      {problem && (
        <Note tone="error">
          <strong>{problem.title}</strong>
          {problem.detail && <p>{problem.detail}</p>}
        </Note>
      )}
      <div class="control-row">
        <Field label={t("login.user")}>
          {(attributes) => <input {...attributes} required autocapitalize="none" spellcheck={false} maxLength={64} value={user} onInput={(event) => setUser(event.currentTarget.value)} />}
        </Field>
        <Select label={t("accounts.role")} value={role} choices={roles.map((each) => ({ value: each, words: t(`role.${each}`) }))} onChange={setRole} />
        {scoped(role) && (
          <Field wide label={t("accounts.areas")} hint={t("accounts.areas.hint")}>
            {(attributes) => <input {...attributes} required value={areas} onInput={(event) => setAreas(event.currentTarget.value)} />}
          </Field>
        )}
      </div>
      {scoped(role) && (
        <fieldset class="checks">
          <legend>{t("accounts.kinds.legend")}</legend>
          {allKinds.slice(0, 5).map((kind) => (
            <Check key={kind} label={kindName(kind)} checked={kinds.includes(kind)} onChange={(on) => setKinds(on ? [...kinds, kind] : kinds.filter((each) => each !== kind))} />
          ))}
        </fieldset>
      )}
      <div class="buttons">
        <Button look="main" type="submit" disabled={busy || !user.trim()}>
          {t("accounts.make")}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
