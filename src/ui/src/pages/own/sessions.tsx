import { ask, type Listed } from "../../lib/api";
import { moment } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { act, tell } from "../../lib/notices";
import { t } from "../../lib/texts";
import { Button, Loaded } from "../../parts/basics";

/// Where one is signed in now, and how to end it there.

interface SignedIn {
  id: string;
  kind: string;
  current: boolean;
  made_at: string;
  seen_at: string;
  address: string;
}

export function Sessions() {
  const load = useLoad("own sessions", (signal) => ask<Listed<SignedIn>>("/sessions", { signal }));
  const end = (one: SignedIn): Promise<boolean> =>
    act(async () => {
      await ask(`/sessions/${encodeURIComponent(one.id)}`, { method: "DELETE" });
      tell(t("sessions.ended"));
      load.again();
    });
  return (
    <section class="card" aria-labelledby="sessions">
      <h2 id="sessions">{t("sessions.title")}</h2>
      <Loaded of={load}>
        {(list) => (
          <ul class="plain-list">
            {list.items.map((one) => (
              <li key={one.id}>
                {t("sessions.one", { at: moment(one.made_at), seen: moment(one.seen_at), address: one.address || "–" })}{" "}
                {one.current ? (
                  <span class="tag">{t("sessions.this")}</span>
                ) : (
                  <Button look="quiet" aria-label={`${t("sessions.end")}: ${one.id}`} onClick={() => void end(one)}>
                    {t("sessions.end")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}
