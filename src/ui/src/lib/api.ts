import { cell } from "./cell";
import { language, say, t, tOr, type Bilingual } from "./texts";

/// The only place that talks to the service. A refusal arrives as `Problem` with words for a person; when the
/// session has ended the call waits until somebody has signed in again, then goes out once more, so that what
/// was typed is kept.

export type Query = Record<string, string | number | boolean | null | undefined>;

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(detail || title);
  }
}

const base = "/api/v1";

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "" || value === false) continue;
    search.set(name, value === true ? "1" : String(value));
  }
  const text = search.toString();
  return base + path + (text ? `?${text}` : "");
}

/// True while a signed-in person's session is over; the shell shows the log-in form above the page.
export const sessionEnded = cell(false);
const waiting: (() => void)[] = [];
export function sessionResumed(): void {
  sessionEnded.set(false);
  for (const resume of waiting.splice(0)) resume();
}
export const whenSignedIn = (): Promise<void> => new Promise((resume) => waiting.push(resume));
export const signedIn = cell(false);

/// The service's titles are the names of HTTP statuses; people get a sentence.
export const titleOf = (status: number, given: string): string =>
  tOr(`problem.${status >= 500 ? "fault" : status}`, given || t("problem.status", { status }));

export async function problemOf(response: Response): Promise<Problem> {
  let body: Record<string, unknown> = {};
  try {
    body = (await response.json()) as Record<string, unknown>;
  } catch {
    // Not every proxy in between sends problem+json.
  }
  const words = (value: unknown): string => say(value as Bilingual | string | undefined);
  const title = titleOf(response.status, words(body.title));
  return new Problem(response.status, title, words(body.detail), body);
}

export interface Call {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  query?: Query;
  json?: unknown;
  body?: BodyInit;
  type?: string;
  signal?: AbortSignal;
  /// `throw`: a 401 is an answer, not the end of a session (log-in itself).
  unauthorised?: "wait" | "throw";
}

export async function send(path: string, call: Call = {}): Promise<Response> {
  const headers: Record<string, string> = {
    "Accept-Language": language.get(),
    Accept: "application/json, application/problem+json;q=0.9, */*;q=0.1",
  };
  let body = call.body;
  if (call.json !== undefined) {
    body = JSON.stringify(call.json);
    headers["Content-Type"] = "application/json";
  } else if (call.type) headers["Content-Type"] = call.type;
  const init: RequestInit = { method: call.method ?? "GET", headers, body, signal: call.signal, credentials: "same-origin" };
  let response: Response;
  try {
    response = await fetch(address(path, call.query), init);
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw new Problem(0, t("problem.offline.title"), t("problem.offline.detail"));
  }
  if (response.status === 401 && call.unauthorised !== "throw" && signedIn.get()) {
    sessionEnded.set(true);
    void response.body?.cancel();
    await whenSignedIn();
    return send(path, { ...call, unauthorised: "throw" });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function ask<T>(path: string, call: Call = {}): Promise<T> {
  const response = await send(path, call);
  return (response.status === 204 ? null : await response.json()) as T;
}

export interface Listed<T> {
  items: T[];
  next: string | null;
}

/// All pages of a list, up to a number of items that a page can still show.
export async function askAll<T>(path: string, query: Query = {}, most = 20_000, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Listed<T> = await ask<Listed<T>>(path, { query: { ...query, cursor }, signal });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor && items.length < most);
  return items;
}
