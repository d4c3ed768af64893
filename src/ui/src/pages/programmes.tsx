import { ask } from "../lib/api";
import { areas, hasDistricts } from "../lib/catalogues";
import { bareName, byAlphabet, count, date } from "../lib/format";
import { useLoad } from "../lib/load";
import { change, href, useRoute } from "../lib/route";
import { say, t } from "../lib/texts";
import { DayField, Empty, Loaded, Note, Select, Synthetic } from "../parts/basics";
import { Page } from "../parts/page";
import { ByArea, Investors } from "./programmes/by_area";
import { Criteria } from "./programmes/criteria";
import { Apart, Totals } from "./programmes/money";
import type { Sheet } from "./programmes/types";

const home = "51";
const today = (): string => new Date().toISOString().slice(0, 10);

/// Money of the programmes against plan and pace, what it is made of, and the criteria of communes.
export function Programmes() {
  const { query } = useRoute();
  const day = query.get("day") ?? today();
  const area = query.get("area") ?? home;
  const load = useLoad(`programmes ${day} ${area}`, (signal) => ask<Sheet>("/programmes", { query: { area, round: day }, signal }));
  const units = useLoad(`programme units ${day}`, async () =>
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
      <Loaded of={load}>
        {(found) =>
          found.programmes.length === 0 && !found.ntm?.communes ? (
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

/// Pairs of figures that do not go together: something to look at, not an error.
const most = 5;

function Contradictions({ sheet }: { sheet: Sheet }) {
  // The sentence names the area; its name becomes the link.
  const line = (each: Sheet["contradictions"][number], index: number) => {
    const words = say(each.reason);
    const { code, name } = each.area;
    const at = words.indexOf(name);
    return (
      <li key={index}>
        {at < 0 ? words : words.slice(0, at)}
        <a href={href(`/areas/${code}`, { as_of: sheet.as_of })}>{name}</a>
        {at < 0 ? "" : words.slice(at + name.length)}
      </li>
    );
  };
  if (sheet.contradictions.length === 0) return null;
  return (
    <Note tone="warn">
      <strong>{t("programmes.contradictions")}</strong>
      <ul class="contradictions">{sheet.contradictions.slice(0, most).map(line)}</ul>
      {sheet.contradictions.length > most && (
        <details>
          <summary>{t("findings.more", { count: count(sheet.contradictions.length - most) })}</summary>
          <ul class="contradictions">{sheet.contradictions.slice(most).map(line)}</ul>
        </details>
      )}
    </Note>
  );
}
