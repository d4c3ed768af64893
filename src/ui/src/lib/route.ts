import { cell, useCell } from "./cell";

/// The address after `#` is the whole state of a view, `#/rankings?round=2023`, so that it can be sent to a
/// colleague and the browser's back button works. What is not in the address is a default.
export interface Route {
  path: string;
  query: URLSearchParams;
}

function read(): Route {
  const [path, query] = location.hash.replace(/^#/, "").split("?", 2);
  return { path: path || "/", query: new URLSearchParams(query ?? "") };
}

export const route = cell<Route>(read());
const follow = (): void => route.set(read());
addEventListener("hashchange", follow);

export type Patch = Record<string, string | number | boolean | null | undefined>;

function patched(query: URLSearchParams, patch: Patch): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null || value === undefined || value === "" || value === false) next.delete(name);
    else next.set(name, value === true ? "1" : String(value));
  }
  return next;
}

export function href(path: string, patch: Patch = {}): string {
  const query = patched(new URLSearchParams(), patch).toString();
  return `#${path}${query ? `?${query}` : ""}`;
}

export function go(path: string, patch: Patch = {}): void {
  step(href(path, patch));
}

/// Taken at once: a `hashchange` comes later, and what a person does in between would read the address before.
function step(address: string): void {
  if (address === location.hash) return;
  window.history.pushState(null, "", address);
  follow();
}

/// Changes parts of the present view's address; `replace` leaves no step in the history (typing in a search box).
export function change(patch: Patch, history: "push" | "replace" = "push"): void {
  const { path, query } = read();
  const next = patched(query, patch).toString();
  const address = `#${path}${next ? `?${next}` : ""}`;
  if (history === "push") return step(address);
  window.history.replaceState(null, "", address);
  follow();
}

export const useRoute = (): Route => useCell(route);
