import { useEffect, useRef, useState } from "preact/hooks";
import { sessionEnded } from "./lib/api";
import { useCell } from "./lib/cell";
import { dismiss, notices } from "./lib/notices";
import { useRoute } from "./lib/route";
import { session, signOut } from "./lib/session";
import { t, useLanguage } from "./lib/texts";
import type { Session } from "./lib/types";
import { LoginForm } from "./pages/login";
import { Button, Panel } from "./parts/basics";
import { Find } from "./parts/find";
import { Brand, Icon } from "./parts/icons";
import { LanguageSwitch } from "./parts/language";
import { fetchOthers } from "./parts/later";
import { pageAt, pagesFor, type PageEntry } from "./pages";

/// Navigation, notices and the frame around the page that the address names.
export function Shell({ who }: { who: Session }) {
  useLanguage();
  const { path } = useRoute();
  const ended = useCell(sessionEnded);
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const entry = pageAt(path);
  const first = useRef(true);

  // The other pages come once the first one stands, so that they open at once and also after the line is gone.
  useEffect(() => {
    const timer = setTimeout(() => void fetchOthers().catch(() => undefined), 1_500);
    return () => clearTimeout(timer);
  }, []);

  // A new page starts at its top, and a screen reader at its heading.
  useEffect(() => {
    setOpen(false);
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    main.current?.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [path]);

  return (
    <div class="shell">
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t("skip")}
      </a>
      <header class="frame">
        <div class="top">
          <Button look="quiet" icon="menu" aria-expanded={open} aria-controls="side" aria-label={t("menu")} onClick={() => setOpen(!open)} />
          <Brand size={24} />
          <span class="top-name">rasoat</span>
        </div>
        {open && <div class="shade" onClick={() => setOpen(false)} />}
        <div
          class={`side${open ? " open" : ""}`}
          id="side"
          onKeyDown={(event) => {
            if (event.key === "Escape") setOpen(false);
          }}
        >
          <a class="side-brand" href="#/">
            <Brand size={26} />
            <span>rasoat</span>
          </a>
          <Find />
          <Navigation path={path} who={who} onGo={() => setOpen(false)} />
          <div class="side-foot">
            <p class="who" title={who.areas.map((area) => area.name).join(", ")}>
              <strong>{who.user}</strong>
              <span>{t(`role.${who.role}`)}</span>
            </p>
            <Button look="quiet" icon="out" onClick={() => void signOut()}>
              {t("sign-out")}
            </Button>
            <LanguageSwitch />
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {entry ? <entry.view key={entry.path} /> : <NotFound />}
      </main>
      <Notices />
      {ended && (
        <Panel kind="middle" title={t("session.ended.title")} onClose={() => undefined}>
          <p>{t("session.ended.detail")}</p>
          <LoginForm user={session.get()?.user} />
        </Panel>
      )}
    </div>
  );
}

function Navigation({ path, who, onGo }: { path: string; who: Session; onGo: () => void }) {
  const pages = pagesFor(who);
  const current = pageAt(path);
  const groups = [...new Set(pages.map((page) => page.group))];
  const link = (page: PageEntry) => (
    <li key={page.path}>
      <a href={`#${page.path}`} aria-current={current?.path.replace(/\/$/, "") === page.path ? "page" : undefined} onClick={onGo}>
        <Icon name={page.icon} />
        <span>{t(page.title)}</span>
      </a>
    </li>
  );
  return (
    <nav aria-label={t("navigation")}>
      {groups.map((group) => (
        <ul key={group} aria-label={t(group)}>
          {pages.filter((page) => page.group === group && page.icon).map(link)}
        </ul>
      ))}
    </nav>
  );
}

function NotFound() {
  return (
    <div class="page">
      <h1 tabIndex={-1}>{t("not-found.title")}</h1>
      <p>{t("not-found.detail")}</p>
      <p>
        <a href="#/">{t("not-found.home")}</a>
      </p>
    </div>
  );
}

function Notices() {
  const list = useCell(notices);
  return (
    <section class="notices" aria-label={t("notices")} aria-live="polite">
      {list.map((notice) => (
        <div key={notice.id} class={`notice ${notice.tone}`} role={notice.tone === "error" ? "alert" : "status"}>
          <span>{notice.words}</span>
          {notice.undo && (
            <Button
              look="quiet"
              onClick={() => {
                dismiss(notice.id);
                notice.undo!();
              }}
            >
              {t("undo")}
            </Button>
          )}
          <Button look="quiet" icon="close" aria-label={t("close")} onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </section>
  );
}
