import { date } from "../../lib/format";
import { href } from "../../lib/route";
import { t } from "../../lib/texts";
import type { AreaAnswer, AreaChange } from "../../lib/types";

/// What the unit came from and what became of it; each unit leads to its own page on a day it was there.

const lastDay = (effective: string): string => {
  const day = new Date(`${effective}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
};

export function Lineage({ area }: { area: AreaAnswer }) {
  const { versions, before, after } = area.lineage;
  const others = versions.filter((each) => each.valid_from !== area.valid_from);
  if (before.length + after.length + others.length === 0) return null;
  return (
    <section class="card lineage" aria-labelledby="lineage">
      <h2 id="lineage">{t("area.lineage")}</h2>
      {before.length > 0 && <Steps title={t("area.lineage.before")} changes={before} side="from" />}
      {after.length > 0 && <Steps title={t("area.lineage.after")} changes={after} side="to" />}
      {others.length > 0 && (
        <>
          <h3>{t("area.lineage.code", { code: area.code })}</h3>
          <ul>
            {others.map((each) => (
              <li key={each.valid_from}>
                <a href={href(`/areas/${each.code}`, { as_of: each.valid_to ?? each.valid_from })}>{each.full_name}</a>{" "}
                <span class="muted">
                  {each.valid_to ? t("area.valid", { from: date(each.valid_from), to: date(each.valid_to) }) : t("area.valid.now", { from: date(each.valid_from) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Steps({ title, changes, side }: { title: string; changes: AreaChange[]; side: "from" | "to" }) {
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {changes.map((each) => {
          const unit = each[side];
          return (
            <li key={unit.code + each.effective}>
              <a href={href(`/areas/${unit.code}`, { as_of: side === "from" ? lastDay(each.effective) : each.effective })}>{unit.name}</a>{" "}
              <span class="muted">
                {unit.code} · {t(each.whole ? "area.lineage.whole" : "area.lineage.part")} · {date(each.effective)}
                {each.instrument && ` · ${each.instrument}`}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
