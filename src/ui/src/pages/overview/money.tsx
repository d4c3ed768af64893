import { ask } from "../../lib/api";
import { amount, date, figure } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { href } from "../../lib/route";
import { say, t } from "../../lib/texts";
import { Synthetic } from "../../parts/basics";
import { Bar } from "../programmes/money";
import { newestMoney } from "../programmes/newest";
import type { Money as Sum, Sheet } from "../programmes/types";

/// Money paid of the year's plan against the pace of the day, in all and by programme.
export function Money({ marked }: { marked: boolean }) {
  const load = useLoad("money", async (signal) => ask<Sheet>("/programmes", { query: { round: await newestMoney() }, signal }).catch(() => null));
  const sheet = load.data;
  if (!sheet || sheet.total.rate == null) return null;
  const { total } = sheet;
  const behind = total.pace_gap != null && total.pace_gap < 0;
  return (
    <section class="card" aria-labelledby="money">
      <h2 id="money">
        {t("overview.money", { year: sheet.plan_year })} {total.synthetic && !marked && <Synthetic small />}
      </h2>
      <p>
        <span class="big">
          {figure(total.rate, "%")} <small>%</small>
        </span>
        {total.pace != null && <span class={behind ? "worse" : "better"}>{t(behind ? "overview.money.behind" : "overview.money.ahead", { pace: figure(total.pace, "%") })}</span>}
        <span class="source">{t("overview.money.sum", { paid: amount(total.disbursed), planned: amount(total.planned), date: date(total.data_as_of) })}</span>
      </p>
      <ul class="paces">
        {sheet.programmes.filter((each) => each.in_total).map((each) => (
          <Line key={each.code} name={each.code} title={say(each.name)} money={each} />
        ))}
      </ul>
      <p>
        <a href={href("/programmes")}>{t("overview.money.see")}</a>
      </p>
    </section>
  );
}

function Line({ name, title, money }: { name: string; title: string; money: Sum }) {
  return (
    <li title={title}>
      <span>
        {name}
        <span class="unseen"> ({title})</span>
      </span>
      <Bar value={money.rate ?? 0} pace={money.pace} />
      <span class="numeric">{money.rate == null ? "–" : `${figure(money.rate, "%")} %`}</span>
    </li>
  );
}
