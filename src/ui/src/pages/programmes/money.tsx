import { amount, date, figure } from "../../lib/format";
import { say, t, tOr } from "../../lib/texts";
import type { Money, Part, Programme, Sheet } from "./types";

/// Money against plan and pace: the whole, each programme, and what each is made of.

export function Bar({ value, pace }: { value: number; pace?: number | null }) {
  const at = (share: number): string => `${Math.max(0, Math.min(100, share))}%`;
  return (
    <span class="rate-bar" aria-hidden="true">
      <span class={`rate-fill${pace != null && value < pace ? " slow" : ""}`} style={{ width: at(value) }} />
      {pace != null && <span class="rate-pace" style={{ left: at(pace) }} />}
    </span>
  );
}

function Tile({ name, money }: { name: string; money: Money }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span class="big">
          {figure(money.rate, "%")}
          {money.rate != null && <small> %</small>}
        </span>
        {money.rate != null && <Bar value={money.rate} pace={money.pace} />}
        <span class="source">{t("programmes.sum", { paid: amount(money.disbursed), whole: amount(money.planned), date: date(money.data_as_of) })}</span>
        {money.pace != null && (
          <span class={`source ${money.pace_gap != null && money.pace_gap < 0 ? "worse" : ""}`}>{t("programmes.pace", { pace: figure(money.pace, "%") })}</span>
        )}
        {money.of_allocated != null && (
          <span class="source">{t("programmes.of-allocated", { rate: figure(money.of_allocated, "%"), allocated: amount(money.allocated) })}</span>
        )}
      </dd>
    </div>
  );
}

export function Totals({ sheet }: { sheet: Sheet }) {
  if (sheet.programmes.length === 0) return null;
  return (
    <dl class="tiles">
      <Tile name={t("programmes.all.long")} money={sheet.total} />
      {sheet.programmes.map((programme) => (
        <Tile key={programme.code} name={say(programme.name)} money={programme} />
      ))}
    </dl>
  );
}

/// Each programme taken apart by project, source, kind and age of its money.
export function Apart({ sheet }: { sheet: Sheet }) {
  return (
    <>
      {sheet.programmes.map((programme) => (
        <details key={programme.code} class="family">
          <summary>
            <h3>
              {say(programme.name)} ({programme.code})
            </h3>
            <span class="muted">
              {figure(programme.rate, "%")} % · {t("programmes.cell", { paid: amount(programme.disbursed), whole: amount(programme.planned) })}
            </span>
          </summary>
          <Parts programme={programme} />
          <p class="hint inside">
            {t("programmes.citations")} {programme.citations.join("; ")}
            {programme.unknown && ` ${say(programme.unknown)}`}
            {!programme.in_total && ` ${t("programmes.not-in-total")}`}
          </p>
        </details>
      ))}
    </>
  );
}

function Parts({ programme }: { programme: Programme }) {
  const groups: [string, Part[]][] = [
    [t("programmes.projects"), programme.projects],
    [t("programmes.budgets"), programme.budgets],
    [t("programmes.expenditures"), programme.expenditures],
    [t("programmes.ages"), programme.ages],
  ];
  return (
    <div class="table-box plain scroll">
      <table class="data">
        <caption class="unseen">{say(programme.name)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("programmes.part")}</th>
            <th scope="col" class="numeric mid">{t("programmes.planned")}</th>
            <th scope="col" class="numeric mid">{t("programmes.allocated")}</th>
            <th scope="col" class="numeric">{t("programmes.disbursed")}</th>
            <th scope="col">{t("programmes.rate")}</th>
          </tr>
        </thead>
        {groups.map(([name, parts]) => (
          <tbody key={name}>
            <tr class="row group-head">
              <th scope="rowgroup" colSpan={5}>
                {name}
              </th>
            </tr>
            {parts.map((part) => (
              <tr key={part.code ?? ""} class="row">
                <td class="wrap">{part.name ? say(part.name) : part.code ? tOr(`age.${part.code}`, part.code) : t("programmes.no-project")}</td>
                <td class="numeric mid">{amount(part.planned)}</td>
                <td class="numeric mid">{amount(part.allocated)}</td>
                <td class="numeric">{amount(part.disbursed)}</td>
                <td>
                  <Rate money={part} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/// `pace` is the one to be held against where the money has none of its own; without a plan there is a dash.
export function Rate({ money, pace }: { money: Money | undefined; pace?: number | null }) {
  if (money?.rate == null)
    return (
      <span class="rate-cell" title={t("programmes.no-plan")}>
        <span class="muted">–</span>
      </span>
    );
  return (
    <span class="rate-cell" title={t("programmes.cell", { paid: amount(money.disbursed), whole: amount(money.planned) })}>
      <strong>{figure(money.rate, "%")}</strong>
      <Bar value={money.rate} pace={pace ?? money.pace} />
    </span>
  );
}
