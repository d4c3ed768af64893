import { t } from "../lib/texts";

/// The document a figure comes from. Addresses in it become links that open beside the page; nothing is fetched.
export function Source({ text }: { text: string | null | undefined }) {
  if (!text) return null;
  if (text === "computed") return <>{t("source.computed")}</>;
  return (
    <>
      {text.split(/(https?:\/\/[^\s;,]+)/).map((part, index) =>
        /^https?:\/\//.test(part) ? (
          <a key={index} href={part} target="_blank" rel="noopener noreferrer" title={part}>
            {new URL(part).hostname.replace(/^www\./, "")}
          </a>
        ) : (
          part
        ),
      )}
    </>
  );
}
