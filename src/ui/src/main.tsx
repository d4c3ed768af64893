import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useCell } from "./lib/cell";
import { resume, session } from "./lib/session";
import { rememberedLanguage, speak, t, useLanguage } from "./lib/texts";
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
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    void resume().finally(() => setAsked(true));
  }, []);
  useEffect(() => {
    if (asked && !who) document.title = `${t("login.submit")} · rasoat`;
  }, [asked, who]);
  if (!asked) return null;
  return who ? <Shell who={who} /> : <Login />;
}

void speak(rememberedLanguage()).finally(() => render(<Application />, document.getElementById("app")!));
