import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { ask, Problem } from "../../lib/api";
import { count, decimal, probability } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { say, t, type Bilingual } from "../../lib/texts";
import { Button, Panel } from "../../parts/basics";
import { Chart } from "../../parts/chart";
import { Icon } from "../../parts/icons";
import type { AuditAnswer, AuditBar, AuditFinding, AuditMark, AuditSeverity, ConcernedHousehold } from "./types";

/// The evidence of one commune: each piece with its sentence, how surprising it is, its picture and whom to see again.

export const severities: AuditSeverity[] = ["serious", "notice", "none", "unknown"];
export const weights: Record<AuditSeverity, number> = { unknown: 0, none: 1, notice: 2, serious: 3 };

export function Mark({ of, small }: { of: { severity: AuditSeverity; label: Bilingual }; small?: boolean }) {
  const words = say(of.label);
  return (
    <span class={`audit-mark ${of.severity}${small ? " small" : ""}`} title={small ? words : undefined}>
      <Icon name={weights[of.severity] > 1 ? "warning" : of.severity === "none" ? "check" : "help"} />
      <span class={small ? "unseen" : undefined}>{words}</span>
    </span>
  );
}

export function Evidence({ answer, mark, onClose }: { answer: AuditAnswer; mark: AuditMark; onClose: () => void }) {
  const findings = answer.findings.filter((each) => each.area.code === mark.area.code);
  return (
    <Panel title={mark.area.name} onClose={onClose}>
      <p>
        <Mark of={mark} />
      </p>
      <dl class="facts">
        <dt>{t("audit.households")}</dt>
        <dd>{count(mark.households)}</dd>
        {mark.parts.map((part) => (
          <Fragment key={part.family}>
            <dt>{say(part.name)}</dt>
            <dd>
              <Mark of={part} />
              {part.looked > 0 && <div class="hint">{t("audit.looked", { looked: count(part.looked), found: count(part.found) })}</div>}
            </dd>
          </Fragment>
        ))}
      </dl>
      {findings.length === 0 && <p class="muted">{t("audit.nothing")}</p>}
      {findings.map((finding) => (
        <Piece key={finding.id} finding={finding} round={answer.round} basis={answer.checks.find((each) => each.code === finding.check)?.basis} />
      ))}
      <p class="hint">{say(answer.note)}</p>
    </Panel>
  );
}

function Piece({ finding, round, basis }: { finding: AuditFinding; round: string; basis?: string }) {
  return (
    <section class="evidence">
      <h3>
        {say(finding.name)} <Mark of={finding} />
      </h3>
      {finding.enumerator > 0 && <p class="muted">{t("audit.enumerator", { number: finding.enumerator })}</p>}
      <p>{say(finding.sentence)}</p>
      {finding.q !== null && <p class="hint">{t("audit.q", { q: probability(finding.q) })}</p>}
      {finding.histogram.length > 0 && <Histogram bars={finding.histogram} name={say(finding.name)} />}
      {finding.households > 0 && <Revisit finding={finding} round={round} />}
      {basis && <p class="hint">{t("audit.basis", { basis })}</p>}
    </section>
  );
}

/// What was seen as bars, what would be expected as a line; the bars that the sentence speaks of stand out.
function Histogram({ bars, name }: { bars: AuditBar[]; name: string }) {
  return (
    <>
      <Chart label={t("audit.histogram", { name })} height={190} redraw={[bars]} draw={(charts, element) => charts.drawHistogram(element, bars)} />
      <details>
        <summary>{t("audit.numbers")}</summary>
        <table class="data small">
          <caption class="unseen">{t("audit.histogram", { name })}</caption>
          <thead>
            <tr>
              <th scope="col">{t("audit.value")}</th>
              <th scope="col" class="numeric">{t("audit.seen")}</th>
              <th scope="col" class="numeric">{t("audit.expected")}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.label} class={`row${bar.window ? " selected" : ""}`}>
                <td>{bar.label}</td>
                <td class="numeric">{count(bar.seen)}</td>
                <td class="numeric">{decimal(bar.expected)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

/// The households to see again, asked for only when somebody wants them: their reading is logged, and whoever does
/// not work in that area is told so in words.
function Revisit({ finding, round }: { finding: AuditFinding; round: string }) {
  const [wanted, setWanted] = useState(false);
  const load = useLoad(wanted ? `finding ${finding.id} ${round}` : null, (signal) =>
    ask<{ items: ConcernedHousehold[] }>(`/audit/findings/${encodeURIComponent(finding.id)}`, { query: { round }, signal }).catch((error: unknown) => {
      if (error instanceof Problem && (error.status === 403 || error.status === 404)) return null;
      throw error;
    }),
  );
  if (!wanted)
    return (
      <Button icon="search" onClick={() => setWanted(true)}>
        {t("audit.revisit", { count: count(finding.households) })}
      </Button>
    );
  if (load.busy) return <p class="waiting" role="status">{t("loading")}</p>;
  if (load.problem) return <p role="alert">{load.problem.message}</p>;
  if (!load.data) return <p class="muted">{t("audit.revisit.scope")}</p>;
  return (
    <ul class="revisit">
      {load.data.items.map((one) => (
        <li key={`${one.upload} ${one.row}`}>
          {one.head_name && <strong>{one.head_name}, </strong>}
          {[one.village, one.household_code].filter(Boolean).join(", ")} <span class="muted">({t("audit.row", { upload: one.upload, row: one.row })})</span>
        </li>
      ))}
    </ul>
  );
}
