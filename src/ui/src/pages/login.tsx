import { useState } from "preact/hooks";
import { Problem } from "../lib/api";
import { signIn } from "../lib/session";
import { t } from "../lib/texts";
import { Button, Field, Note } from "../parts/basics";
import { Brand } from "../parts/icons";
import { LanguageSwitch } from "../parts/language";

/// The log-in form; also shown above a page whose session has ended, with the name already in it.
export function LoginForm({ user: known }: { user?: string }) {
  const [user, setUser] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [wantsCode, setWantsCode] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await signIn(user.trim(), password, code.trim());
    } catch (error) {
      const refused = error instanceof Problem ? error : new Problem(-1, String(error), "");
      if (refused.extra.code === "code-required" || refused.extra.code === "code-wrong") setWantsCode(true);
      setProblem(refused);
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} class="login-form">
      {problem && (
        <Note tone="error">
          <strong>{problem.extra.code === "sign-in-wrong" || !problem.detail ? t("login.refused") : problem.detail}</strong>
        </Note>
      )}
      <Field label={t("login.user")}>
        {(attributes) => (
          <input
            {...attributes}
            name="user"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            value={user}
            onInput={(event) => setUser(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t("login.password")}>
        {(attributes) => (
          <input
            {...attributes}
            name="password"
            type="password"
            autocomplete="current-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        )}
      </Field>
      {wantsCode && (
        <Field label={t("login.code")} hint={t("login.code.hint")}>
          {(attributes) => (
            <input {...attributes} name="code" inputMode="numeric" autocomplete="one-time-code" value={code} onInput={(event) => setCode(event.currentTarget.value)} />
          )}
        </Field>
      )}
      <Button look="main" type="submit" disabled={busy}>
        {busy ? t("login.busy") : t("login.submit")}
      </Button>
    </form>
  );
}

export function Login() {
  return (
    <main class="login" id="main">
      <div class="login-card">
        <div class="brand">
          <Brand size={40} />
          <div>
            <h1>rasoat</h1>
            <p>{t("brand.line")}</p>
          </div>
        </div>
        <LoginForm />
        <p class="hint">{t("login.help")}</p>
        <LanguageSwitch />
      </div>
    </main>
  );
}
