import { useState } from "preact/hooks";
import { ask, type Listed } from "../lib/api";
import { moment } from "../lib/format";
import { useLoad } from "../lib/load";
import { act, tell } from "../lib/notices";
import { hasRole } from "../lib/session";
import { say, t, tOr, type Bilingual } from "../lib/texts";
import { Button, Empty, Loaded } from "../parts/basics";
import { Page } from "../parts/page";
import { ScheduleForm } from "./publish/schedule_form";
import type { Definition, ScheduleAnswer } from "./publish/types";

interface Lists {
  schedules: ScheduleAnswer[];
  reports: { name: string; title: Bilingual; formats?: string[] }[];
}

/// Reports that make themselves at their hour.
export function Schedules() {
  const load = useLoad("schedules", async (signal): Promise<Lists> => ({
    schedules: (await ask<Listed<ScheduleAnswer>>("/schedules", { signal })).items,
    reports: (await ask<Listed<Lists["reports"][number]>>("/reports", { signal })).items,
  }));
  const [edited, setEdited] = useState<Definition | "new" | null>(null);
  const writes = hasRole("reporter");
  const done = (words: string): void => {
    tell(words);
    setEdited(null);
    load.again();
  };
  return (
    <Page
      name="schedules"
      title={t("nav.schedules")}
      subtitle={t("schedules.subtitle")}
      actions={writes && edited === null && <Button look="main" icon="round" onClick={() => setEdited("new")}>{t("schedules.add")}</Button>}
    >
      <Loaded of={load}>
        {({ schedules, reports }) => (
          <>
            {edited !== null && (
              <ScheduleForm
                key={edited === "new" ? "" : edited.name}
                definition={edited === "new" ? null : edited}
                reports={reports}
                onDone={() => done(t("schedules.saved"))}
                onCancel={() => setEdited(null)}
              />
            )}
            {schedules.length === 0 && edited === null && <Empty>{t(writes ? "schedules.none.add" : "schedules.none")}</Empty>}
            <ul class="cards">
              {schedules.map((schedule) => (
                <One
                  key={schedule.name}
                  schedule={schedule}
                  title={say(reports.find((each) => each.name === schedule.definition.report)?.title).replace(" {indicator}", "") || schedule.definition.report}
                  writes={writes}
                  edit={() => setEdited(schedule.definition)}
                  done={done}
                />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/// "Ngày 05/12 hằng năm, 3 ngày trước hạn…": the rule in words, or the expression as it was written.
function whenWords({ when, cron }: Definition): string {
  const expression = cron ?? when?.cron;
  if (expression) return t("schedules.cron", { cron: expression });
  if (!when?.event) return "";
  const days = when.days ?? 0;
  const event = tOr(`event.${when.event}`, when.event);
  const at = when.at ?? "07:00";
  return days === 0
    ? t("schedules.on", { event, at })
    : t(days < 0 ? "schedules.before" : "schedules.after", { event, at, days: Math.abs(days) });
}

function One({ schedule, title, writes, edit, done }: {
  schedule: ScheduleAnswer;
  title: string;
  writes: boolean;
  edit: () => void;
  done: (words: string) => void;
}) {
  const { definition } = schedule;
  const formats = definition.formats ?? (definition.format ? [definition.format] : []);
  const path = `/schedules/${encodeURIComponent(schedule.name)}`;
  const remove = (): Promise<boolean> =>
    act(async () => {
      await ask(path, { method: "DELETE" });
      done("");
    });
  return (
    <li class="card">
      <h2>
        {schedule.name} {!schedule.enabled && <span class="state">{t("schedules.off")}</span>} {definition.hold && <span class="tag">{t("schedules.hold")}</span>}
      </h2>
      <p>
        {title} ({formats.join(", ").toUpperCase()})
      </p>
      <p>{whenWords(definition)}</p>
      <p class="hint">
        {schedule.next_due ? t("schedules.next", { at: moment(schedule.next_due) }) : t("schedules.no-next")}
        {schedule.last_due && ` · ${t("schedules.last", { at: moment(schedule.last_due) })}`}
      </p>
      {(definition.deliver ?? []).length > 0 && (
        <p class="hint">
          {t("schedules.to")}{" "}
          {definition.deliver!.map((each) => `${tOr(`way.${each.to}`, each.to)} ${(each.recipients ?? [each.target && each.target !== "." ? each.target : ""]).join(", ")}`).join("; ")}
        </p>
      )}
      <div class="buttons">
        <Button
          aria-label={`${t("schedules.run")}: ${schedule.name}`}
          onClick={() => void act(async () => {
            const run = await ask<{ id: number }>(`${path}/run`, { method: "POST" });
            done(t("schedules.entered", { id: run.id }));
          })}
        >
          {t("schedules.run")}
        </Button>
        {writes && (
          <>
            <Button aria-label={`${t("schedules.edit")}: ${schedule.name}`} onClick={edit}>
              {t("schedules.edit")}
            </Button>
            <Button
              look="quiet"
              aria-label={`${t("schedules.remove")}: ${schedule.name}`}
              onClick={() => void remove().then((worked) => {
                if (!worked) return;
                tell(t("schedules.removed", { name: schedule.name }), () =>
                  void act(async () => {
                    await ask("/schedules", { method: "POST", json: definition });
                    done(t("schedules.saved"));
                  }),
                );
              })}
            >
              {t("schedules.remove")}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
