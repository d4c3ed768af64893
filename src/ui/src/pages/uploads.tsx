import { useEffect } from "preact/hooks";
import { ask, type Listed } from "../lib/api";
import { useLoad } from "../lib/load";
import { change, useRoute } from "../lib/route";
import { session } from "../lib/session";
import { t } from "../lib/texts";
import type { Upload, UploadState } from "../lib/types";
import { Empty, Loaded, Select } from "../parts/basics";
import { Page } from "../parts/page";
import { allKinds, kindName, ownKinds } from "./uploads/kinds";
import { UploadTable } from "./uploads/list";
import { SendFile } from "./uploads/send";

const states: UploadState[] = ["received", "checked", "submitted", "approved", "superseded", "rejected"];

/// Files: sending one, and those that were sent.
export function Uploads() {
  const { query } = useRoute();
  const state = query.get("state") ?? "";
  const listed = query.get("listed") ?? "";
  const cursor = query.get("cursor");
  const load = useLoad(`uploads ${state} ${listed} ${cursor}`, (signal) =>
    ask<Listed<Upload>>("/uploads", { query: { state, kind: listed, limit: 25, cursor }, signal }),
  );
  const working = load.data?.items.some((upload) => upload.state === "received") ?? false;
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(load.again, 2_000);
    return () => clearInterval(timer);
  }, [working]);
  const sends = ownKinds().length > 0;
  const places = session.get()?.areas.map((area) => area.name).join(", ");

  return (
    <Page name="uploads" title={t("nav.uploads")} subtitle={places ? t("uploads.subtitle", { areas: places }) : undefined}>
      {sends && <SendFile />}
      <h2>{t("uploads.sent")}</h2>
      <div class="control-row">
        <Select
          label={t("upload.state")}
          value={state}
          choices={[{ value: "", words: t("uploads.all") }, ...states.map((each) => ({ value: each, words: t(`state.${each}`) }))]}
          onChange={(next) => change({ state: next, cursor: null })}
        />
        <Select
          wide
          label={t("send.kind")}
          value={listed}
          choices={[{ value: "", words: t("uploads.all") }, ...allKinds.map((each) => ({ value: each, words: kindName(each) }))]}
          onChange={(next) => change({ listed: next, cursor: null })}
        />
      </div>
      <Loaded of={load}>
        {(list) => (
          <>
            {list.items.length === 0 ? (
              <Empty>{t(state || listed ? "uploads.none-such" : sends ? "uploads.none" : "uploads.none-yet")}</Empty>
            ) : (
              <UploadTable uploads={list.items} caption={t("uploads.sent")} />
            )}
            <p class="buttons pager">
              {cursor && (
                <a class="button plain" href="#/uploads">
                  {t("pager.first")}
                </a>
              )}
              {list.next && (
                <button type="button" class="button plain" onClick={() => change({ cursor: list.next })}>
                  {t("pager.next")}
                </button>
              )}
            </p>
          </>
        )}
      </Loaded>
    </Page>
  );
}
