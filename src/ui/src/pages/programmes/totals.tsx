import { amount, date, figure } from "../../lib/format";
import { say, t } from "../../lib/texts";
import type { Sheet } from "../programmes";

/// The province's disbursement: all programmes, each of them, and by kind of money; the mark on a bar is the pace.

const order = (code: string): number =>
  code === "disbursement.rate" ? 0 : code === "disbursement.of_allocated" ? 2 : /\.(capital|recurrent)$/.test(code) ? 3 : 1;

export function Totals({ sheet }: { sheet: Sheet }) {
  const money = sheet.known.filter((each) => each.code.startsWith("disbursement.") && sheet.province.has(each.code)).sort((a, b) => order(a.code) - order(b.code));
  if (money.length === 0) return null;
  return (
    <dl class="tiles">
      {money.map((indicator) => {
        const ranking = sheet.province.get(indicator.code)!;
        const row = ranking.rows[0]!;
        const pace = [...row.flags, ...sheet.flags.filter((flag) => flag.indicator === indicator.code)].find((flag) => flag.rule === "behind-pace")?.benchmark.value;
        return (
          <div key={indicator.code}>
            <dt>{indicator.code === "disbursement.rate" ? t("programmes.all.long") : say(indicator.name).replace(/^.*: /, "")}</dt>
            <dd>
              <span class="big">
                {figure(row.value, "%")} <small>%</small>
              </span>
              <Bar value={row.value} pace={pace} />
              <span class="source">
                {t("programmes.sum", { paid: amount(row.numerator), whole: amount(row.denominator), date: date(row.data_as_of) })}
              </span>
              {pace != null && <span class="source">{t("programmes.pace", { pace: figure(pace, "%") })}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

export function Bar({ value, pace }: { value: number; pace?: number | null }) {
  const at = (share: number): string => `${Math.max(0, Math.min(100, share))}%`;
  return (
    <span class="rate-bar" aria-hidden="true">
      <span class={`rate-fill${pace != null && value < pace ? " slow" : ""}`} style={{ width: at(value) }} />
      {pace != null && <span class="rate-pace" style={{ left: at(pace) }} />}
    </span>
  );
}
