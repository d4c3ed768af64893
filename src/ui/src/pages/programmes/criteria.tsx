import { count, figure } from "../../lib/format";
import { href } from "../../lib/route";
import { say, t } from "../../lib/texts";
import { Bar } from "./money";
import type { Sheet } from "./types";

/// How many communes meet each criterion, the hardest first; communes without an approved row are not counted.
export function Criteria({ sheet }: { sheet: Sheet }) {
  const { ntm } = sheet;
  if (!ntm || ntm.communes === 0) return null;
  const share = (met: number, known: number): number => (known > 0 ? (100 * met) / known : 0);
  const sorted = ntm.criteria.filter((each) => each.known > 0).sort((a, b) => share(a.met, a.known) - share(b.met, b.known) || a.number - b.number);
  const code = (number: number): string => `ntm.criteria.c${String(number).padStart(2, "0")}`;
  return (
    <section class="card criteria" aria-labelledby="criteria">
      <h2 id="criteria">{say(ntm.name)}</h2>
      <p>
        <span class="big">
          {count(ntm.recognised)} <small>/ {count(ntm.communes)}</small>
        </span>
        {t("programmes.recognised", { rate: figure(share(ntm.recognised, ntm.communes), "%"), advanced: count(ntm.advanced), model: count(ntm.model) })}
      </p>
      <ul class="criteria-list">
        {sorted.map((each) => (
          <li key={each.number}>
            <a href={href("/rankings", { indicator: code(each.number), round: sheet.date })}>{`${each.number}. ${say(each.name)}`}</a>
            <Bar value={share(each.met, each.known)} />
            <span class="numeric">
              {figure(share(each.met, each.known), "%")} % <span class="muted">({count(each.met)}/{count(each.known)})</span>
            </span>
          </li>
        ))}
      </ul>
      <p class="hint">
        {t("programmes.citations")} {ntm.citations.join("; ")} {ntm.unknown && say(ntm.unknown)}
      </p>
    </section>
  );
}
