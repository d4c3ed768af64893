import { count } from "../../lib/format";
import { href } from "../../lib/route";
import { say, t } from "../../lib/texts";
import { Note } from "../../parts/basics";
import type { Sheet } from "./types";

/// Pairs of figures that do not go together: something to look at, not an error.
const most = 5;

export function Contradictions({ sheet }: { sheet: Sheet }) {
  // The sentence names the area; its name becomes the link.
  const line = (each: Sheet["contradictions"][number], index: number) => {
    const words = say(each.reason);
    const { code, name } = each.area;
    const at = words.indexOf(name);
    return (
      <li key={index}>
        {at < 0 ? words : words.slice(0, at)}
        <a href={href(`/areas/${code}`, { as_of: sheet.as_of })}>{name}</a>
        {at < 0 ? "" : words.slice(at + name.length)}
      </li>
    );
  };
  if (sheet.contradictions.length === 0) return null;
  return (
    <Note tone="warn">
      <strong>{t("programmes.contradictions")}</strong>
      <ul class="contradictions">{sheet.contradictions.slice(0, most).map(line)}</ul>
      {sheet.contradictions.length > most && (
        <details>
          <summary>{t("findings.more", { count: count(sheet.contradictions.length - most) })}</summary>
          <ul class="contradictions">{sheet.contradictions.slice(most).map(line)}</ul>
        </details>
      )}
    </Note>
  );
}
