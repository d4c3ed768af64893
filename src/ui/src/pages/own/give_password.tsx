import { useState } from "preact/hooks";
import { ask } from "../../lib/api";
import { act } from "../../lib/notices";
import { t } from "../../lib/texts";
import { Button, Field } from "../../parts/basics";
import { ShownOnce } from "../../parts/shown_once";
import type { FirstPassword } from "../accounts";

/// A reviewer gives an officer of the own areas a new first password; shown once.
export function GivePassword() {
  const [user, setUser] = useState("");
  const [made, setMade] = useState<FirstPassword | null>(null);
  return (
    <form
      class="card form narrow"
      aria-labelledby="give-password"
      onSubmit={(event) => {
        event.preventDefault();
        void act(async () => {
          setMade(await ask<FirstPassword>(`/users/${encodeURIComponent(user.trim())}/password`, { method: "POST" }));
          setUser("");
        });
      }}
    >
      <h2 id="give-password">{t("password.give")}</h2>
      <p class="hint">{t("password.give.what")}</p>
      {made && (
        <ShownOnce title={t("accounts.password", { user: made.user })} secret={made.password}>
          <p>{t("accounts.password.once")}</p>
        </ShownOnce>
      )}
      <Field label={t("password.give.user")}>
        {(attributes) => <input {...attributes} required autocapitalize="none" spellcheck={false} autocomplete="off" maxLength={64} value={user} onInput={(event) => setUser(event.currentTarget.value)} />}
      </Field>
      <div class="buttons">
        <Button type="submit" disabled={!user.trim()}>
          {t("accounts.reset")}
        </Button>
      </div>
    </form>
  );
}
