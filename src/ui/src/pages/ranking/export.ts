import { useEffect } from "preact/hooks";
import { csv, download, save } from "../../lib/files";
import { act } from "../../lib/notices";
import { scopeClass } from "../../lib/scopes";
import type { Ranking, RankRow } from "../../lib/types";
import type { RankingQuery } from "./query";

/// A ranking as a file: the spreadsheet from the service, CSV in the columns of the command line, a picture.

const nameOf = (ranking: Ranking, extension: string): string =>
  `rasoat-${ranking.indicator.code}-${ranking.round}-${ranking.within}.${extension}`;

function gap(row: RankRow, which: string): number | null {
  const code = Object.keys(row.gap ?? {}).find((scope) => scopeClass(scope) === which);
  return code ? (row.gap?.[code] ?? null) : null;
}

const heading = [
  "rank", "area_code", "area", "value", "numerator", "denominator", "previous", "change", "change_rank",
  "gap_country", "gap_region", "gap_province", "flags", "basis", "synthetic",
];

export function saveCsv(ranking: Ranking): void {
  const lines = ranking.rows.map((row) => [
    row.rank, row.area.code, row.area.name, row.value, row.numerator, row.denominator, row.previous?.value, row.change, row.change_rank,
    gap(row, "country"), gap(row, "region"), gap(row, "province"), row.flags.map((flag) => flag.rule).join(";"), row.basis, row.synthetic ? 1 : 0,
  ]);
  save(csv([heading, ...lines]), nameOf(ranking, "csv"));
}

export const saveXlsx = (ranking: Ranking, asked: RankingQuery): Promise<boolean> =>
  act(() =>
    download(
      "/reports/ranking",
      {
        indicator: asked.indicator,
        round: ranking.round,
        level: ranking.level,
        within: ranking.within,
        as_of: ranking.as_of,
        group: asked.group,
        partial: asked.partial,
        release: asked.release,
        format: "xlsx",
      },
      nameOf(ranking, "xlsx"),
    ),
  );

/// Longer rankings would make a picture nobody can read.
const mostBars = 100;

type Pictures = typeof import("../../charts/pictures");
type Taken = (pictures: Pictures) => Promise<Blob>;
let shown: Taken | null = null;

/// A map or lines on the page are what its picture shows; otherwise it shows the bars of the table.
export function useAsPicture(take: Taken, of: unknown[]): void {
  useEffect(() => {
    shown = take;
    return () => void (shown = null);
  }, of);
}

export const savePng = (ranking: Ranking, names: Map<string, string>): Promise<boolean> =>
  act(async () => {
    const pictures = await import("../../charts/pictures");
    const bars: Taken = () => pictures.rankingPicture({ ...ranking, rows: ranking.rows.slice(0, mostBars) }, names);
    save(await (shown ?? bars)(pictures), nameOf(ranking, "png"));
  });
