import { count, date, figure } from "../../lib/format";
import { href } from "../../lib/route";
import { say, t, tOr } from "../../lib/texts";
import type { Sheet } from "../programmes";
import { Bar } from "./totals";

/// How many communes meet each criterion, the hardest first; communes without an approved row are not counted.
export function Criteria({ sheet, day }: { sheet: Sheet; day: string }) {
  const rowOf = (code: string) => sheet.province.get(code)?.rows[0];
  const recognised = rowOf("ntm.recognised_rate");
  const mean = rowOf("ntm.mean_criteria");
  const criteria = sheet.known
    .filter((each) => each.code.startsWith("ntm.criteria.") && rowOf(each.code))
    .sort((a, b) => rowOf(a.code)!.value - rowOf(b.code)!.value);
  if (!recognised && !mean && criteria.length === 0) return null;
  return (
    <section class="card criteria" aria-labelledby="criteria">
      <h2 id="criteria">{t("programmes.criteria")}</h2>
      {recognised && (
        <p>
          <span class="big">
            {figure(recognised.value, "%")} <small>%</small>
          </span>
          {t("programmes.recognised", { met: count(recognised.numerator), all: count(recognised.denominator), date: date(recognised.data_as_of) })}
        </p>
      )}
      {mean && <p class="hint">{t("programmes.mean", { mean: figure(mean.value, "criteria") })}</p>}
      <ul class="criteria-list">
        {criteria.map((each) => {
          const row = rowOf(each.code)!;
          return (
            <li key={each.code}>
              <a href={href("/rankings", { indicator: each.code, round: day })}>{`${Number(each.code.slice(-2))}. ${say(each.name).replace(/^.*: /, "")}`}</a>
              <Bar value={row.value} />
              <span class="numeric">
                {figure(row.value, "%")} {tOr("unit.%", "%")} <span class="muted">({count(row.numerator)}/{count(row.denominator)})</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
