import { useState } from "preact/hooks";
import { ask, Problem } from "../lib/api";
import { hasRole, session, signOut } from "../lib/session";
import { t } from "../lib/texts";
import { Button, Field, Note } from "../parts/basics";
import { Page } from "../parts/page";
import { Factor } from "./own/factor";
import { GivePassword } from "./own/give_password";
import { Sessions } from "./own/sessions";

/// The own password. An account with a first password comes here before anything else.
export function Password() {
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const differs = again !== "" && again !== next;
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (again !== next) return;
    setBusy(true);
    setProblem(null);
    try {
      await ask("/session/password", { method: "POST", json: { old, new: next }, unauthorised: "throw" });
      setDone(true);
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(-1, String(error), ""));
      setBusy(false);
    }
  };
  const field = (label: string, value: string, set: (value: string) => void, complete: string, error?: string, hint?: string) => (
    <Field label={label} error={error} hint={hint}>
      {(attributes) => (
        <input {...attributes} type="password" required autocomplete={complete} value={value} onInput={(event) => set(event.currentTarget.value)} />
      )}
    </Field>
  );
  return (
    <Page name="password" title={t("nav.password")} subtitle={session.get()?.mustChange ? t("password.must") : session.get()?.mustEnrol ? t("factor.must") : undefined}>
      {done ? (
        <Note>
          <strong>{t("password.done")}</strong>
          <p>
            <Button look="main" onClick={() => void signOut()}>{t("password.sign-in")}</Button>
          </p>
        </Note>
      ) : (
        <form class="card form narrow" onSubmit={submit}>
          <h2>{t("password.title")}</h2>
          {problem && (
            <Note tone="error">
              <strong>{problem.status === 401 ? t("password.old.wrong") : problem.title}</strong>
              {problem.status !== 401 && problem.detail && <p>{problem.detail}</p>}
            </Note>
          )}
          {field(t("password.old"), old, setOld, "current-password")}
          {field(t("password.new"), next, setNext, "new-password", undefined, t("password.new.hint"))}
          {field(t("password.again"), again, setAgain, "new-password", differs ? t("password.differs") : undefined)}
          <div class="buttons">
            <Button look="main" type="submit" disabled={busy || differs || !old || !next || !again}>
              {t("password.change")}
            </Button>
          </div>
        </form>
      )}
      {!done && !session.get()?.mustChange && (
        <>
          {hasRole("reviewer") && <GivePassword />}
          {<Factor />}
          {<Sessions />}
        </>
      )}
    </Page>
  );
}
