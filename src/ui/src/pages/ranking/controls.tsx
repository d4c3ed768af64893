import { useState } from "preact/hooks";
import { areas, districtsEnd, hasDistricts } from "../../lib/catalogues";
import { bareName, byAlphabet } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { say, t, tOr, type Key } from "../../lib/texts";
import { levels, type Indicator, type Ranking, type Round } from "../../lib/types";
import { Button, Check, DayField, Field, Select, type Choice } from "../../parts/basics";
import { set, type RankingQuery } from "./query";

/// The controls above a ranking: what is ranked, when, and where. The rarer ones are behind a button and open
/// by themselves when the address sets one of them.

/// Figures with a date of their own: money and criteria. Their period is a day.
const dated = (code: string): boolean => /^(disbursement|ntm)\./.test(code);
const familyOf = (code: string): string => tOr(`family.${code.split(".")[0]}`, t("family.other"));
const regions = ["TDMNPB", "DBSH", "BTBDHMT", "TN", "DNB", "DBSCL"];
const groups: Key[] = ["group.mountain", "group.poor-district", "group.delta", "group.coastal"];

const idle = (): Promise<unknown> => new Promise((done) => ("requestIdleCallback" in window ? requestIdleCallback(done) : setTimeout(done, 200)));

/// The units a ranking can lie within, below the country and the regions; once the figures stand, which are what was asked.
async function unitsAbove(level: string, within: string, asOf: string): Promise<Choice[]> {
  await idle();
  const provinces = await areas("province", "VN", asOf);
  const home = /^\d\d$/.test(within) ? within : "51";
  const districts = level === "commune" && hasDistricts(asOf) ? await areas("district", home, asOf) : [];
  const choices = (list: typeof provinces, group: string): Choice[] =>
    list
      .slice()
      .sort((a, b) => byAlphabet(bareName(a.full_name), bareName(b.full_name)))
      .map((area) => ({ value: area.code, words: area.full_name, group }));
  return [...choices(provinces, t("level.province.many")), ...choices(districts, t("level.district.many"))];
}

export function Controls({ asked, ranking, indicators, rounds }: {
  asked: RankingQuery;
  ranking: Ranking | null;
  indicators: Indicator[];
  rounds: Round[];
}) {
  const rare = Boolean(asked.as_of || asked.group || asked.order || asked.partial || asked.release);
  const [more, setMore] = useState(rare);
  const round = rounds.find((each) => each.code === asked.round);
  const asOf = asked.as_of || round?.reference_date || ranking?.as_of || "";
  const within = asked.within || ranking?.within || "51";
  const level = asked.level || ranking?.level || (hasDistricts(asOf) ? "district" : "commune");
  const units = useLoad(asOf ? `within ${asOf} ${level}` : null, () => unitsAbove(level, within, asOf));

  const withins: Choice[] = [
    { value: "VN", words: t("scope.VN"), group: t("level.country") },
    ...(level === "region" ? [] : regions.map((code) => ({ value: code, words: tOr(`scope.${code}`, code), group: t("level.region.many") }))),
    ...(level === "province" || level === "region" ? [] : (units.data ?? [])),
  ];
  if (!withins.some((choice) => choice.value === within))
    withins.push({ value: within, words: tOr(`scope.${within}`, within), group: t("level.province.many") });

  // Crossing July 2025 the level and a district as the range no longer exist.
  const turnRound = (code: string): void => {
    const next = rounds.find((each) => each.code === code);
    const crosses = next && hasDistricts(next.reference_date) !== hasDistricts(asOf);
    const district = /^\d{3}$/.test(within);
    set({ round: code, as_of: null, ...(crosses ? { level: null, group: null, within: district ? null : asked.within } : {}) });
  };
  const turnLevel = (next: string): void => {
    const wide = next === "province" || next === "region";
    set({ level: next, within: wide ? "VN" : within === "VN" ? null : asked.within, area: null });
  };

  return (
    <section class="controls" aria-label={t("ranking.controls")}>
      <div class="control-row first">
        <Select
          wide
          label={t("control.indicator")}
          value={asked.indicator}
          choices={indicators.map((each) => ({ value: each.code, words: say(each.name), group: familyOf(each.code) }))}
          onChange={(indicator) => set({ indicator, sort: null, ...(dated(indicator) === dated(asked.indicator) ? {} : { round: null }) })}
        />
        {dated(asked.indicator) ? (
          <DayField
            wide
            label={t("control.day")}
            value={/^\d{4}-\d\d-\d\d$/.test(asked.round) ? asked.round : asOf}
            onChange={(day) => set({ round: day, level: null })}
          />
        ) : (
          <Select
            wide
            label={t("control.round")}
            value={asked.round}
            choices={rounds.slice().reverse().map((each) => ({ value: each.code, words: say(each.name), group: t("standard", { code: each.standard }) }))}
            onChange={turnRound}
          />
        )}
        <Select
          label={t("control.level")}
          value={level}
          choices={levels
            .filter((each) => each !== "country" && (each !== "district" || hasDistricts(asOf)))
            .map((each) => ({ value: each, words: t(`level.${each}`) }))}
          onChange={turnLevel}
        />
        <Select label={t("control.within")} value={within} choices={withins} onChange={(code) => set({ within: code, area: null })} />
        <Button class="more" aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? t("control.less") : t("control.more")}
        </Button>
      </div>
      {more && (
        <div class="control-row">
          <DayField
            label={t("control.as_of")}
            hint={asOf > districtsEnd ? t("control.as_of.hint") : undefined}
            value={asOf}
            onChange={(day) => set({ as_of: day, level: null })}
          />
          <Select
            label={t("control.group")}
            value={asked.group}
            choices={[{ value: "", words: t("group.none") }, ...groups.map((key) => ({ value: key.slice(6), words: t(key) }))]}
            onChange={(group) => set({ group })}
          />
          <Select
            label={t("control.order")}
            value={asked.order || "best"}
            choices={[
              { value: "best", words: t("order.best") },
              { value: "worst", words: t("order.worst") },
            ]}
            onChange={(order) => set({ order: order === "best" ? null : order, sort: null })}
          />
          {asked.release && (
            <Field label={t("control.release")}>{(attributes) => <input {...attributes} readOnly value={asked.release} />}</Field>
          )}
          <Check label={t("control.partial")} checked={asked.partial} onChange={(partial) => set({ partial })} />
          {rare && (
            <Button look="quiet" onClick={() => set({ as_of: null, group: null, order: null, partial: null, release: null, level: null })}>
              {t("control.reset")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
