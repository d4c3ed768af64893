import { ask } from "../../lib/api";
import { count, minus } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { t } from "../../lib/texts";
import type { AreaAnswer } from "../../lib/types";
import { Synthetic } from "../../parts/basics";
import { Chart } from "../../parts/chart";

/// How the number of poor households came about since the round before: who left, who came, and what does not add up.

interface Flows {
  before: number | null;
  boundary: number | null;
  start: number | null;
  to_near_poor: number | null;
  escaped: number | null;
  other_out: number | null;
  from_near_poor: number | null;
  again: number | null;
  new: number | null;
  other_in: number | null;
  end: number | null;
  residual: number | null;
}
interface Answer {
  previous: string | null;
  items: { area: { code: string }; poor: Flows | null; synthetic: boolean }[];
}

export interface Step {
  name: string;
  /// What the step adds or takes; of the first and last the whole.
  change: number;
  kind: "whole" | "in" | "out";
}

function stepsOf(flows: Flows, previous: string, round: string): Step[] {
  const step = (name: string, change: number | null, kind: Step["kind"]): Step[] => (change ? [{ name, change, kind }] : []);
  return [
    { name: t("movement.start", { round: previous }), change: flows.start ?? 0, kind: "whole" },
    ...step(t("movement.to_near_poor"), -(flows.to_near_poor ?? 0), "out"),
    ...step(t("movement.escaped"), -(flows.escaped ?? 0), "out"),
    ...step(t("movement.other_out"), -(flows.other_out ?? 0), "out"),
    ...step(t("movement.from_near_poor"), flows.from_near_poor, "in"),
    ...step(t("movement.again"), flows.again, "in"),
    ...step(t("movement.new"), flows.new, "in"),
    ...step(t("movement.other_in"), flows.other_in, "in"),
    ...step(t("movement.residual"), flows.residual, (flows.residual ?? 0) > 0 ? "in" : "out"),
    { name: t("movement.end", { round }), change: flows.end ?? 0, kind: "whole" },
  ];
}

export function Movement({ area, round, query }: { area: AreaAnswer; round: string; query: Record<string, string | null> }) {
  const load = useLoad(`movement ${area.code} ${JSON.stringify(query)}`, (signal) =>
    ask<Answer>("/movement", { query, signal }).catch(() => null),
  );
  const item = load.data?.items.find((each) => each.area.code === area.code);
  if (!item?.poor || item.poor.start == null || item.poor.end == null || !load.data?.previous) return null;
  const steps = stepsOf(item.poor, load.data.previous, round);
  return (
    <section class="card" aria-labelledby="movement">
      <h2 id="movement">
        {t("movement.title")} {item.synthetic && <Synthetic small />}
      </h2>
      <Chart label={t("movement.label")} height={260} redraw={[item, round]} draw={(charts, element) => charts.drawMovement(element, steps)} />
      <table class="unseen">
        <caption class="unseen">{t("movement.title")}</caption>
        <tbody>
          {steps.map((each) => (
            <tr key={each.name}>
              <th scope="row">{each.name}</th>
              <td>
                {each.kind === "in" ? "+" : each.kind === "out" ? minus : ""}
                {count(Math.abs(each.change))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
