import { ask } from "../../lib/api";
import { count, figure, moment, period } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { t } from "../../lib/texts";
import { Loaded, Panel } from "../../parts/basics";
import { kindName } from "../uploads/kinds";

/// What has changed since a release was frozen, by whom and why, and what that does to the figures.

interface Answer {
  changes: { kind: string; period: string; part: string; areas: number; was: number | null; now: number | null; was_file: string; now_file: string; by: string; at: string; why: string }[];
  rules: { file: string; was: string; now: string }[];
  figures: { round: string; indicator: string; area: string; name: string; was: number | null; now: number | null }[];
}

export function Restatement({ release, onClose }: { release: string; onClose: () => void }) {
  const load = useLoad(`release ${release}`, (signal) => ask<Answer>(`/releases/${encodeURIComponent(release)}/changes`, { signal }));
  return (
    <Panel title={t("restated.title", { release })} onClose={onClose}>
      <Loaded of={load}>{(found) => <Whole found={found} />}</Loaded>
    </Panel>
  );
}

function Whole({ found }: { found: Answer }) {
  if (found.changes.length + found.rules.length + found.figures.length === 0) return <p>{t("restated.none")}</p>;
  return (
    <>
      <ul class="revisit">
        {found.changes.map((each, index) => (
          <li key={index}>
            <strong>
              {kindName(each.kind)} {period(each.period)} {each.part}
            </strong>{" "}
            ({t("restated.areas", { count: count(each.areas) })}): {each.was === null ? t("restated.nothing") : t("restated.file", { id: each.was, name: each.was_file })} →{" "}
            {each.now === null ? t("restated.nothing") : t("restated.file", { id: each.now, name: each.now_file })}
            <div class="hint">
              {each.by}, {moment(each.at)}
              {each.why && ` · ${each.why}`}
            </div>
          </li>
        ))}
        {found.rules.map((each) => (
          <li key={each.file}>{t("restated.rule", { file: each.file })}</li>
        ))}
      </ul>
      {found.figures.length > 0 && (
        <table class="data small">
          <caption>{t("restated.figures")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("column.area")}</th>
              <th scope="col">{t("upload.round")}</th>
              <th scope="col" class="numeric">{t("restated.was")}</th>
              <th scope="col" class="numeric">{t("restated.now")}</th>
            </tr>
          </thead>
          <tbody>
            {found.figures.map((each) => (
              <tr key={each.round + each.area} class="row">
                <td>{each.name}</td>
                <td>{each.round}</td>
                <td class="numeric">{figure(each.was, "%")}</td>
                <td class="numeric">{figure(each.now, "%")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
