import type { ComponentType } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { t } from "../lib/texts";
import { Button, Note } from "./basics";

type Others = typeof import("../pages/others");

/// The pages beside the first: one file, fetched once the first stands, or when one of them is opened.
let others: Others | null = null;
export const fetchOthers = async (): Promise<void> => {
  others ??= await import("../pages/others");
};

/// A page of that file. Where the file is not to be had (no line, or a newer version of the service) loading anew helps.
export function later(name: keyof Others): ComponentType {
  return function Later() {
    const [, drawAgain] = useState(others !== null);
    const [failed, setFailed] = useState(false);
    useLayoutEffect(() => {
      if (!others) fetchOthers().then(() => drawAgain(true), () => setFailed(true));
    }, []);
    if (others) {
      const View = others[name];
      return <View />;
    }
    if (!failed)
      return (
        <div class="waiting" role="status">
          <span class="spinner" aria-hidden="true" />
          {t("loading")}
        </div>
      );
    return (
      <Note tone="warn">
        <p>{t("later.failed")}</p>
        <Button onClick={() => location.reload()}>{t("later.reload")}</Button>
      </Note>
    );
  };
}
