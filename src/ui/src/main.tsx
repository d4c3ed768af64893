import { render } from "preact";
import { useEffect } from "preact/hooks";
import { useCell } from "./lib/cell";
import { route } from "./lib/route";
import { mayBeSignedIn, resume, session } from "./lib/session";
import { rememberedLanguage, speak, t, useLanguage } from "./lib/texts";
import { pageAhead } from "./pages";
import { Login } from "./pages/login";
import { Shell } from "./shell";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/pages.css";
import "./styles/work.css";
import "./styles/print.css";

function Application() {
  useLanguage();
  const who = useCell(session);
  useEffect(() => {
    if (!who) document.title = `${t("login.submit")} · rasoat`;
  }, [who]);
  return who ? <Shell who={who} /> : <Login />;
}

/// So long the first page waits for its figures, so that it is drawn once; after that its frame comes first.
const patience = 300; // ms

async function begin(): Promise<void> {
  const { path, query } = route.get();
  const figures = mayBeSignedIn() ? pageAhead(path, query).catch(() => undefined) : null;
  if (await resume()) await Promise.race([figures, new Promise((done) => setTimeout(done, patience))]);
}

void Promise.allSettled([speak(rememberedLanguage()), begin()]).then(() => render(<Application />, document.getElementById("app")!));
