import { useState } from "preact/hooks";
import { ask } from "../../lib/api";
import { useCell } from "../../lib/cell";
import { act, tell } from "../../lib/notices";
import { session } from "../../lib/session";
import { t } from "../../lib/texts";
import { Button, Field, Note } from "../../parts/basics";

/// The second factor: six digits from an application on the own telephone, asked for at each log-in.

export function Factor() {
  const who = useCell(session);
  const [password, setPassword] = useState("");
  const [begun, setBegun] = useState<{ secret: string; address: string } | null>(null);
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState<string[] | null>(null);
  const begin = (event: Event): void => {
    event.preventDefault();
    void act(async () => setBegun(await ask("/session/factor", { method: "POST", json: { password }, unauthorised: "throw" })));
  };
  const confirm = (event: Event): void => {
    event.preventDefault();
    void act(async () => {
      const answer = await ask<{ recovery_codes: string[] }>("/session/factor/confirm", { method: "POST", json: { code: code.trim() }, unauthorised: "throw" });
      setRecovery(answer.recovery_codes);
      if (who) session.set({ ...who, mustEnrol: false });
    });
  };
  return (
    <section class="card form narrow" aria-labelledby="factor">
      <h2 id="factor">{t("factor.title")}</h2>
      <p class="hint">{t("factor.what")}</p>
      {recovery ? (
        <Note tone="warn">
          <strong>{t("factor.recovery")}</strong>
          <ul class="plain-list">
            {recovery.map((each) => (
              <li key={each}>
                <code class="secret">{each}</code>
              </li>
            ))}
          </ul>
        </Note>
      ) : begun ? (
        <form onSubmit={confirm}>
          <p>{t("factor.secret")}</p>
          <p>
            <code class="secret">{begun.secret}</code>
          </p>
          <p>
            <a href={begun.address}>{t("factor.open")}</a>
          </p>
          <Field label={t("login.code")} hint={t("login.code.hint")}>
            {(attributes) => <input {...attributes} inputMode="numeric" autocomplete="one-time-code" required value={code} onInput={(event) => setCode(event.currentTarget.value)} />}
          </Field>
          <Button look="main" type="submit" disabled={!code.trim()}>
            {t("factor.confirm")}
          </Button>
        </form>
      ) : (
        <>
          <form class="form" onSubmit={begin}>
            <Field label={t("login.password")}>
              {(attributes) => <input {...attributes} type="password" autocomplete="current-password" required value={password} onInput={(event) => setPassword(event.currentTarget.value)} />}
            </Field>
            <div class="buttons">
              <Button type="submit" disabled={!password}>
                {t("factor.begin")}
              </Button>
            </div>
          </form>
          {!who?.mustEnrol && <Remove />}
        </>
      )}
    </section>
  );
}

/// Turned off by whoever can still give a code; a lost telephone is the administrator's.
function Remove() {
  const [code, setCode] = useState("");
  return (
    <details>
      <summary>{t("factor.remove.when")}</summary>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void act(async () => {
            await ask("/session/factor/remove", { method: "POST", json: { code: code.trim() }, unauthorised: "throw" });
            setCode("");
            tell(t("factor.removed"));
          });
        }}
      >
        <Field label={t("login.code")} hint={t("factor.remove.hint")}>
          {(attributes) => <input {...attributes} autocomplete="one-time-code" required value={code} onInput={(event) => setCode(event.currentTarget.value)} />}
        </Field>
        <div class="buttons">
          <Button type="submit" disabled={!code.trim()}>
            {t("factor.remove")}
          </Button>
        </div>
      </form>
    </details>
  );
}
