import { ask } from "../lib/api";
import { areas, hasDistricts } from "../lib/catalogues";
import { bareName, byAlphabet, date } from "../lib/format";
import { useLoad } from "../lib/load";
import { change, useRoute } from "../lib/route";
import { t } from "../lib/texts";
import { DayField, Empty, Loaded, Select, Synthetic } from "../parts/basics";
import { Page } from "../parts/page";
import { ByArea, Investors } from "./programmes/by_area";
import { Contradictions } from "./programmes/contradictions";
import { Criteria } from "./programmes/criteria";
import { Apart, Totals } from "./programmes/money";
import { bare, newestMoney } from "./programmes/newest";
import type { Sheet } from "./programmes/types";

const home = "51";

/// Money of the programmes against plan and pace, what it is made of, and the criteria of communes.
export function Programmes() {
  const { query } = useRoute();
  const newest = useLoad("newest money", newestMoney);
  const day = query.get("day") ?? newest.data ?? "";
  const area = query.get("area") ?? home;
  const load = useLoad(day ? `programmes ${day} ${area}` : null, (signal) => ask<Sheet>("/programmes", { query: { area, round: day }, signal }));
  const units = useLoad(day ? `programme units ${day}` : null, async () =>
    (await areas(hasDistricts(day) ? "district" : "commune", home, day)).slice().sort((a, b) => byAlphabet(bareName(a.full_name), bareName(b.full_name))),
  );
  const sheet = load.data;
  return (
    <Page
      name="programmes"
      title={t("nav.programmes")}
      mark={sheet && (sheet.total.synthetic || sheet.programmes.some((each) => each.synthetic)) ? <Synthetic /> : null}
      subtitle={sheet ? t("programmes.subtitle", { area: sheet.area.name, date: date(day), year: sheet.plan_year }) : undefined}
    >
      <div class="control-row">
        <DayField wide label={t("control.day")} hint={t("programmes.day.hint")} value={day} onChange={(next) => change({ day: next, area: null })} />
        <Select
          wide
          label={t("control.within")}
          value={area}
          choices={[{ value: home, words: t("scope.51") }, ...(units.data ?? []).map((each) => ({ value: each.code, words: each.full_name }))]}
          onChange={(next) => change({ area: next === home ? null : next })}
        />
      </div>
      {newest.problem && <Loaded of={newest}>{() => null}</Loaded>}
      <Loaded of={load}>
        {(found) =>
          bare(found) ? (
            <Empty>{t("programmes.none", { date: date(day) })}</Empty>
          ) : (
            <>
              <Totals sheet={found} />
              <Contradictions sheet={found} />
              <ByArea sheet={found} />
              {found.programmes.length > 0 && <h2>{t("programmes.apart")}</h2>}
              <Apart sheet={found} />
              <Investors sheet={found} />
              <Criteria sheet={found} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
