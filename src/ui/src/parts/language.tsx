import { speak, t, useLanguage } from "../lib/texts";

export function LanguageSwitch() {
  const now = useLanguage();
  return (
    <div class="languages" role="group" aria-label={t("language")}>
      <button type="button" lang="vi" aria-pressed={now === "vi"} onClick={() => void speak("vi")}>
        Tiếng Việt
      </button>
      <button type="button" lang="en" aria-pressed={now === "en"} onClick={() => void speak("en")}>
        English
      </button>
    </div>
  );
}
