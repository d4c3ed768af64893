import { askAll } from "../lib/api";
import { count } from "../lib/format";
import { useLoad } from "../lib/load";
import { t } from "../lib/texts";
import type { Upload } from "../lib/types";
import { Empty, Loaded } from "../parts/basics";
import { Page } from "../parts/page";
import { UploadTable } from "./uploads/list";

/// The reviewer's queue: what waits for a decision, oldest first, since that has waited longest.
export function Review() {
  const load = useLoad("queue", async (signal) => {
    const waiting = await askAll<Upload>("/uploads", { state: "submitted" }, 1_000, signal);
    return waiting.filter((upload) => !upload.mine).sort((a, b) => a.id - b.id);
  });
  return (
    <Page name="review" title={t("nav.review")} subtitle={load.data ? t("review.waiting", { count: count(load.data.length) }) : undefined}>
      <Loaded of={load}>
        {(waiting) =>
          waiting.length === 0 ? (
            <Empty
              action={
                <a class="button plain" href="#/uploads">
                  {t("review.see-all")}
                </a>
              }
            >
              {t("review.none")}
            </Empty>
          ) : (
            <UploadTable uploads={waiting} caption={t("nav.review")} />
          )
        }
      </Loaded>
    </Page>
  );
}
