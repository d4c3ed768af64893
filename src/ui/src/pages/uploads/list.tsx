import { useMemo } from "preact/hooks";
import { bareName, byAlphabet, count, moment } from "../../lib/format";
import { href } from "../../lib/route";
import { t } from "../../lib/texts";
import type { Upload } from "../../lib/types";
import { Synthetic } from "../../parts/basics";
import { DataTable, type Column } from "../../parts/table";
import { kindName } from "./kinds";
import { StateBadge } from "./state";

/// Uploads as a table, newest first.

function File({ upload }: { upload: Upload }) {
  return (
    <>
      <a class="strong" href={href(`/uploads/${upload.id}`)}>
        {upload.file_name || t("upload.nameless", { id: upload.id })}
      </a>
      {upload.synthetic && <Synthetic small />}
      <span class="phone-only">
        <span class="muted">
          {kindName(upload.kind)}
          {upload.round && `, ${upload.round}`}, {upload.uploaded_by}
        </span>
      </span>
    </>
  );
}

export function UploadTable({ uploads, caption }: { uploads: Upload[]; caption: string }) {
  const columns = useMemo<Column<Upload>[]>(
    () => [
      { id: "id", head: t("upload.id"), numeric: true, room: "wide", cell: (upload) => upload.id },
      { id: "file", head: t("upload.file"), class: "name wrap", order: (a, b) => byAlphabet(bareName(a.file_name), bareName(b.file_name)), cell: (upload) => <File upload={upload} /> },
      { id: "kind", head: t("send.kind"), room: "mid", cell: (upload) => kindName(upload.kind) },
      { id: "round", head: t("upload.round"), room: "mid", cell: (upload) => upload.round || <span class="muted">–</span> },
      { id: "state", head: t("upload.state"), cell: (upload) => <StateBadge of={upload.state} /> },
      { id: "rows", head: t("upload.rows"), numeric: true, room: "mid", cell: (upload) => count(upload.rows) },
      {
        id: "findings",
        head: t("upload.findings"),
        room: "mid",
        cell: (upload) => (
          <>
            {upload.errors > 0 && <span class="worse">{t("upload.errors", { count: count(upload.errors) })} </span>}
            {upload.warnings > 0 && <span class="muted">{t("upload.warnings", { count: count(upload.warnings) })}</span>}
            {upload.errors + upload.warnings === 0 && <span class="muted">–</span>}
          </>
        ),
      },
      { id: "by", head: t("upload.by"), room: "wide", cell: (upload) => upload.uploaded_by },
      { id: "at", head: t("upload.at"), room: "mid", cell: (upload) => moment(upload.received_at) },
    ],
    [],
  );
  return <DataTable caption={caption} columns={columns} rows={uploads} rowKey={(upload) => String(upload.id)} />;
}
