import { useState } from "preact/hooks";
import { ask, type Query } from "../../lib/api";
import { indicators } from "../../lib/catalogues";
import { change, count, figure } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { href } from "../../lib/route";
import { judged } from "../../lib/scopes";
import { say, t, tOr } from "../../lib/texts";
import type { AreaAnswer, AreaFigure, Flag, Indicator, Ranking } from "../../lib/types";
import { Loaded } from "../../parts/basics";
import { FlagBadge } from "../../parts/flags";
import { Source } from "../../parts/source";

/// Every figure of the unit in one round with its place among the others, family by family. The places of a
/// family are asked for when it is opened.

interface Line extends AreaFigure {
  known: Indicator;
}

const familyOf = (code: string): string => (code.startsWith("poverty.deprivation.") ? "deprivation" : code.split(".")[0]!);
const order = ["poverty", "deprivation", "mpi", "ntm", "disbursement"];

export function Figures({ area, round, query, flags }: { area: AreaAnswer; round: string; query: Query | null; flags: Flag[] }) {
  const known = useLoad("indicators", indicators);
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{t("area.figures", { round })}</h2>
      <Loaded of={known}>
        {(all) => {
          const lines: Line[] = area.history
            .filter((each) => each.round === round)
            .flatMap((each) => {
              const indicator = all.find((one) => one.code === each.indicator);
              return indicator ? [{ ...each, known: indicator }] : [];
            });
          const families = [...new Set(lines.map((line) => familyOf(line.known.code)))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
          return families.map((family, index) => (
            <Family
              key={family}
              family={family}
              lines={lines.filter((line) => familyOf(line.known.code) === family)}
              area={area}
              query={query}
              flags={flags}
              first={index === 0}
            />
          ));
        }}
      </Loaded>
    </section>
  );
}

function Family({ family, lines, area, query, flags, first }: {
  family: string;
  lines: Line[];
  area: AreaAnswer;
  query: Query | null;
  flags: Flag[];
  first: boolean;
}) {
  const [seen, setSeen] = useState(first);
  const places = useLoad(query && seen ? `places ${family} ${area.code} ${JSON.stringify(query)}` : null, async (signal) => {
    const answers = await Promise.all(
      lines.map((line) => ask<Ranking>("/rankings", { query: { ...query!, indicator: line.known.code }, signal }).catch(() => null)),
    );
    return new Map(answers.filter((answer): answer is Ranking => answer !== null).map((answer) => [answer.indicator.code, answer]));
  });
  return (
    <details class="family" open={first} onToggle={(event) => event.currentTarget.open && setSeen(true)}>
      <summary>
        <h3>{tOr(`family.${family}`, t("family.other"))}</h3>
        <span class="muted unbroken">{t("area.family.count", { count: count(lines.length) })}</span>
      </summary>
      <div class="table-box plain">
        <table class="data">
          <caption class="unseen">{tOr(`family.${family}`, t("family.other"))}</caption>
          <thead>
            <tr>
              <th scope="col">{t("control.indicator")}</th>
              <th scope="col" class="numeric">{t("column.value")}</th>
              <th scope="col" class="numeric mid">{t("column.counts")}</th>
              <th scope="col" class="numeric">{t("column.rank")}</th>
              <th scope="col" class="numeric mid">{t("column.change")}</th>
              <th scope="col" class="mid">{t("column.flags")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row key={line.known.code} line={line} ranking={places.data?.get(line.known.code)} area={area} query={query} flags={flags} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Row({ line, ranking, area, query, flags }: { line: Line; ranking: Ranking | undefined; area: AreaAnswer; query: Query | null; flags: Flag[] }) {
  const { unit, better, code } = line.known;
  const row = ranking?.rows.find((each) => each.area.code === area.code);
  const own = flags.filter((flag) => flag.indicator === code);
  return (
    <tr class="row">
      <td class="wrap">
        <a href={href("/rankings", { ...(query as Record<string, string>), indicator: code, area: area.code })}>{say(line.known.name)}</a>
        {line.basis === "published" && <span class="tag">{t("basis.published.short")}</span>}
        {line.partial && <span class="tag warn">{t("coverage.short", { reported: count(line.coverage.reported), expected: count(line.coverage.expected) })}</span>}
        {line.basis === "published" && line.published && (
          <span class="source">
            <Source text={line.published.source} />
          </span>
        )}
      </td>
      <td class="numeric">
        <strong>{figure(line.value, unit)}</strong> <span class="muted">{tOr(`unit.${unit}`, unit)}</span>
      </td>
      <td class="numeric mid">
        {line.denominator == null ? <span class="muted">–</span> : `${count(line.numerator)} / ${count(line.denominator)}`}
      </td>
      <td class="numeric">{row ? `${row.rank}/${ranking!.rows.length}` : <span class="muted">–</span>}</td>
      <td class="numeric mid">
        {row?.change == null ? (
          <span class="muted" title={say(row?.change_reason)}>–</span>
        ) : (
          <span class={judged(row.change, better)}>{change(row.change, unit)}</span>
        )}
      </td>
      <td class="mid">{own.length > 0 && <FlagBadge flags={own} />}</td>
    </tr>
  );
}
