import { ask } from "../lib/api";
import { indicators } from "../lib/catalogues";
import { date } from "../lib/format";
import { useLoad } from "../lib/load";
import { change, useRoute } from "../lib/route";
import { t } from "../lib/texts";
import type { Flag, Indicator, Ranking } from "../lib/types";
import { DayField, Empty, Loaded, Synthetic } from "../parts/basics";
import { Page } from "../parts/page";
import { ByArea } from "./programmes/by_area";
import { Criteria } from "./programmes/criteria";
import { Totals } from "./programmes/totals";

export interface Sheet {
  known: Indicator[];
  /// The province's own figures by indicator, and its parts ranked by each.
  province: Map<string, Ranking>;
  parts: Map<string, Ranking>;
  flags: Flag[];
}

const home = "51";
const today = (): string => new Date().toISOString().slice(0, 10);

async function sheetOf(day: string, signal: AbortSignal): Promise<Sheet> {
  const known = (await indicators()).filter((each) => /^(disbursement|ntm)\./.test(each.code));
  const asked = (indicator: string, query: Record<string, string | boolean>): Promise<Ranking | null> =>
    ask<Ranking>("/rankings", { query: { indicator, round: day, partial: true, ...query }, signal }).catch(() => null);
  const found = (answers: (Ranking | null)[]): Map<string, Ranking> =>
    new Map(answers.filter((answer): answer is Ranking => answer !== null && answer.rows.length > 0).map((answer) => [answer.indicator.code, answer]));
  const province = found(await Promise.all(known.map((each) => asked(each.code, { level: "province", within: home }))));
  const money = known.filter((each) => each.code.startsWith("disbursement.") && province.has(each.code));
  const parts = found(await Promise.all(money.map((each) => asked(each.code, { within: home }))));
  const flags = parts.size > 0 ? await ask<{ items: Flag[] }>("/flags", { query: { round: day, within: home }, signal }).then((list) => list.items, () => []) : [];
  return { known, province, parts, flags };
}

/// Money of the programmes against plan and pace, by programme and by area, and the criteria of communes.
export function Programmes() {
  const { query } = useRoute();
  const day = query.get("day") ?? today();
  const load = useLoad(`programmes ${day}`, (signal) => sheetOf(day, signal));
  const sheet = load.data;
  return (
    <Page
      name="programmes"
      title={t("nav.programmes")}
      mark={sheet && [...sheet.province.values()].some((ranking) => ranking.synthetic ?? ranking.rows.some((row) => row.synthetic)) ? <Synthetic /> : null}
      subtitle={t("programmes.subtitle", { date: date(day) })}
    >
      <div class="control-row">
        <DayField wide label={t("control.day")} hint={t("programmes.day.hint")} value={day} onChange={(next) => change({ day: next })} />
      </div>
      <Loaded of={load}>
        {(found) =>
          found.province.size === 0 ? (
            <Empty>{t("programmes.none", { date: date(day) })}</Empty>
          ) : (
            <>
              <Totals sheet={found} />
              <ByArea sheet={found} day={day} />
              <Criteria sheet={found} day={day} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
