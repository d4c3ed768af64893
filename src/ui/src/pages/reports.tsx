import { useState } from "preact/hooks";
import { ask, type Listed } from "../lib/api";
import { areas, districtsEnd, hasDistricts, indicators, openingRound, rounds } from "../lib/catalogues";
import { download } from "../lib/files";
import { bareName, byAlphabet, moment } from "../lib/format";
import { useLoad } from "../lib/load";
import { act, tell } from "../lib/notices";
import { change, useRoute } from "../lib/route";
import { language, say, t } from "../lib/texts";
import type { Bilingual } from "../lib/texts";
import { Button, Loaded, Menu, Select } from "../parts/basics";
import { Page } from "../parts/page";
import type { Release } from "./releases";

interface Report {
  name: string;
  title: Bilingual;
  formats?: string[];
}

/// The official forms, the ranking and the brief, made now for a round and an area.
export function Reports() {
  const { query } = useRoute();
  const lists = useLoad("reports", async () => ({
    reports: (await ask<Listed<Report>>("/reports")).items,
    releases: (await ask<Listed<Release>>("/releases")).items,
    rounds: await rounds(),
    indicators: await indicators(),
    opening: await openingRound(),
  }));
  const round = query.get("round") ?? lists.data?.opening ?? "";
  const day = lists.data?.rounds.find((each) => each.code === round)?.reference_date ?? districtsEnd;
  const units = useLoad(`report units ${day}`, async () =>
    (await areas(hasDistricts(day) ? "district" : "commune", "51", day)).slice().sort((a, b) => byAlphabet(bareName(a.full_name), bareName(b.full_name))),
  );
  const within = query.get("within") ?? "51";
  const release = query.get("release") ?? "";
  const audience = query.get("audience") ?? "official";
  const indicator = query.get("indicator") ?? "poverty.rate";
  const [making, setMaking] = useState<string | null>(null);

  const make = async (report: Report, format: string): Promise<void> => {
    setMaking(report.name);
    const asked = { round, within, release, audience, format, language: language.get(), indicator: report.name === "ranking" || report.name === "brief" ? indicator : null };
    await act(async () => {
      const file = await download(`/reports/${report.name}`, asked, `${report.name}-${round}.${format}`);
      tell(file.sha256 ? t("reports.made", { name: file.name, sha256: `${file.sha256.slice(0, 12)}…` }) : file.name);
    });
    setMaking(null);
  };

  return (
    <Page name="reports" title={t("nav.reports")} subtitle={t("reports.subtitle")}>
      <Loaded of={lists}>
        {(all) => {
          const chosen = say(all.indicators.find((each) => each.code === indicator)?.name) || indicator;
          return (
            <>
              <div class="control-row">
                <Select
                  wide
                  label={t("control.round")}
                  value={round}
                  choices={all.rounds.slice().reverse().map((each) => ({ value: each.code, words: say(each.name), group: t("standard", { code: each.standard }) }))}
                  onChange={(next) => change({ round: next, within: null })}
                />
                <Select
                  label={t("control.within")}
                  value={within}
                  choices={[{ value: "51", words: t("scope.51") }, ...(units.data ?? []).map((area) => ({ value: area.code, words: area.full_name }))]}
                  onChange={(next) => change({ within: next })}
                />
                <Select
                  wide
                  label={t("control.release")}
                  value={release}
                  choices={[{ value: "", words: t("reports.now") }, ...all.releases.map((each) => ({ value: each.name, words: `${each.name} (${moment(each.made_at)})` }))]}
                  onChange={(next) => change({ release: next })}
                />
                <Select
                  label={t("reports.audience")}
                  value={audience}
                  choices={[
                    { value: "official", words: t("reports.audience.official") },
                    { value: "public", words: t("reports.audience.public") },
                  ]}
                  onChange={(next) => change({ audience: next === "official" ? null : next })}
                />
                <Select
                  wide
                  label={t("reports.indicator")}
                  value={indicator}
                  choices={all.indicators.map((each) => ({ value: each.code, words: say(each.name) }))}
                  onChange={(next) => change({ indicator: next === "poverty.rate" ? null : next })}
                />
              </div>
              {audience === "public" && <p class="hint">{t("reports.public.hint")}</p>}
              <ul class="reports">
                {all.reports
                  .slice()
                  .sort((a, b) => rankOf(a.name) - rankOf(b.name))
                  .map((report) => (
                    <li key={report.name} aria-busy={making === report.name}>
                      <h2>{say(report.title).replace("{indicator}", chosen)}</h2>
                      <div class="buttons">
                        {making === report.name && <span class="hint" role="status">{t("reports.making")}</span>}
                        {main.filter((format) => offeredBy(report, format)).map((format) => (
                          <Button
                            key={format}
                            icon="download"
                            aria-label={`${say(report.title).replace("{indicator}", chosen)}: ${names[format]}`}
                            disabled={making !== null}
                            onClick={() => void make(report, format)}
                          >
                            {names[format]}
                          </Button>
                        ))}
                        <Menu
                          label={t("reports.more")}
                          items={others.filter((format) => offeredBy(report, format)).map((format) => ({ words: names[format]!, act: () => void make(report, format) }))}
                        />
                      </div>
                    </li>
                  ))}
              </ul>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

const main = ["xlsx", "pdf", "docx"];
const others = ["csv", "json", "sdmx-csv"];
const offeredBy = (report: Report, format: string): boolean => !report.formats || report.formats.includes(format);
const names: Record<string, string> = { xlsx: "Excel", pdf: "PDF", docx: "Word", csv: "CSV", json: "JSON", "sdmx-csv": "SDMX-CSV" };

/// The brief and the ranking first, then the forms by their number.
const rankOf = (name: string): number => (name === "brief" ? 0 : name === "ranking" ? 1 : 1 + Number(/\d+$/.exec(name)?.[0] ?? 99));
