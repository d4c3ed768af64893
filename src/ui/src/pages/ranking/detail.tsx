import { Fragment } from "preact";
import { change, count, date, decimal, figure } from "../../lib/format";
import { href } from "../../lib/route";
import { arithmetic, scopeName, scopes } from "../../lib/scopes";
import { say, t, tOr } from "../../lib/texts";
import type { ChanceNote, Comparison, Credibility, Ranking, RankRow } from "../../lib/types";
import { Panel, Synthetic } from "../../parts/basics";
import { FlagReasons, Severity, worst } from "../../parts/flags";
import { Mark } from "../audit/evidence";
import { Change } from "./bars";
import { set } from "./query";

/// Everything that is known of one line, with its sums written out.

function Against({ code, benchmark, row, ranking }: { code: string; benchmark: Comparison; row: RankRow; ranking: Ranking }) {
  const { unit, better } = ranking.indicator;
  const gap = row.gap?.[code];
  const fewest = row.to_benchmark?.[code];
  if (gap == null || benchmark.value == null) return <span class="muted">{say(benchmark.reason) || t("detail.no-gap")}</span>;
  return (
    <>
      {figure(row.value, unit)} − {figure(benchmark.value, unit)} = {change(gap, unit)} {t("unit.points")}
      {fewest != null && fewest > 0 && better === "lower" && <div class="hint">{t("detail.to_benchmark", { count: count(fewest) })}</div>}
    </>
  );
}

function Moved({ ranking, row }: { ranking: Ranking; row: RankRow }) {
  const { unit } = ranking.indicator;
  if (row.change == null) return <>{say(row.change_reason)}</>;
  return (
    <>
      <Change row={row} ranking={ranking} />
      {row.previous?.value != null && (
        <div class="hint">
          {t("detail.change", { before: figure(row.previous.value, unit), round: row.previous.round, now: figure(row.value, unit), rank: row.previous.rank })}
        </div>
      )}
      {row.change_rank != null && <div class="hint">{t("detail.change_rank", { rank: row.change_rank })}</div>}
    </>
  );
}

/// Over all rounds of the standard: the yearly pace, and the years to the country's average by two models.
function Chance({ note }: { note: ChanceNote }) {
  const years = [note.catching_up.linear, note.catching_up.constant_rate].filter((each): each is number => each != null).sort((a, b) => a - b);
  return (
    <>
      {note.standing && (
        <>
          <dt>{t("chance.standing")}</dt>
          <dd>
            {t(`chance.${note.standing}`)}
            {note.limits && <div class="hint">{t("chance.limits", { low: figure(note.limits[0], "%"), high: figure(note.limits[1], "%") })}</div>}
          </dd>
        </>
      )}
      {note.change?.points_a_year != null && (
        <>
          <dt>{t("chance.pace")}</dt>
          <dd>
            {t("chance.pace.value", { points: change(note.change.points_a_year, "%"), share: note.change.per_cent_a_year == null ? "–" : change(note.change.per_cent_a_year, "%") })}
          </dd>
        </>
      )}
      {(years.length > 0 || note.catching_up.refused) && (
        <>
          <dt>{t("chance.catching-up")}</dt>
          <dd>{years.length > 0 ? t("chance.years", { low: decimal(years[0]), high: decimal(years[years.length - 1]) }) : say(note.catching_up.refused)}</dd>
        </>
      )}
    </>
  );
}

/// What the audit says of the lists behind the figure; the figure itself stays as it was decided.
function Lists({ of, row, ranking }: { of: Credibility; row: RankRow; ranking: Ranking }) {
  return (
    <>
      <dt>{t("detail.credibility")}</dt>
      <dd>
        {"severity" in of ? <Mark of={of} /> : t("detail.credibility.within", { ...of })}
        {(
          <div>
            <a href={href("/audit", { round: ranking.round, ...("severity" in of ? { area: row.area.code } : { within: row.area.code }) })}>{t("detail.credibility.see")}</a>
          </div>
        )}
      </dd>
    </>
  );
}

export function Detail({ ranking, row, names }: { ranking: Ranking; row: RankRow; names: Map<string, string> }) {
  const { unit } = ranking.indicator;
  const most = worst(row.flags);
  const units = tOr(`unit.${unit}`, unit);
  const sum = arithmetic(row, unit);
  return (
    <Panel title={row.area.name} onClose={() => set({ area: null })}>
      {row.synthetic && <Synthetic />}
      <p class="lead">
        {say(ranking.indicator.name)}: <strong>{figure(row.value, unit)} {units}</strong>
      </p>
      <dl class="facts">
        <dt>{t("column.rank")}</dt>
        <dd>
          {t("detail.rank", { rank: row.rank, all: count(ranking.rows.length) })}
          {row.chance?.ranks && row.chance.ranks[0] !== row.chance.ranks[1] && <div class="hint">{t("detail.ranks", { low: row.chance.ranks[0], high: row.chance.ranks[1] })}</div>}
        </dd>
        {sum && (
          <>
            <dt>{t("detail.sum")}</dt>
            <dd>{sum}</dd>
          </>
        )}
        {row.interval && (
          <>
            <dt>{t("detail.interval")}</dt>
            <dd>
              {figure(row.interval[0], unit)} – {figure(row.interval[1], unit)} {units}
              <div class="hint">{t("detail.interval.hint")}</div>
            </dd>
          </>
        )}
        <dt>{t("column.change")}</dt>
        <dd>
          <Moved ranking={ranking} row={row} />
        </dd>
        {row.chance && <Chance note={row.chance} />}
        {row.gap &&
          scopes(ranking).map(([code, benchmark]) => (
            <Fragment key={code}>
              <dt>{t("detail.against", { scope: scopeName(code, names) })}</dt>
              <dd>
                <Against code={code} benchmark={benchmark} row={row} ranking={ranking} />
              </dd>
            </Fragment>
          ))}
        <dt>{t("detail.coverage")}</dt>
        <dd>{t("detail.coverage.value", { reported: count(row.coverage.reported), expected: count(row.coverage.expected) })}</dd>
        {row.credibility && <Lists of={row.credibility} row={row} ranking={ranking} />}
        <dt>{t("detail.basis")}</dt>
        <dd>
          {t(`basis.${row.basis}`)}
          {row.data_as_of && `, ${date(row.data_as_of)}`}
          {row.published && (
            <div class="hint">
              {t("detail.published", { value: figure(row.published.value, unit), period: row.published.period, source: row.published.source })}
            </div>
          )}
        </dd>
      </dl>
      {most ? (
        <section>
          <h3>
            {t("column.flags")} <Severity of={most.severity} />
          </h3>
          <FlagReasons flags={row.flags} />
        </section>
      ) : (
        <p class="muted">{t("detail.no-flags")}</p>
      )}
      <p>
        <a class="button plain" href={href(`/areas/${row.area.code}`, { as_of: ranking.as_of })}>
          {t("detail.area")}
        </a>
      </p>
    </Panel>
  );
}
