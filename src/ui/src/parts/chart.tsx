import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../lib/texts";
import { Button } from "./basics";

/// A place for a chart. The chart library is fetched when the first one is drawn; what it shows is always said
/// beside it in a table or in words, so the picture itself is one image to a screen reader.

type Charts = typeof import("../charts/charts");
export interface Drawn {
  resize(): void;
  dispose(): void;
  zoom?(factor: number): void;
}

export function Chart({ label, height, draw, redraw, zoom }: {
  label: string;
  height: number;
  draw: (charts: Charts, element: HTMLElement) => Drawn;
  redraw: unknown[];
  /// With buttons that bring it nearer and farther.
  zoom?: boolean;
}) {
  const box = useRef<HTMLDivElement>(null);
  const now = useRef<Drawn | null>(null);
  const [state, setState] = useState<"loading" | "there" | "failed">("loading");
  useEffect(() => {
    let drawn: Drawn | null = null;
    now.current = null;
    let over = false;
    import("../charts/charts").then(
      (charts) => {
        if (over || !box.current) return;
        drawn = draw(charts, box.current);
        now.current = drawn;
        setState("there");
      },
      () => setState("failed"),
    );
    const observer = new ResizeObserver(() => drawn?.resize());
    if (box.current) observer.observe(box.current);
    return () => {
      over = true;
      observer.disconnect();
      drawn?.dispose();
    };
  }, redraw);
  return (
    <div class="chart-box">
      {state === "loading" && <p class="muted" role="status">{t("chart.loading")}</p>}
      {state === "failed" && <p class="muted" role="alert">{t("chart.failed")}</p>}
      <div ref={box} class="chart" role="img" aria-label={label} style={{ height: `${height}px` }} />
      {zoom && state === "there" && (
        <div class="zoom">
          <Button icon="nearer" aria-label={t("map.nearer")} onClick={() => now.current?.zoom?.(1.5)} />
          <Button icon="farther" aria-label={t("map.farther")} onClick={() => now.current?.zoom?.(1 / 1.5)} />
        </div>
      )}
    </div>
  );
}
