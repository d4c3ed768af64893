import { useState } from "preact/hooks";
import { amount, bareName, byAlphabet } from "../../lib/format";
import { href } from "../../lib/route";
import { say, t, tOr } from "../../lib/texts";
import { DataTable, type Column, type Sorting } from "../../parts/table";
import { Rate } from "./money";
import type { AreaMoney, Sheet } from "./types";

/// The parts of the area with their rate in all programmes and in each; slowest first. Then the investors.

export function ByArea({ sheet }: { sheet: Sheet }) {
  const [sorting, setSorting] = useState<Sorting>({ by: "all", down: false });
  if (sheet.areas.length === 0) return null;
  const pace = sheet.total.pace;
  const columns: Column<AreaMoney>[] = [
    {
      id: "area",
      head: t("column.area"),
      class: "name",
      order: (a, b) => byAlphabet(bareName(a.area.name), bareName(b.area.name)),
      cell: (line) => (
        <>
          <a href={href(`/areas/${line.area.code}`, { as_of: sheet.as_of })}>{line.area.name}</a>
          {line.own && <span class="tag">{t("programmes.own")}</span>}
        </>
      ),
    },
    {
      id: "all",
      head: t("programmes.all"),
      order: (a, b) => (a.rate ?? 0) - (b.rate ?? 0),
      last: (line) => line.rate == null,
      cell: (line) => <Rate money={line} pace={pace} />,
    },
    ...sheet.programmes.map(
      (programme): Column<AreaMoney> => ({
        id: programme.code,
        head: tOr(`programme.short.${programme.code}`, programme.code),
        title: say(programme.name),
        room: programme.in_total ? "mid" : "wide",
        order: (a, b) => (a.programmes[programme.code]?.rate ?? 0) - (b.programmes[programme.code]?.rate ?? 0),
        last: (line) => line.programmes[programme.code]?.rate == null,
        cell: (line) => <Rate money={line.programmes[programme.code]} pace={pace} />,
      }),
    ),
    {
      id: "sum",
      head: t("programmes.money"),
      numeric: true,
      room: "wide",
      order: (a, b) => (a.planned ?? 0) - (b.planned ?? 0),
      cell: (line) => (
        <>
          {amount(line.disbursed)} <span class="muted">/ {amount(line.planned)}</span>
        </>
      ),
    },
  ];
  return (
    <section aria-labelledby="by-area">
      <h2 id="by-area">{t("programmes.by-area")}</h2>
      <p class="hint">
        {t("programmes.by-area.hint")} <a href={href("/rankings", { indicator: "disbursement.rate", round: sheet.date })}>{t("programmes.see-ranking")}</a>
      </p>
      <DataTable caption={t("programmes.by-area")} columns={columns} rows={sheet.areas} rowKey={(line) => `${line.area.code} ${line.own}`} sorting={sorting} onSort={setSorting} />
    </section>
  );
}

export function Investors({ sheet }: { sheet: Sheet }) {
  if (sheet.investors.length < 2) return null;
  return (
    <section aria-labelledby="investors">
      <h2 id="investors">{t("programmes.investors")}</h2>
      <div class="table-box">
        <table class="data">
          <caption class="unseen">{t("programmes.investors")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("programmes.investor")}</th>
              <th scope="col">{t("programmes.rate")}</th>
              <th scope="col" class="numeric mid">{t("programmes.money")}</th>
            </tr>
          </thead>
          <tbody>
            {sheet.investors.map((each) => (
              <tr key={each.investor} class="row">
                <td class="wrap">
                  {each.investor || t("programmes.no-investor")} {each.slow && <span class="tag warn">{t("programmes.slow")}</span>}
                </td>
                <td>
                  <Rate money={each} pace={sheet.total.rate} />
                </td>
                <td class="numeric mid">
                  {amount(each.disbursed)} <span class="muted">/ {amount(each.planned)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
