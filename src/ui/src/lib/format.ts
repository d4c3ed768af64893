import { language } from "./texts";

/// Numbers, dates and order the way the reader's language writes them: 1.234,5 and 31/12/2023 in Vietnamese.
/// What is absent is a dash, never 0.

export const absent = "–";
/// The sign the service writes in its sums.
export const minus = "−";

const formats = new Map<string, Intl.NumberFormat>();

function number(value: number, decimals: number, signed = false): string {
  const locale = language.get() === "vi" ? "vi-VN" : "en-GB";
  const key = `${locale} ${decimals} ${signed}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: signed ? "exceptZero" : "auto",
    });
    formats.set(key, format);
  }
  return format.format(value).replace("-", minus);
}

export type Maybe<T> = T | null | undefined;

export const count = (value: Maybe<number>): string => (value == null ? absent : number(value, 0));
export const decimal = (value: Maybe<number>): string => (value == null ? absent : number(value, 2));
/// Money in million VND: whole ones are enough on a page; the files have all of them.
export const amount = (value: Maybe<number>): string => (value == null ? absent : number(value, 0));
export const signed = (value: Maybe<number>, decimals = 2): string =>
  value == null ? absent : number(value, decimals, true);

/// A probability: what is too small to be written out is said to be below it.
export const probability = (value: number): string => (value < 0.0001 ? `< ${number(0.0001, 4)}` : number(value, 4));

/// How many decimals a unit is written with: counts none, everything else two.
export const decimalsOf = (unit: string): number => (unit === "%" || unit === "points" || unit === "criteria" ? 2 : 0);
export const figure = (value: Maybe<number>, unit: string): string =>
  value == null ? absent : number(value, decimalsOf(unit));
export const change = (value: Maybe<number>, unit: string): string => signed(value, decimalsOf(unit));

/// The difference of two rates in points with two decimals, from their counts and rounded once, half away from
/// zero: the difference of two rounded rates can be off by one.
interface Parts {
  numerator: number | null;
  denominator: number | null;
}
export function points(now: Parts, before: Parts): number | null {
  if (now.numerator == null || before.numerator == null || !now.denominator || !before.denominator) return null;
  const [a, b, c, d] = [now.numerator, now.denominator, before.numerator, before.denominator].map(BigInt) as [bigint, bigint, bigint, bigint];
  const over = 20_000n * (a * d - c * b);
  const under = 2n * b * d;
  const half = b * d;
  return Number((over < 0n ? over - half : over + half) / under) / 100;
}

/// 2023-12-31 or 2023-12-31T08:15:00Z as 31/12/2023.
export function date(iso: Maybe<string>): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : absent;
}

/// Made when first needed: the language tables behind them are slow to open on an old machine.
function kept<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
const clock = kept(
  () =>
    new Intl.DateTimeFormat("en-GB", {
      timeZone: "Asia/Ho_Chi_Minh",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }),
);

/// A period is a round's code or a day.
export const period = (text: Maybe<string>): string => (/^\d{4}-\d\d-\d\d$/.test(text ?? "") ? date(text) : (text ?? absent));

/// 31/12/2023 or 2023-12-31 as the day it is; null for what is no day.
export function dayOf(text: string): string | null {
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const iso = parts ? `${parts[3]}-${parts[2]!.padStart(2, "0")}-${parts[1]!.padStart(2, "0")}` : text.trim();
  const at = new Date(`${iso}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(iso) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

/// A moment in Vietnam's time, where the schedules and deadlines live: 31/12/2023 15:04.
export function moment(iso: Maybe<string>): string {
  if (!iso) return absent;
  const at = new Date(/Z|[+-]\d\d:?\d\d$/.test(iso) ? iso : iso.replace(" ", "T") + "Z");
  if (Number.isNaN(at.getTime())) return iso;
  return clock().format(at).replace(",", "");
}

export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${number(size / 1024, 0)} kB` : `${number(size / 1024 / 1024, 1)} MB`;
}

/// Codes, days and moments in ISO form; the alphabet's rules would only cost time.
export const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const collator = kept(() => new Intl.Collator("vi", { numeric: true }));
export const byAlphabet = (a: string, b: string): number => collator().compare(a, b);

const kinds = /^(Tỉnh|Thành phố|Thị xã|Thị trấn|Huyện|Quận|Xã|Phường|Đặc khu)\s+/u;
/// The name without its kind, to sort Huyện Ba Tơ under B.
export const bareName = (fullName: string): string => fullName.replace(kinds, "");

/// For searching: no case, no marks, đ as d.
export const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/gi, "d")
    .toLowerCase();
