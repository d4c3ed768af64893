import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../lib/texts";

/// The one table of the application: sorted by any column that can be, with a header that stays, and drawn only
/// where it is looked at once it is long (10,597 communes). Rows have one height on a given screen.

export interface Column<T> {
  id: string;
  head: ComponentChildren;
  /// Said in full where `head` is short.
  title?: string;
  cell: (row: T) => ComponentChildren;
  /// Stands after the heading.
  beside?: ComponentChildren;
  /// Ascending order; absent: not sortable. Rows without a value come last in both directions: see `last`.
  order?: (a: T, b: T) => number;
  last?: (row: T) => boolean;
  numeric?: boolean;
  /// Where it is shown: everywhere, not on a phone, only on a wide screen, or only on a very wide one.
  room?: "all" | "mid" | "wide" | "vast";
  class?: string;
}

export interface Sorting {
  by: string;
  down: boolean;
}

export const sortingOf = (text: string | null): Sorting | null =>
  text ? { by: text.replace(/^-/, ""), down: text.startsWith("-") } : null;
export const sortingText = (sorting: Sorting | null): string | null => (sorting ? (sorting.down ? "-" : "") + sorting.by : null);

const virtualFrom = 300;

export function DataTable<T>({ caption, columns, rows, rowKey, sorting, onSort, rowClass, selected }: {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  sorting?: Sorting | null;
  onSort?: (sorting: Sorting) => void;
  rowClass?: (row: T) => string;
  selected?: string;
}) {
  const sorted = useMemo(() => {
    const column = sorting && columns.find((each) => each.id === sorting.by);
    if (!sorting || !column?.order) return rows;
    const order = column.order;
    const direction = sorting.down ? -1 : 1;
    return rows.slice().sort((a, b) => {
      const lastA = column.last?.(a) ?? false;
      const lastB = column.last?.(b) ?? false;
      return lastA !== lastB ? (lastA ? 1 : -1) : direction * order(a, b);
    });
  }, [rows, sorting?.by, sorting?.down, columns]);

  const body = useRef<HTMLTableSectionElement>(null);
  const [window_, setWindow] = useState({ from: 0, to: 60, height: 37 });
  const virtual = sorted.length > virtualFrom;

  useLayoutEffect(() => {
    if (!virtual) return;
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const element = body.current;
      if (!element) return;
      const height = element.querySelector<HTMLElement>("tr.row")?.offsetHeight || window_.height;
      const above = -element.getBoundingClientRect().top;
      const from = Math.max(0, Math.floor(above / height) - 15);
      const to = Math.min(sorted.length, from + Math.ceil(innerHeight / height) + 30);
      setWindow((before) => (before.from === from && before.to === to && before.height === height ? before : { from, to, height }));
    };
    const later = (): void => {
      if (!frame) frame = requestAnimationFrame(look);
    };
    look();
    addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later);
    return () => {
      removeEventListener("scroll", later);
      removeEventListener("resize", later);
      if (frame) cancelAnimationFrame(frame);
    };
  }, [virtual, sorted.length]);

  useEffect(() => {
    if (!selected) return;
    body.current?.querySelector(".selected")?.scrollIntoView({ block: "nearest" });
  }, [selected]);

  const from = virtual ? Math.min(window_.from, Math.max(0, sorted.length - 1)) : 0;
  const to = virtual ? Math.min(window_.to, sorted.length) : sorted.length;
  const spacer = (rowsLeft: number): ComponentChildren =>
    rowsLeft > 0 && (
      <tr aria-hidden="true" class="spacer">
        <td colSpan={columns.length} style={{ height: `${rowsLeft * window_.height}px` }} />
      </tr>
    );

  return (
    <div class="table-box">
      <table class="data" aria-rowcount={virtual ? sorted.length + 1 : undefined}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const here = sorting?.by === column.id;
              const classes = `${column.numeric ? "numeric " : ""}${column.room ?? "all"} ${column.class ?? ""}`;
              return (
                <th
                  key={column.id}
                  scope="col"
                  class={classes}
                  title={column.title}
                  aria-sort={here ? (sorting!.down ? "descending" : "ascending") : undefined}
                >
                  {column.order && onSort ? (
                    <button
                      type="button"
                      class={`sort${here ? (sorting!.down ? " down" : " up") : ""}`}
                      onClick={() => onSort({ by: column.id, down: here ? !sorting!.down : false })}
                    >
                      {column.head}
                    </button>
                  ) : (
                    column.head
                  )}
                  {column.beside}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={body}>
          {spacer(from)}
          {sorted.slice(from, to).map((row, index) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                class={`row ${rowClass?.(row) ?? ""}${key === selected ? " selected" : ""}`}
                aria-rowindex={virtual ? from + index + 2 : undefined}
              >
                {columns.map((column) => (
                  <td key={column.id} class={`${column.numeric ? "numeric " : ""}${column.room ?? "all"} ${column.class ?? ""}`}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {spacer(sorted.length - to)}
        </tbody>
      </table>
      {rows.length === 0 && <p class="no-rows">{t("table.none")}</p>}
    </div>
  );
}
