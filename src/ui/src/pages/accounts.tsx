import { useState } from "preact/hooks";
import { ask, type Listed } from "../lib/api";
import { areaNames } from "../lib/catalogues";
import { byAlphabet, byCode, folded, moment } from "../lib/format";
import { useLoad } from "../lib/load";
import { act, tell } from "../lib/notices";
import { change, useRoute } from "../lib/route";
import { session } from "../lib/session";
import { t, tOr } from "../lib/texts";
import { Button, Loaded } from "../parts/basics";
import { Page } from "../parts/page";
import { ShownOnce } from "../parts/shown_once";
import { DataTable, sortingOf, sortingText, type Column } from "../parts/table";
import { AccountPanel } from "./admin/account_panel";
import { AddAccount } from "./admin/add_account";
import { kindName } from "./uploads/kinds";

export interface Account {
  user: string;
  role: string;
  areas: string[];
  kinds: string[];
  disabled: boolean;
  must_change_password: boolean;
  lapsed: boolean;
  second_factor: boolean;
  last_login: string | null;
}
export interface FirstPassword {
  user: string;
  password: string;
}

/// Accounts: by role and area. A password is shown once and kept nowhere.
export function Accounts() {
  const { query } = useRoute();
  const load = useLoad("accounts", async (signal) => ({
    items: (await ask<Listed<Account>>("/users", { signal })).items,
    names: new Map([...(await areaNames("2024")), ...(await areaNames(""))]),
  }));
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<FirstPassword | null>(null);
  const wanted = folded((query.get("q") ?? "").trim());
  const step = (account: Account, verb: string, words: string, undo?: string): Promise<boolean> =>
    act(async () => {
      await ask(`/users/${encodeURIComponent(account.user)}/${verb}`, { method: "POST" });
      tell(words, undo ? () => void step(account, undo, t("accounts.enabled", { user: account.user })) : undefined);
      load.again();
    });
  const reset = (account: Account): Promise<boolean> =>
    act(async () => {
      setMade(await ask<FirstPassword>(`/users/${encodeURIComponent(account.user)}/password`, { method: "POST" }));
      load.again();
    });
  const opened = load.data?.items.find((each) => each.user === query.get("user"));
  const columns: Column<Account>[] = [
    {
      id: "user",
      head: t("login.user"),
      class: "name",
      order: (a, b) => byAlphabet(a.user, b.user),
      cell: (each) => (
        <>
          <button type="button" class="open-row" aria-haspopup="dialog" onClick={() => change({ user: each.user })}>
            {each.user}
          </button>{" "}
          <span class="phone-only muted">{tOr(`role.${each.role}`, each.role)}</span>
          {each.disabled && <span class="state rejected">{t("accounts.disabled")}</span>}
          {each.must_change_password && <span class="tag">{t("accounts.must-change")}</span>}
        </>
      ),
    },
    { id: "role", head: t("accounts.role"), room: "mid", order: (a, b) => byAlphabet(a.role, b.role), cell: (each) => tOr(`role.${each.role}`, each.role) },
    { id: "areas", head: t("accounts.areas"), class: "wrap", room: "mid", cell: (each) => each.areas.map((code) => load.data?.names.get(code) ?? code).join(", ") || <span class="muted">{t("accounts.no-areas")}</span> },
    { id: "kinds", head: t("accounts.kinds"), class: "wrap", room: "wide", cell: (each) => each.kinds.map(kindName).join(", ") || <span class="muted">{t("accounts.all-kinds")}</span> },
    {
      id: "last",
      head: t("accounts.last"),
      room: "wide",
      order: (a, b) => byCode(a.last_login ?? "", b.last_login ?? ""),
      last: (each) => !each.last_login,
      cell: (each) => (each.last_login ? moment(each.last_login) : <span class="muted">{t("accounts.never")}</span>),
    },
    {
      id: "do",
      head: t("accounts.do"),
      class: "wrap",
      cell: (each) => (
        <span class="buttons">
          <Button look="quiet" aria-label={`${t("accounts.reset")}: ${each.user}`} onClick={() => void reset(each)}>
            {t("accounts.reset")}
          </Button>
          {!each.disabled && each.user !== session.get()?.user && (
            <Button
              look="quiet"
              aria-label={`${t("accounts.disable")}: ${each.user}`}
              onClick={() => void step(each, "disable", t("accounts.now-disabled", { user: each.user }), "enable")}
            >
              {t("accounts.disable")}
            </Button>
          )}
          {each.disabled && (
            <Button look="quiet" aria-label={`${t("accounts.enable")}: ${each.user}`} onClick={() => void step(each, "enable", t("accounts.enabled", { user: each.user }))}>
              {t("accounts.enable")}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <Page
      name="accounts"
      title={t("nav.accounts")}
      subtitle={t("accounts.subtitle")}
      actions={!adding && <Button look="main" icon="account" onClick={() => setAdding(true)}>{t("accounts.add")}</Button>}
    >
      {made && (
        <ShownOnce title={t("accounts.password", { user: made.user })} secret={made.password}>
          <p>{t("accounts.password.once")}</p>
          <p>
            <Button onClick={() => setMade(null)}>{t("accounts.password.noted")}</Button>
          </p>
        </ShownOnce>
      )}
      {adding && (
        <AddAccount
          onCancel={() => setAdding(false)}
          onMade={(account) => {
            setMade(account);
            setAdding(false);
            load.again();
          }}
        />
      )}
      <div class="table-tools">
        <label class="search">
          <span class="unseen">{t("search")}</span>
          <input type="search" value={query.get("q") ?? ""} placeholder={t("search")} onInput={(event) => change({ q: event.currentTarget.value }, "replace")} />
        </label>
      </div>
      <Loaded of={load}>
        {(found) => (
          <>
            <DataTable
              caption={t("nav.accounts")}
              columns={columns}
              rows={found.items.filter((each) => !wanted || folded(`${each.user} ${tOr(`role.${each.role}`, each.role)} ${each.areas.map((code) => found.names.get(code) ?? code).join(" ")}`).includes(wanted))}
              rowKey={(each) => each.user}
              sorting={sortingOf(query.get("sort"))}
              onSort={(sorting) => change({ sort: sortingText(sorting) })}
            />
            {opened && <AccountPanel account={opened} names={found.names} again={load.again} onClose={() => change({ user: null })} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
