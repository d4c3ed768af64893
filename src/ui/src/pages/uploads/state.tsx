import { t, tOr } from "../../lib/texts";
import type { Upload, UploadState } from "../../lib/types";
import { Icon } from "../../parts/icons";

/// Where a file stands, as a badge and as the way it goes.

export function StateBadge({ of }: { of: UploadState }) {
  return <span class={`state ${of}`}>{tOr(`state.${of}`, of)}</span>;
}

const way: UploadState[] = ["received", "checked", "submitted", "approved"];

export function Way({ of: upload }: { of: Upload }) {
  const rejected = upload.state === "rejected";
  const at = rejected ? (upload.errors > 0 ? 1 : 2) : upload.state === "superseded" ? 3 : way.indexOf(upload.state);
  return (
    <ol class="way" aria-label={t("way")}>
      {way.map((step, index) => {
        const here = index === at;
        const stopped = here && rejected;
        const done = index < at || (here && (step === "approved" || upload.state === "superseded"));
        const words = stopped ? t(upload.errors > 0 ? "way.stopped" : "way.returned") : t(`way.${step}` as "way.received");
        return (
          <li key={step} class={stopped ? "stopped" : done ? "done" : here ? "here" : ""} aria-current={here ? "step" : undefined}>
            <span class="dot" aria-hidden="true">
              {stopped ? <Icon name="close" /> : done ? <Icon name="check" /> : index + 1}
            </span>
            {words}
          </li>
        );
      })}
    </ol>
  );
}
