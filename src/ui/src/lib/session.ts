import { ask, askAll, sessionResumed, signedIn } from "./api";
import { cell } from "./cell";
import { keep, kept } from "./kept";
import type { Role, Session } from "./types";

/// Who is signed in.

export const session = cell<Session | null>(null);

interface RawSession {
  user?: string | { name?: string; user?: string };
  name?: string;
  role?: Role;
  roles?: Role[];
  areas?: (string | { code: string; name?: string; full_name?: string })[];
  kinds?: string[];
  must_change?: boolean;
  must_change_password?: boolean;
  second_factor_required?: boolean;
}

function sessionOf(raw: RawSession): Session {
  const user = typeof raw.user === "string" ? raw.user : (raw.user?.name ?? raw.user?.user ?? raw.name ?? "");
  return {
    user,
    role: raw.role ?? raw.roles?.[0] ?? "manager",
    areas: (raw.areas ?? []).map((area) =>
      typeof area === "string" ? { code: area, name: area } : { code: area.code, name: area.full_name ?? area.name ?? area.code },
    ),
    kinds: raw.kinds ?? [],
    mustChange: Boolean(raw.must_change ?? raw.must_change_password),
    mustEnrol: Boolean(raw.second_factor_required),
  };
}

/// Marks that somebody signed in here, so that a first visit does not ask for a session that cannot be.
const remember = (here: boolean): void => keep("signed-in", here ? "1" : null);
export const mayBeSignedIn = (): boolean => kept("signed-in", "1") === "1";

export async function resume(): Promise<Session | null> {
  if (!mayBeSignedIn()) return null;
  try {
    const raw = await ask<RawSession | null>("/session", { unauthorised: "throw" });
    if (!raw || !(raw.user || raw.name)) return null;
    return await enter(sessionOf(raw));
  } catch {
    remember(false);
    return null;
  }
}

async function enter(next: Session): Promise<Session> {
  remember(true);
  signedIn.set(true);
  session.set(next);
  return next;
}

/// Signs in; the same person coming back to an ended session goes on where they were, another one starts anew.
export async function signIn(user: string, password: string, code = ""): Promise<void> {
  const before = session.get();
  const answer = await ask<RawSession | null>("/session", {
    method: "POST",
    json: code ? { user, password, code } : { user, password },
    unauthorised: "throw",
  });
  const complete = answer && (answer.role || answer.roles) ? answer : await ask<RawSession>("/session", { unauthorised: "throw" });
  const next = sessionOf({ ...complete, user: complete.user ?? user });
  if (before && before.user === next.user) {
    session.set(next);
    sessionResumed();
    return;
  }
  if (before) {
    location.reload();
    return;
  }
  await enter(next);
}

export async function signOut(): Promise<void> {
  try {
    await ask("/session", { method: "DELETE", unauthorised: "throw" });
  } finally {
    signedIn.set(false);
    remember(false);
    location.hash = "";
    location.reload();
  }
}

export const hasRole = (...roles: Role[]): boolean => {
  const now = session.get();
  return now !== null && roles.includes(now.role);
};

/// Answers that hardly change while a page is open are asked for once.
const remembered = new Map<string, Promise<unknown>>();
export function once<T>(key: string, get: () => Promise<T>): Promise<T> {
  let known = remembered.get(key) as Promise<T> | undefined;
  if (!known) {
    known = get();
    remembered.set(key, known);
    known.catch(() => remembered.delete(key));
  }
  return known;
}
export const forget = (key: string): void => void remembered.delete(key);

export const listOnce = <T>(path: string, query: Record<string, string> = {}): Promise<T[]> =>
  once(path + JSON.stringify(query), () => askAll<T>(path, query));
