import { Fragment } from "preact";
import { tOr } from "../lib/texts";

/// A page's address in brackets, `[/uploads]`, becomes a link with the words it has in the menu.
const linked = (line: string) =>
  line.split(/\[\/(\w+)\]/).map((part, index) => (index % 2 ? <a key={index} href={`#/${part}`}>{tOr(`nav.${part}`, part)}</a> : <Fragment key={index}>{part}</Fragment>));

/// Plain text of the language files as paragraphs: lines that begin with "- " make a list, "## " a heading.
export function Prose({ text }: { text: string }) {
  const blocks: { kind: "p" | "ul" | "ol" | "h2"; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const kind = line.startsWith("- ") ? "ul" : /^\d+\. /.test(line) ? "ol" : line.startsWith("## ") ? "h2" : "p";
    const words = line.replace(/^(- |\d+\. |## )/, "");
    const last = blocks[blocks.length - 1];
    if (last && last.kind === kind && (kind === "ul" || kind === "ol")) last.lines.push(words);
    else if (words) blocks.push({ kind, lines: [words] });
  }
  return (
    <div class="prose">
      {blocks.map(({ kind, lines }, index) => {
        if (kind === "p") return <p key={index}>{linked(lines[0]!)}</p>;
        if (kind === "h2") return <h2 key={index}>{lines[0]}</h2>;
        const items = lines.map((line) => <li key={line}>{linked(line)}</li>);
        return kind === "ul" ? <ul key={index}>{items}</ul> : <ol key={index}>{items}</ol>;
      })}
    </div>
  );
}
