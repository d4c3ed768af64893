import { count, date } from "../../lib/format";
import { t } from "../../lib/texts";
import type { Round } from "../../lib/types";

/// Days to the end of the review, by the decision that sets it.
export function Due({ round }: { round: Round }) {
  if (!round.deadline) return null;
  const end = new Date(`${round.deadline.date}T00:00:00`);
  const today = new Date();
  today.setHours(0, 0, 0, 0);
  const days = Math.round((end.getTime() - today.getTime()) / 86_400_000);
  return (
    <p>
      <span class="big">{days >= 0 ? t("overview.days", { count: count(days) }) : t("overview.over", { count: count(-days) })}</span>
      <span class="source">
        {t("overview.deadline", { date: date(round.deadline.date), source: round.deadline.source })}
        {round.deadline.provisional && ` (${t("provisional")})`}
      </span>
    </p>
  );
}
