import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { date, dayOf } from "../lib/format";
import type { Load } from "../lib/load";
import { t } from "../lib/texts";
import { Icon, type IconName } from "./icons";

/// The small pieces every page is made of.

interface ButtonProps extends Omit<JSX.HTMLAttributes<HTMLButtonElement>, "icon"> {
  icon?: IconName;
  look?: "main" | "plain" | "quiet" | "danger";
  /// Only its drawing on a phone; the words stay for those who listen.
  small?: boolean;
  type?: "button" | "submit";
  disabled?: boolean;
}

export function Button({ icon, look = "plain", small, children, class: extra, type = "button", ...rest }: ButtonProps) {
  return (
    <button type={type} class={`button ${look}${small ? " small" : ""} ${(extra as string) ?? ""}`} {...rest}>
      {icon && <Icon name={icon} />}
      {children && <span>{children}</span>}
    </button>
  );
}

export function Field({ label, hint, error, children, wide }: {
  label: string;
  hint?: string;
  error?: string;
  wide?: boolean;
  children: (attributes: { id: string; "aria-describedby"?: string; "aria-invalid"?: boolean }) => ComponentChildren;
}) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div class={`field${wide ? " wide" : ""}`}>
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": described, "aria-invalid": error ? true : undefined })}
      {hint && <div class="hint" id={`${id}-hint`}>{hint}</div>}
      {error && <div class="field-error" id={`${id}-error`}>{error}</div>}
    </div>
  );
}

/// A day as people here write it, 31/12/2023, whatever language the browser speaks.
export function DayField({ label, value, onChange, hint, wide }: {
  label: string;
  value: string;
  onChange: (iso: string) => void;
  hint?: string;
  wide?: boolean;
}) {
  const [text, setText] = useState(value ? date(value) : "");
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    setText(value ? date(value) : "");
    setWrong(false);
  }, [value]);
  const take = (): void => {
    const day = dayOf(text);
    setWrong(day === null);
    if (day !== null && day !== value) onChange(day);
  };
  return (
    <Field label={label} hint={hint} wide={wide} error={wrong ? t("day.wrong") : undefined}>
      {(attributes) => (
        <input
          {...attributes}
          inputMode="numeric"
          placeholder={t("day.form")}
          maxLength={10}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === "Enter") take();
          }}
        />
      )}
    </Field>
  );
}

export interface Choice {
  value: string;
  words: string;
  group?: string;
}

export function Select({ label, value, choices, onChange, hint, wide }: {
  label: string;
  value: string;
  choices: Choice[];
  onChange: (value: string) => void;
  hint?: string;
  wide?: boolean;
}) {
  const groups = [...new Set(choices.map((choice) => choice.group ?? ""))];
  const options = (group: string): ComponentChildren =>
    choices
      .filter((choice) => (choice.group ?? "") === group)
      .map((choice) => (
        <option key={choice.value} value={choice.value} selected={choice.value === value}>
          {choice.words}
        </option>
      ));
  return (
    <Field label={label} hint={hint} wide={wide}>
      {(attributes) => (
        <select {...attributes} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {groups.map((group) => (group === "" ? options(group) : <optgroup key={group} label={group}>{options(group)}</optgroup>))}
        </select>
      )}
    </Field>
  );
}

export function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

/// One of several ways to see the same thing; arrow keys move as in any group of radio buttons.
export function Switch<T extends string>({ label, value, choices, onChange }: {
  label: string;
  value: T;
  choices: { value: T; words: string; icon?: IconName }[];
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset class="switch">
      <legend class="unseen">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} class={choice.value === value ? "on" : ""}>
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          {choice.icon && <Icon name={choice.icon} />}
          <span>{choice.words}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Synthetic({ small }: { small?: boolean }) {
  return (
    <span class={`synthetic${small ? " small" : ""}`} title={t("synthetic.explained")}>
      {small ? t("synthetic.short") : t("synthetic")}
    </span>
  );
}

export function Note({ tone = "info", children }: { tone?: "info" | "warn" | "error"; children: ComponentChildren }) {
  return (
    <div class={`note ${tone}`} role={tone === "error" ? "alert" : undefined}>
      <Icon name={tone === "info" ? "help" : "warning"} />
      <div>{children}</div>
    </div>
  );
}

export function Empty({ children, action }: { children: ComponentChildren; action?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}

/// The states of something asked for: on its way, slow, no line, refused, failed, and at last there.
export function Loaded<T>({ of, children, quiet }: { of: Load<T>; children: (data: T) => ComponentChildren; quiet?: boolean }) {
  if (of.problem) {
    const { status, title, detail } = of.problem;
    const refused = status === 403;
    return (
      <Note tone={status === 0 ? "warn" : "error"}>
        <strong>{refused ? t("problem.forbidden.title") : title}</strong>
        {(detail || refused) && <p>{detail || t("problem.forbidden.detail")}</p>}
        {status === 0 && <p>{t("problem.offline.retrying")}</p>}
        {!refused && (
          <p>
            <Button onClick={of.again}>{t("again")}</Button>
          </p>
        )}
      </Note>
    );
  }
  if (of.data === null) {
    if (!of.busy) return null;
    return (
      <div class="waiting" role="status">
        <span class="spinner" aria-hidden="true" />
        {of.slow ? t("loading.slow") : quiet ? "" : t("loading")}
      </div>
    );
  }
  return (
    <div class={of.busy ? "stale" : undefined} aria-busy={of.busy}>
      {of.slow && <p class="slow" role="status">{t("loading.slow")}</p>}
      {children(of.data)}
    </div>
  );
}

/// A panel above the page: beside the table on a wide screen, from below on a phone. Escape closes it and the
/// focus goes back where it was (the browser's own dialog sees to both).
export function Panel({ title, onClose, children, kind = "side" }: {
  title: ComponentChildren;
  onClose: () => void;
  children: ComponentChildren;
  kind?: "side" | "middle";
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current!;
    const back = document.activeElement as HTMLElement | null;
    if (!element.open) element.showModal();
    return () => {
      element.close();
      back?.focus?.();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`panel ${kind === "side" ? "beside" : "middle"}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="panel-inside">
        <header>
          <h2 id={id}>{title}</h2>
          <Button look="quiet" icon="close" aria-label={t("close")} onClick={onClose} />
        </header>
        <div class="panel-body">{children}</div>
      </div>
    </dialog>
  );
}

/// Choices behind one button (downloads). Plain buttons in a disclosure: every key works without teaching.
export function Menu({ label, icon, small, items }: { label: string; icon?: IconName; small?: boolean; items: { words: string; act: () => void }[] }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);
  return (
    <div
      class="menu"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        setOpen(false);
        box.current?.querySelector("button")?.focus();
      }}
    >
      <Button icon={icon} small={small} aria-expanded={open} onClick={() => setOpen(!open)}>{label}</Button>
      {open && (
        <ul>
          {items.map((item) => (
            <li key={item.words}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  item.act();
                }}
              >
                {item.words}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
