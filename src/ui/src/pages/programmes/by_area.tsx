import { useState } from "preact/hooks";
import { amount, bareName, byAlphabet, figure } from "../../lib/format";
import { href } from "../../lib/route";
import { say, t } from "../../lib/texts";
import type { RankRow } from "../../lib/types";
import { FlagBadge } from "../../parts/flags";
import { DataTable, type Column, type Sorting } from "../../parts/table";
import type { Sheet } from "../programmes";
import { Bar } from "./totals";

/// Every area with its rate in all programmes and in each; slowest first.

interface Line {
  code: string;
  name: string;
  rows: Map<string, RankRow>;
}

export function ByArea({ sheet, day }: { sheet: Sheet; day: string }) {
  const [sorting, setSorting] = useState<Sorting>({ by: "disbursement.rate", down: false });
  const shown = sheet.known.filter((each) => each.code.startsWith("disbursement.rate") && sheet.parts.has(each.code) && !/\.(capital|recurrent)$/.test(each.code));
  if (shown.length === 0) return null;
  const lines = new Map<string, Line>();
  for (const indicator of shown)
    for (const row of sheet.parts.get(indicator.code)!.rows) {
      const line = lines.get(row.area.code) ?? { code: row.area.code, name: row.area.name, rows: new Map<string, RankRow>() };
      line.rows.set(indicator.code, row);
      lines.set(row.area.code, line);
    }
  const asOf = sheet.parts.get(shown[0]!.code)!.as_of;
  const columns: Column<Line>[] = [
    {
      id: "area",
      head: t("column.area"),
      class: "name",
      order: (a, b) => byAlphabet(bareName(a.name), bareName(b.name)),
      cell: (line) => <a href={href(`/areas/${line.code}`, { as_of: asOf })}>{line.name}</a>,
    },
    ...shown.map(
      (indicator): Column<Line> => ({
        id: indicator.code,
        head: indicator.code === "disbursement.rate" ? t("programmes.all") : indicator.code.replace("disbursement.rate.", ""),
        title: say(indicator.name),
        room: indicator.code === "disbursement.rate" ? "all" : "mid",
        order: (a, b) => (a.rows.get(indicator.code)?.value ?? 0) - (b.rows.get(indicator.code)?.value ?? 0),
        last: (line) => !line.rows.has(indicator.code),
        cell: (line) => {
          const row = line.rows.get(indicator.code);
          if (!row) return <span class="muted" title={t("programmes.no-plan")}>–</span>;
          return (
            <span class="rate-cell" title={t("programmes.cell", { paid: amount(row.numerator), whole: amount(row.denominator) })}>
              <strong>{figure(row.value, "%")}</strong>
              <Bar value={row.value} pace={row.flags.find((flag) => flag.rule === "behind-pace")?.benchmark.value} />
            </span>
          );
        },
      }),
    ),
    {
      id: "sum",
      head: t("programmes.money"),
      numeric: true,
      room: "wide",
      order: (a, b) => (a.rows.get("disbursement.rate")?.denominator ?? 0) - (b.rows.get("disbursement.rate")?.denominator ?? 0),
      cell: (line) => {
        const row = line.rows.get("disbursement.rate");
        return row ? (
          <>
            {amount(row.numerator)} <span class="muted">/ {amount(row.denominator)}</span>
          </>
        ) : (
          <span class="muted">–</span>
        );
      },
    },
    { id: "flags", head: t("column.flags"), room: "mid", cell: (line) => <FlagBadge flags={line.rows.get("disbursement.rate")?.flags ?? []} /> },
  ];
  return (
    <section aria-labelledby="by-area">
      <h2 id="by-area">{t("programmes.by-area")}</h2>
      <p class="hint">
        {t("programmes.by-area.hint")} <a href={href("/rankings", { indicator: "disbursement.rate", round: day })}>{t("programmes.see-ranking")}</a>
      </p>
      <DataTable caption={t("programmes.by-area")} columns={columns} rows={[...lines.values()]} rowKey={(line) => line.code} sorting={sorting} onSort={setSorting} />
    </section>
  );
}
