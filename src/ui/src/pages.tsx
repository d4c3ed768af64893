import type { ComponentType } from "preact";
import { hasRole, offers } from "./lib/session";
import type { Key } from "./lib/texts";
import type { Role, Session } from "./lib/types";
import { AreaPage } from "./pages/area";
import { Help } from "./pages/help";
import { Rankings } from "./pages/rankings";
import { Reporting } from "./pages/reporting";
import { Review } from "./pages/review";
import { UploadPage } from "./pages/upload";
import { Uploads } from "./pages/uploads";
import type { IconName } from "./parts/icons";

/// The table of contents of the application: what is at which address, for whom, and which call of the service it
/// needs. A page the service does not offer, or the role may not use, is in no menu and at no address.
export interface PageEntry {
  path: string;
  title: Key;
  group: Key;
  icon: IconName;
  view: ComponentType;
  roles?: Role[];
  needs?: string;
  /// Also answers for addresses below it, `/areas/525`; such a page has no line in the menu.
  below?: boolean;
}

const readers: Role[] = ["officer", "reviewer", "manager", "reporter", "admin"];

const pages: PageEntry[] = [
  { path: "/rankings", title: "nav.rankings", group: "nav.figures", icon: "rankings", view: Rankings, roles: readers, needs: "/rankings" },
  { path: "/areas", title: "nav.area", group: "nav.figures", icon: "map", view: AreaPage, roles: readers, needs: "/areas/{}", below: true },
  { path: "/review", title: "nav.review", group: "nav.work", icon: "review", view: Review, roles: ["reviewer"], needs: "/uploads/{}/approve" },
  { path: "/uploads", title: "nav.uploads", group: "nav.work", icon: "upload", view: Uploads, roles: ["officer", "reviewer", "admin"], needs: "/uploads" },
  { path: "/uploads/", title: "nav.uploads", group: "nav.work", icon: "upload", view: UploadPage, roles: ["officer", "reviewer", "admin"], needs: "/uploads/{}", below: true },
  { path: "/reporting", title: "nav.reporting", group: "nav.work", icon: "reporting", view: Reporting, roles: readers, needs: "/reporting" },
  { path: "/help", title: "nav.help", group: "nav.more", icon: "help", view: Help },
];

const allowed = (page: PageEntry): boolean => (!page.roles || hasRole(...page.roles)) && (!page.needs || offers(page.needs));

export const pagesFor = (_who: Session): PageEntry[] => pages.filter((page) => allowed(page) && !page.below);

export function pageAt(path: string): PageEntry | undefined {
  const here = path === "/" ? pages.find(allowed) : pages.find((page) => page.path === path || (page.below && path.startsWith(page.path.replace(/\/?$/, "/")) && path.length > page.path.length));
  return here && allowed(here) ? here : undefined;
}
