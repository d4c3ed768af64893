import type { ComponentType } from "preact";
import { hasRole, session } from "./lib/session";
import type { Key } from "./lib/texts";
import type { Role, Session } from "./lib/types";
import { Password } from "./pages/password";
import { Rankings, rankingsAhead } from "./pages/rankings";
import { later } from "./parts/later";
import type { IconName } from "./parts/icons";

/// The table of contents of the application: what is at which address, and for whom. A page that the role may not use is
/// in no menu and at no address.
export interface PageEntry {
  path: string;
  title: Key;
  group: Key;
  icon: IconName;
  view: ComponentType;
  roles?: Role[];
  /// Also answers for addresses below it, `/areas/525`; such a page has no line in the menu.
  below?: boolean;
  /// Asks for what the page will ask first, before it is drawn.
  ahead?: (query: URLSearchParams) => Promise<void>;
}

const readers: Role[] = ["officer", "reviewer", "manager", "reporter", "admin"];
const senders: Role[] = ["officer", "reviewer", "admin"];
const publishers: Role[] = ["manager", "reporter"];

/// The first page a role may see is the one it opens on.
const pages: PageEntry[] = [
  { path: "/rankings", title: "nav.rankings", group: "nav.figures", icon: "rankings", view: Rankings, ahead: rankingsAhead, roles: readers },
  { path: "/overview", title: "nav.overview", group: "nav.figures", icon: "overview", view: later("Overview"), roles: readers },
  { path: "/areas", title: "nav.area", group: "nav.figures", icon: "map", view: later("AreaPage"), roles: readers, below: true },
  { path: "/programmes", title: "nav.programmes", group: "nav.figures", icon: "programme", view: later("Programmes"), roles: readers },
  { path: "/audit", title: "nav.audit", group: "nav.figures", icon: "audit", view: later("Audit"), roles: ["manager", "reporter", "reviewer"] },
  { path: "/benchmarks", title: "nav.benchmarks", group: "nav.figures", icon: "benchmark", view: later("BenchmarksPage"), roles: readers },
  { path: "/review", title: "nav.review", group: "nav.work", icon: "review", view: later("Review"), roles: ["reviewer"] },
  { path: "/uploads", title: "nav.uploads", group: "nav.work", icon: "upload", view: later("Uploads"), roles: senders },
  { path: "/uploads/", title: "nav.uploads", group: "nav.work", icon: "upload", view: later("UploadPage"), roles: senders, below: true },
  { path: "/reporting", title: "nav.reporting", group: "nav.work", icon: "reporting", view: later("Reporting"), roles: readers },
  { path: "/reports", title: "nav.reports", group: "nav.publish", icon: "report", view: later("Reports"), roles: publishers },
  { path: "/schedules", title: "nav.schedules", group: "nav.publish", icon: "round", view: later("Schedules"), roles: publishers },
  { path: "/exports", title: "nav.exports", group: "nav.publish", icon: "table", view: later("Exports"), roles: publishers },
  { path: "/releases", title: "nav.releases", group: "nav.publish", icon: "release", view: later("Releases"), roles: [...publishers, "admin"] },
  { path: "/rounds", title: "nav.rounds", group: "nav.admin", icon: "round", view: later("RoundsPage"), roles: ["admin", "reporter"] },
  { path: "/accounts", title: "nav.accounts", group: "nav.admin", icon: "account", view: later("Accounts"), roles: ["admin"] },
  { path: "/log", title: "nav.log", group: "nav.admin", icon: "log", view: later("Log"), roles: ["admin"] },
  { path: "/password", title: "nav.password", group: "nav.more", icon: "account", view: Password },
  { path: "/help", title: "nav.help", group: "nav.more", icon: "help", view: later("Help") },
];

const allowed = (page: PageEntry): boolean => !page.roles || hasRole(...page.roles);

export const pagesFor = (_who: Session): PageEntry[] => pages.filter((page) => allowed(page) && !page.below);

/// Figures of the page an address opens on, asked for while it is asked who this is; to whom they are refused will see why.
export async function pageAhead(path: string, query: URLSearchParams): Promise<void> {
  await (path === "/" ? pages[0] : pages.find((page) => page.path === path))?.ahead?.(query);
}

export function pageAt(path: string): PageEntry | undefined {
  // Until the first password is changed and a demanded second factor set up the service answers nothing else.
  if (session.get()?.mustChange || session.get()?.mustEnrol) return pages.find((page) => page.path === "/password");
  const inside = (page: PageEntry): boolean => Boolean(page.below) && path.startsWith(page.path.replace(/\/?$/, "/")) && path.length > page.path.length;
  const here = path === "/" ? pages.find(allowed) : pages.find((page) => page.path === path || inside(page));
  return here && allowed(here) ? here : undefined;
}
