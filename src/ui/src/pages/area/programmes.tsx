import { ask, Problem } from "../../lib/api";
import { count, date, figure } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { href } from "../../lib/route";
import { say, t } from "../../lib/texts";
import type { AreaAnswer } from "../../lib/types";
import { Loaded } from "../../parts/basics";
import { Icon } from "../../parts/icons";
import { Contradictions } from "../programmes/contradictions";
import { Criteria } from "../programmes/criteria";
import { Apart, Totals } from "../programmes/money";
import { bare } from "../programmes/newest";
import type { Sheet } from "../programmes/types";

/// What the programmes do in this unit: money against plan and pace, and the criteria it meets. `day` is the round's
/// own, or today while that is still to come.
export function AreaProgrammes({ area, day }: { area: AreaAnswer; day: string }) {
  const load = useLoad(`programmes ${area.code} ${day} ${area.as_of}`, (signal) =>
    ask<Sheet>("/programmes", { query: { area: area.code, round: day, as_of: area.as_of }, signal }).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 422) return null;
      throw error;
    }),
  );
  return (
    <section aria-labelledby="programmes-of">
      <h2 id="programmes-of">{t("area.programmes", { date: date(day) })}</h2>
      <Loaded of={load} quiet>
        {(sheet) =>
          !sheet || bare(sheet) ? (
            <p class="muted">{t("area.programmes.none", { date: date(day) })}</p>
          ) : (
            <>
              <Totals sheet={sheet} />
              <Contradictions sheet={sheet} />
              <Apart sheet={sheet} />
              {area.level === "commune" ? <Met sheet={sheet} /> : <Criteria sheet={sheet} />}
              <p>
                <a href={href("/programmes", { area: area.code, day })}>{t("area.programmes.see")}</a>
              </p>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

/// The criteria of one commune: those it still lacks first, since they are what is left to do.
function Met({ sheet }: { sheet: Sheet }) {
  const { ntm } = sheet;
  if (!ntm || ntm.communes === 0) return null;
  const known = ntm.criteria.filter((each) => each.known > 0);
  const met = known.filter((each) => each.met > 0);
  const line = (each: (typeof known)[number]) => (
    <li key={each.number} class={each.met > 0 ? "met" : "unmet"}>
      <Icon name={each.met > 0 ? "check" : "close"} />
      <span>
        {`${each.number}. ${say(each.name)}`}
        <span class="unseen"> {t(each.met > 0 ? "criteria.met" : "criteria.unmet")}</span>
      </span>
    </li>
  );
  return (
    <section class="card" aria-labelledby="criteria">
      <h2 id="criteria">{say(ntm.name)}</h2>
      <p>
        <span class="big">
          {count(met.length)} <small>/ {count(known.length)}</small>
        </span>
        {t("criteria.of", { share: figure(known.length > 0 ? (100 * met.length) / known.length : null, "%") })}
        {ntm.recognised > 0 && <span class="tag">{t(ntm.model > 0 ? "criteria.model" : ntm.advanced > 0 ? "criteria.advanced" : "criteria.recognised")}</span>}
      </p>
      <ul class="met-list">
        {known.filter((each) => each.met === 0).map(line)}
        {met.map(line)}
      </ul>
      <p class="hint">
        {t("programmes.citations")} {ntm.citations.join("; ")} {ntm.unknown && say(ntm.unknown)}
      </p>
    </section>
  );
}
