import type { ComponentChildren } from "preact";
import { Note } from "./basics";

/// A password or token that the service does not keep: to be noted now.
export function ShownOnce({ title, secret, children }: { title: string; secret: string; children?: ComponentChildren }) {
  return (
    <Note tone="warn">
      <strong>{title}</strong>
      <p>
        <code class="secret">{secret}</code>
      </p>
      {children}
    </Note>
  );
}
