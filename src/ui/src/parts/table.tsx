import { Component, type ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { language, t, type Language } from "../lib/texts";

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

interface LineProps<T> {
  row: T;
  columns: Column<T>[];
  class: string;
  index: number | undefined;
  spoken: Language;
}

const classOf = <T,>(column: Column<T>): string => `${column.numeric ? "numeric " : ""}${column.room ?? "all"} ${column.class ?? ""}`;

/// One row; drawn again only when something of it changed, so that scrolling costs the rows that come into sight.
class Line<T> extends Component<LineProps<T>> {
  override shouldComponentUpdate(next: LineProps<T>): boolean {
    return (Object.keys(next) as (keyof LineProps<T>)[]).some((name) => this.props[name] !== next[name]);
  }

  override render({ row, columns, class: look, index }: LineProps<T>) {
    return (
      <tr class={look} aria-rowindex={index}>
        {columns.map((column) => (
          <td key={column.id} class={classOf(column)}>
            {column.cell(row)}
          </td>
        ))}
      </tr>
    );
  }
}

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

  // Where rows come and go the columns keep the widths of the first ones: they would jump, and all rows be laid out anew.
  const head = useRef<HTMLTableRowElement>(null);
  const [widths, setWidths] = useState<number[] | null>(null);
  useLayoutEffect(() => setWidths(null), [columns, virtual]);
  useLayoutEffect(() => {
    if (!virtual || widths || !head.current) return;
    setWidths([...head.current.cells].map((cell) => cell.getBoundingClientRect().width));
  }, [virtual, widths]);
  useLayoutEffect(() => {
    if (!virtual) return;
    const anew = (): void => setWidths(null);
    addEventListener("resize", anew);
    return () => removeEventListener("resize", anew);
  }, [virtual]);

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
      <table class={`data${virtual && widths ? " fixed" : ""}`} aria-rowcount={virtual ? sorted.length + 1 : undefined}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr ref={head}>
            {columns.map((column, index) => {
              const here = sorting?.by === column.id;
              return (
                <th
                  key={column.id}
                  scope="col"
                  class={classOf(column)}
                  style={virtual && widths ? { width: `${widths[index]}px` } : undefined}
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
              <Line
                key={key}
                row={row}
                columns={columns}
                class={`row ${rowClass?.(row) ?? ""}${key === selected ? " selected" : ""}`}
                index={virtual ? from + index + 2 : undefined}
                spoken={language.get()}
              />
            );
          })}
          {spacer(sorted.length - to)}
        </tbody>
      </table>
      {rows.length === 0 && <p class="no-rows">{t("table.none")}</p>}
    </div>
  );
}
