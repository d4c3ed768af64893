import { ask, type Listed } from "../../lib/api";
import { moment } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { href } from "../../lib/route";
import { hasRole } from "../../lib/session";
import { say, t } from "../../lib/texts";
import { Note } from "../../parts/basics";
import type { Run } from "../publish/types";

const most = 5;

/// Reports that are late, empty, short, unsent or waiting for a word, for those who see what was made.
export function Alarms() {
  const load = useLoad(hasRole("manager", "reporter") ? "alarms" : null, (signal) => ask<Listed<Run>>("/exports", { query: { alarms: 1 }, signal }));
  const runs = load.data?.items.filter((run) => run.alarm) ?? [];
  if (runs.length === 0) return null;
  return (
    <Note tone="warn">
      <strong>{t("overview.alarms", { count: runs.length })}</strong>
      <ul class="plain-list">
        {runs.slice(0, most).map((run) => (
          <li key={run.id}>
            <a href={href("/exports", {})}>{run.schedule ?? t("exports.run", { id: run.id })}</a>
            {run.due_at && ` · ${t("exports.due", { at: moment(run.due_at) })}`}: {say(run.alarm!.message)} {run.error}
          </li>
        ))}
      </ul>
    </Note>
  );
}
