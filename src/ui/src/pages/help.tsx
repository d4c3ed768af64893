import { session } from "../lib/session";
import { useCell } from "../lib/cell";
import { change, useRoute } from "../lib/route";
import { t, tOr } from "../lib/texts";
import { Switch } from "../parts/basics";
import { Page } from "../parts/page";
import { Prose } from "../parts/prose";

/// The first-day guide, opened at the reader's own role.
const guides = ["officer", "reviewer", "manager", "reporter", "admin"] as const;
type Guide = (typeof guides)[number];

export function Help() {
  const who = useCell(session);
  const { query } = useRoute();
  const own = guides.find((guide) => guide === who?.role) ?? "manager";
  const chosen = guides.find((guide) => guide === query.get("role")) ?? own;
  return (
    <Page name="first-day" title={t("nav.help")} subtitle={t("help.subtitle")}>
      <Switch<Guide>
        label={t("help.for")}
        value={chosen}
        choices={guides.map((guide) => ({ value: guide, words: t(`role.${guide}`) }))}
        onChange={(role) => change({ role: role === own ? null : role })}
      />
      <Prose text={tOr(`guide.${chosen}`, "")} />
      <h2>{t("help.words")}</h2>
      <Prose text={t("help.words.text")} />
    </Page>
  );
}
