import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { decimal, period } from "../lib/format";
import { say, t, tOr } from "../lib/texts";
import type { Flag } from "../lib/types";
import { Icon } from "./icons";
import { Source } from "./source";

/// Flags as badges. The reason with its whole sum stands in a tip that opens on hover, focus or tap, can be
/// walked into with the mouse, and goes away with Escape.

const order = { watch: 0, lagging: 1, severe: 2 };
export const worst = (flags: Flag[]): Flag | undefined =>
  flags.reduce<Flag | undefined>((most, flag) => (!most || order[flag.severity] > order[most.severity] ? flag : most), undefined);
export const gravity = (flags: Flag[]): number => {
  const most = worst(flags);
  return most ? order[most.severity] + 1 : 0;
};

export function Severity({ of }: { of: Flag["severity"] }) {
  return (
    <span class={`badge ${of}`}>
      <Icon name="flag" />
      {tOr(`severity.${of}`, of)}
    </span>
  );
}

export function FlagReasons({ flags }: { flags: Flag[] }) {
  return (
    <ul class="reasons">
      {flags.map((flag) => (
        <li key={flag.rule + flag.indicator}>
          <strong>{tOr(`rule.${flag.rule}`, flag.rule)}.</strong> {say(flag.reason)}
          <div class="hint">
            {t("flag.source", { value: decimal(flag.benchmark.value), period: period(flag.benchmark.period) })} <Source text={flag.benchmark.source} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/// Below the badge, or above it where there is no room below; never over the edge of the screen.
function placeBeside(at: DOMRect): { left: number; top: number; upward: boolean } {
  const width = Math.min(360, innerWidth - 16);
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
  const upward = at.bottom + 4 > innerHeight - 220;
  return { left, top: upward ? Math.max(8, at.top - 4) : at.bottom + 4, upward };
}

export function FlagBadge({ flags, arithmetic }: { flags: Flag[]; arithmetic?: string }) {
  const [open, setOpen] = useState<"no" | "passing" | "kept">("no");
  const [place, setPlace] = useState({ left: 0, top: 0, upward: false });
  const box = useRef<HTMLSpanElement>(null);
  const closing = useRef<ReturnType<typeof setTimeout>>();
  const id = useId();
  const most = worst(flags);

  // Before the tip is seen, so that no key that answers to it is missed.
  useLayoutEffect(() => {
    if (open === "no") return;
    const away = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen("no");
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape") setOpen("no");
    };
    // The focus that opens a tip may itself scroll its badge into sight: the tip goes along, and leaves with it.
    const follow = (): void => {
      const at = box.current!.getBoundingClientRect();
      if (at.bottom < 0 || at.top > innerHeight) setOpen("no");
      else setPlace(placeBeside(at));
    };
    addEventListener("pointerdown", away);
    addEventListener("keydown", escape);
    addEventListener("scroll", follow, { passive: true, capture: true });
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("keydown", escape);
      removeEventListener("scroll", follow, { capture: true });
    };
  }, [open]);

  if (!most) return null;
  const show = (how: "passing" | "kept"): void => {
    clearTimeout(closing.current);
    setPlace(placeBeside(box.current!.getBoundingClientRect()));
    setOpen(how);
  };
  const leave = (): void => {
    closing.current = setTimeout(() => setOpen((now) => (now === "passing" ? "no" : now)), 180);
  };
  return (
    <span
      class="flag-box"
      ref={box}
      onMouseEnter={() => open !== "kept" && show("passing")}
      onMouseLeave={leave}
      onFocusOut={(event) => {
        // Gone at once, so that it never lies over what the focus goes to.
        if (!box.current?.contains(event.relatedTarget as Node | null)) setOpen("no");
      }}
    >
      <button
        type="button"
        class={`badge ${most.severity}`}
        aria-expanded={open !== "no"}
        aria-describedby={open !== "no" ? id : undefined}
        onFocus={() => open === "no" && show("passing")}
        onClick={() => (open === "kept" ? setOpen("no") : show("kept"))}
      >
        <Icon name="flag" />
        {tOr(`severity.${most.severity}`, most.severity)}
      </button>
      {open !== "no" && (
        <div
          class={`tip${place.upward ? " upward" : ""}`}
          role="tooltip"
          id={id}
          style={{ left: `${place.left}px`, top: `${place.top}px` }}
        >
          <FlagReasons flags={flags} />
          {arithmetic && <p class="sum">{arithmetic}</p>}
        </div>
      )}
    </span>
  );
}
