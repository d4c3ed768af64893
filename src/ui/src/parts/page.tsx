import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t, tOr } from "../lib/texts";
import { Button, Panel } from "./basics";
import { Prose } from "./prose";

/// The frame of every page: one heading, what may be done, and its own help in plain words.
export function Page({ name, title, subtitle, mark, actions, children }: {
  name: string;
  title: string;
  subtitle?: ComponentChildren;
  mark?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const [help, setHelp] = useState(false);
  const words = tOr(`help.${name}`, "");
  useEffect(() => {
    document.title = `${title} · rasoat`;
  }, [title]);
  return (
    <div class={`page page-${name}`}>
      <header class="page-head">
        <div class="page-title">
          <h1 tabIndex={-1}>
            {title} {mark}
          </h1>
        </div>
        {actions && <div class="page-actions">{actions}</div>}
        {words && (
          <Button class="help" look="quiet" icon="help" small onClick={() => setHelp(true)}>
            {t("help")}
          </Button>
        )}
        {subtitle && <p class="subtitle">{subtitle}</p>}
      </header>
      {children}
      {help && (
        <Panel title={t("help.of", { page: title })} onClose={() => setHelp(false)}>
          <Prose text={words} />
          <p>
            <a href="#/help" onClick={() => setHelp(false)}>
              {t("help.first-day")}
            </a>
          </p>
        </Panel>
      )}
    </div>
  );
}
