import { rounds } from "../lib/catalogues";
import { date } from "../lib/format";
import { useLoad } from "../lib/load";
import { href } from "../lib/route";
import { say, t, tOr } from "../lib/texts";
import type { Round } from "../lib/types";
import { Loaded } from "../parts/basics";
import { Page } from "../parts/page";
import { DataTable, type Column } from "../parts/table";

/// The rounds of review, each with its day, its standard and its deadline.
export function RoundsPage() {
  const load = useLoad("rounds", rounds);
  const columns: Column<Round>[] = [
    { id: "code", head: t("rounds.code"), cell: (each) => <strong>{each.code}</strong> },
    { id: "name", head: t("rounds.name"), class: "name wrap", cell: (each) => say(each.name) },
    { id: "date", head: t("rounds.date"), cell: (each) => date(each.reference_date) },
    { id: "standard", head: t("rounds.standard"), room: "mid", cell: (each) => each.standard },
    { id: "deadline", head: t("rounds.deadline"), room: "mid", cell: (each) => (each.deadline ? date(each.deadline.date) : <span class="muted">–</span>) },
    { id: "previous", head: t("rounds.previous"), room: "mid", cell: (each) => each.previous ?? <span class="muted">–</span> },
    { id: "status", head: t("upload.state"), cell: (each) => <span class="state">{tOr(`round.${each.status}`, each.status)}</span> },
    {
      id: "see",
      head: t("releases.use"),
      room: "mid",
      cell: (each) => (
        <a href={href("/rankings", { round: each.code })} aria-label={`${t("nav.rankings")}: ${each.code}`}>
          {t("nav.rankings")}
        </a>
      ),
    },
  ];
  return (
    <Page name="rounds" title={t("nav.rounds")} subtitle={t("rounds.subtitle")}>
      <Loaded of={load}>{(list) => <DataTable caption={t("nav.rounds")} columns={columns} rows={list.slice().reverse()} rowKey={(each) => each.code} />}</Loaded>
    </Page>
  );
}
