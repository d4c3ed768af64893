import { ask } from "../../lib/api";
import { useLoad } from "../../lib/load";
import { t } from "../../lib/texts";
import type { Upload } from "../../lib/types";
import { Loaded } from "../../parts/basics";

/// The difference between this file and the approved data.
export function Changes({ upload }: { upload: Upload }) {
  const load = useLoad(`changes ${upload.id}`, (signal) => ask<Record<string, unknown>>(`/uploads/${upload.id}/changes`, { signal }));
  return (
    <section class="card">
      <h2>{t("changes.title")}</h2>
      <Loaded of={load}>{(found) => <pre class="wrap">{JSON.stringify(found, null, 1)}</pre>}</Loaded>
    </section>
  );
}
