import type { ComponentType } from "preact";
import { hasRole, session } from "./lib/session";
import type { Key } from "./lib/texts";
import type { Role, Session } from "./lib/types";
import { Accounts } from "./pages/accounts";
import { AreaPage } from "./pages/area";
import { Audit } from "./pages/audit";
import { BenchmarksPage } from "./pages/benchmarks";
import { Exports } from "./pages/exports";
import { Help } from "./pages/help";
import { Log } from "./pages/log";
import { Overview } from "./pages/overview";
import { Password } from "./pages/password";
import { Programmes } from "./pages/programmes";
import { Rankings } from "./pages/rankings";
import { Releases } from "./pages/releases";
import { Reporting } from "./pages/reporting";
import { Reports } from "./pages/reports";
import { Review } from "./pages/review";
import { RoundsPage } from "./pages/rounds";
import { Schedules } from "./pages/schedules";
import { UploadPage } from "./pages/upload";
import { Uploads } from "./pages/uploads";
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
}

const readers: Role[] = ["officer", "reviewer", "manager", "reporter", "admin"];
const senders: Role[] = ["officer", "reviewer", "admin"];
const publishers: Role[] = ["manager", "reporter"];

/// The first page a role may see is the one it opens on.
const pages: PageEntry[] = [
  { path: "/rankings", title: "nav.rankings", group: "nav.figures", icon: "rankings", view: Rankings, roles: readers },
  { path: "/overview", title: "nav.overview", group: "nav.figures", icon: "overview", view: Overview, roles: readers },
  { path: "/areas", title: "nav.area", group: "nav.figures", icon: "map", view: AreaPage, roles: readers, below: true },
  { path: "/programmes", title: "nav.programmes", group: "nav.figures", icon: "programme", view: Programmes, roles: readers },
  { path: "/audit", title: "nav.audit", group: "nav.figures", icon: "audit", view: Audit, roles: ["manager", "reporter", "reviewer"] },
  { path: "/benchmarks", title: "nav.benchmarks", group: "nav.figures", icon: "benchmark", view: BenchmarksPage, roles: readers },
  { path: "/review", title: "nav.review", group: "nav.work", icon: "review", view: Review, roles: ["reviewer"] },
  { path: "/uploads", title: "nav.uploads", group: "nav.work", icon: "upload", view: Uploads, roles: senders },
  { path: "/uploads/", title: "nav.uploads", group: "nav.work", icon: "upload", view: UploadPage, roles: senders, below: true },
  { path: "/reporting", title: "nav.reporting", group: "nav.work", icon: "reporting", view: Reporting, roles: readers },
  { path: "/reports", title: "nav.reports", group: "nav.publish", icon: "report", view: Reports, roles: publishers },
  { path: "/schedules", title: "nav.schedules", group: "nav.publish", icon: "round", view: Schedules, roles: publishers },
  { path: "/exports", title: "nav.exports", group: "nav.publish", icon: "table", view: Exports, roles: publishers },
  { path: "/releases", title: "nav.releases", group: "nav.publish", icon: "release", view: Releases, roles: [...publishers, "admin"] },
  { path: "/rounds", title: "nav.rounds", group: "nav.admin", icon: "round", view: RoundsPage, roles: ["admin", "reporter"] },
  { path: "/accounts", title: "nav.accounts", group: "nav.admin", icon: "account", view: Accounts, roles: ["admin"] },
  { path: "/log", title: "nav.log", group: "nav.admin", icon: "log", view: Log, roles: ["admin"] },
  { path: "/password", title: "nav.password", group: "nav.more", icon: "account", view: Password },
  { path: "/help", title: "nav.help", group: "nav.more", icon: "help", view: Help },
];

const allowed = (page: PageEntry): boolean => !page.roles || hasRole(...page.roles);

export const pagesFor = (_who: Session): PageEntry[] => pages.filter((page) => allowed(page) && !page.below);

export function pageAt(path: string): PageEntry | undefined {
  // Until the first password is changed and a demanded second factor set up the service answers nothing else.
  if (session.get()?.mustChange || session.get()?.mustEnrol) return pages.find((page) => page.path === "/password");
  const inside = (page: PageEntry): boolean => Boolean(page.below) && path.startsWith(page.path.replace(/\/?$/, "/")) && path.length > page.path.length;
  const here = path === "/" ? pages.find(allowed) : pages.find((page) => page.path === path || inside(page));
  return here && allowed(here) ? here : undefined;
}
