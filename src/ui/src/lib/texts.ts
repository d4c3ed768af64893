import vi from "../texts/vi.json";
import { cell, useCell } from "./cell";
import { keep, kept } from "./kept";

/// Every sentence a person reads, by key, in the language chosen. Vietnamese is part of the first load, English
/// is fetched when asked for. A key that is not in the files does not compile.

export type Key = keyof typeof vi;
export type Language = "vi" | "en";
export interface Bilingual {
  vi: string;
  en: string;
}
type Arguments = Record<string, string | number>;

let sentences: Record<Key, string> = vi;
export const language = cell<Language>("vi");

export async function speak(wanted: Language): Promise<void> {
  sentences = wanted === "en" ? (await import("../texts/en.json")).default : vi;
  document.documentElement.lang = wanted;
  keep("language", wanted);
  language.set(wanted);
}

export const rememberedLanguage = (): Language => (kept("language") === "en" ? "en" : "vi");

export function t(key: Key, args: Arguments = {}): string {
  return sentences[key].replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));
}

/// The sentence under a key made at run time (`state.approved`), or the words given for one we do not know.
export function tOr(key: string, otherwise: string, args: Arguments = {}): string {
  return key in sentences ? t(key as Key, args) : otherwise;
}

/// What the service sends in both languages; a plain string stands for itself.
export function say(text: Bilingual | string | null | undefined): string {
  if (!text) return "";
  return typeof text === "string" ? text : text[language.get()] || text.vi;
}

export const useLanguage = (): Language => useCell(language);
