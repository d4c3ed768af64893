import { useState } from "preact/hooks";
import { ask, type Listed } from "../../lib/api";
import { moment } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { act, tell } from "../../lib/notices";
import { t } from "../../lib/texts";
import { Button, Field, Loaded, Panel } from "../../parts/basics";
import { ShownOnce } from "../../parts/shown_once";
import type { Account } from "../accounts";
import { kindName } from "../uploads/kinds";

/// Everything about one account: what it may do, where it is signed in, its second factor, a machine's tokens.

interface SignedIn {
  id: string;
  kind: "session" | "token";
  made_at: string;
  seen_at: string;
  ends_at: string;
  address: string;
  label: string;
  reports: string;
}

export function AccountPanel({ account, names, again, onClose }: { account: Account; names: Map<string, string>; again: () => void; onClose: () => void }) {
  const path = `/users/${encodeURIComponent(account.user)}`;
  const load = useLoad(`sessions of ${account.user}`, (signal) => ask<Listed<SignedIn>>(`${path}/sessions`, { signal }));
  const step = (work: () => Promise<unknown>, words: string): Promise<boolean> =>
    act(async () => {
      await work();
      tell(words);
      load.again();
      again();
    });
  return (
    <Panel title={account.user} onClose={onClose}>
      <dl class="facts">
        <dt>{t("accounts.role")}</dt>
        <dd>
          {t(`role.${account.role}` as "role.officer")}
          {account.disabled && <span class="tag warn">{t("accounts.disabled")}</span>}
          {account.lapsed && <span class="tag warn">{t("accounts.lapsed")}</span>}
        </dd>
        <dt>{t("accounts.areas")}</dt>
        <dd>{account.areas.map((code) => names.get(code) ?? code).join(", ") || t("accounts.no-areas")}</dd>
        <dt>{t("accounts.kinds")}</dt>
        <dd>{account.kinds.map(kindName).join(", ") || t("accounts.all-kinds")}</dd>
        <dt>{t("accounts.last")}</dt>
        <dd>{account.last_login ? moment(account.last_login) : t("accounts.never")}</dd>
        <dt>{t("factor.title")}</dt>
        <dd>
          {t(account.second_factor ? "factor.on" : "factor.off")}{" "}
          {account.second_factor && (
            <Button look="quiet" onClick={() => void step(() => ask(`${path}/factor/reset`, { method: "POST" }), t("accounts.factor.gone", { user: account.user }))}>
              {t("accounts.factor.reset")}
            </Button>
          )}
        </dd>
      </dl>
      <section aria-labelledby="account-sessions">
        <h3 id="account-sessions">{t(account.role === "exporter" ? "accounts.tokens" : "sessions.title")}</h3>
        <Loaded of={load} quiet>
          {(list) => (
            <>
              {list.items.length === 0 && <p class="muted">{t("accounts.sessions.none")}</p>}
              <ul class="plain-list">
                {list.items.map((one) => (
                  <li key={one.id}>
                    <SignedInWords one={one} />{" "}
                    <Button
                      look="quiet"
                      aria-label={`${t("sessions.end")}: ${one.label || one.id}`}
                      onClick={() => void step(() => ask(`${path}/sessions/${encodeURIComponent(one.id)}`, { method: "DELETE" }), t("sessions.ended"))}
                    >
                      {t("sessions.end")}
                    </Button>
                  </li>
                ))}
              </ul>
              {list.items.length > 1 && (
                <Button onClick={() => void step(() => ask(`${path}/sessions`, { method: "DELETE" }), t("accounts.sessions.ended"))}>{t("accounts.sessions.end")}</Button>
              )}
            </>
          )}
        </Loaded>
      </section>
      {account.role === "exporter" && <NewToken path={path} again={load.again} />}
    </Panel>
  );
}

function SignedInWords({ one }: { one: SignedIn }) {
  if (one.kind === "token")
    return (
      <>
        <strong>{one.label || one.id}</strong>: {one.reports ? one.reports.split(",").join(", ") : t("accounts.token.all")}, {t("accounts.token.ends", { at: moment(one.ends_at) })}
      </>
    );
  return <>{t("sessions.one", { at: moment(one.made_at), seen: moment(one.seen_at), address: one.address || "–" })}</>;
}

/// A further token of a machine; shown once.
function NewToken({ path, again }: { path: string; again: () => void }) {
  const [form, setForm] = useState({ label: "", reports: "", days: "" });
  const [made, setMade] = useState<string | null>(null);
  const put = (part: Partial<typeof form>): void => setForm({ ...form, ...part });
  const submit = (event: Event): void => {
    event.preventDefault();
    void act(async () => {
      const reports = form.reports.split(/[\s,;]+/).filter(Boolean).join(",");
      setMade((await ask<{ token: string }>(`${path}/tokens`, { method: "POST", json: { ...form, label: form.label.trim(), reports } })).token);
      setForm({ label: "", reports: "", days: "" });
      again();
    });
  };
  return (
    <form class="form" onSubmit={submit} aria-label={t("accounts.token.new")}>
      <h3>{t("accounts.token.new")}</h3>
      {made && <ShownOnce title={t("accounts.token.once")} secret={made} />}
      <Field label={t("accounts.token.label")} hint={t("accounts.token.label.hint")}>
        {(attributes) => <input {...attributes} required maxLength={80} value={form.label} onInput={(event) => put({ label: event.currentTarget.value })} />}
      </Field>
      <Field label={t("accounts.token.reports")} hint={t("accounts.token.reports.hint")}>
        {(attributes) => <input {...attributes} maxLength={400} value={form.reports} onInput={(event) => put({ reports: event.currentTarget.value })} />}
      </Field>
      <Field label={t("accounts.token.days")} hint={t("accounts.token.days.hint")}>
        {(attributes) => <input {...attributes} inputMode="numeric" pattern="[0-9]{0,4}" maxLength={4} value={form.days} onInput={(event) => put({ days: event.currentTarget.value })} />}
      </Field>
      <div class="buttons">
        <Button type="submit" look="main" disabled={!form.label.trim()}>
          {t("accounts.token.make")}
        </Button>
      </div>
    </form>
  );
}
