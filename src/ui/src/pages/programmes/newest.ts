import { ask } from "../../lib/api";
import { once } from "../../lib/session";
import type { Sheet } from "./types";

/// The day whose money is shown when nobody names one: today, or the last day of the newest earlier year that has a plan
/// (in January nothing of the new year is known yet).
export const newestMoney = (): Promise<string> =>
  once("newest money", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const year = Number(today.slice(0, 4));
    for (const day of [today, `${year - 1}-12-31`, `${year - 2}-12-31`]) {
      const sheet = await ask<Sheet>("/programmes", { query: { round: day } });
      if (sheet.total.planned != null) return day;
    }
    return today;
  });

/// True when neither money nor criteria of the area are known.
export const bare = (sheet: Sheet): boolean => sheet.programmes.every((each) => each.planned == null && each.disbursed == null) && !sheet.ntm?.communes;
