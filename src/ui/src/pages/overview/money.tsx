import { ask } from "../../lib/api";
import { amount, date, figure } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { href } from "../../lib/route";
import { t } from "../../lib/texts";
import type { Indicator, Ranking } from "../../lib/types";

/// Money paid of the plan, once the service counts it and somebody has reported it.
export function Money({ indicators }: { indicators: Indicator[] }) {
  const offered = indicators.some((indicator) => indicator.code === "disbursement.rate");
  const today = new Date().toISOString().slice(0, 10);
  const load = useLoad(offered ? "money" : null, (signal) =>
    ask<Ranking>("/rankings", { query: { indicator: "disbursement.rate", round: today, level: "province", within: "51", partial: true }, signal }).catch(() => null),
  );
  const row = load.data?.rows.find((each) => each.area.code === "51");
  if (!row) return null;
  return (
    <section class="card" aria-labelledby="money">
      <h2 id="money">{t("overview.money")}</h2>
      <p>
        <span class="big">
          {figure(row.value, "%")} <small>%</small>
        </span>
        <span class="source">{t("overview.money.sum", { paid: amount(row.numerator), planned: amount(row.denominator), date: date(row.data_as_of) })}</span>
      </p>
      <p>
        <a href={href("/programmes")}>{t("overview.money.see")}</a>
      </p>
    </section>
  );
}
