import { useRef, useState } from "preact/hooks";
import { Problem } from "../../lib/api";
import { rounds } from "../../lib/catalogues";
import { download } from "../../lib/files";
import { bytes, count } from "../../lib/format";
import { useLoad } from "../../lib/load";
import { act, tell } from "../../lib/notices";
import { change, go, useRoute } from "../../lib/route";
import { sendFile, type Sending } from "../../lib/send_file";
import { say, t } from "../../lib/texts";
import type { Upload } from "../../lib/types";
import { Button, Loaded, Note, Select } from "../../parts/basics";
import { Icon } from "../../parts/icons";
import { hold } from "./held";
import { hasRound, kindName, ownKinds, workingRound } from "./kinds";

/// Sending a file: its kind and round, the file itself by hand or by mouse, and what happens to it on the way.

export function SendFile() {
  const lists = useLoad("rounds", rounds);
  const { query } = useRoute();
  const kinds = ownKinds();
  const kind = kinds.find((each) => each === query.get("kind")) ?? kinds[0]!;
  const round = query.get("round") ?? (lists.data ? workingRound(lists.data) : "");
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const [now, setNow] = useState<Sending | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);

  const choose = (chosen: File | null | undefined): void => {
    if (!chosen || now) return;
    setProblem(null);
    setFile(chosen);
  };
  const send = async (): Promise<void> => {
    if (!file) return;
    setProblem(null);
    stop.current = new AbortController();
    try {
      const sent = await sendFile<Upload>(
        "/uploads",
        { kind, round: hasRound(kind) ? round : null, name: file.name },
        file,
        setNow,
        stop.current.signal,
      );
      hold(sent.answer.id, file);
      if (sent.status === 200) tell(t(sent.breaks > 0 ? "send.had-arrived" : "send.known", { id: sent.answer.id }));
      go(`/uploads/${sent.answer.id}`);
    } catch (error) {
      if (error instanceof Problem) setProblem(error);
      else if (!(error instanceof DOMException)) setProblem(new Problem(-1, String(error), ""));
    } finally {
      setNow(null);
    }
  };

  return (
    <Loaded of={lists}>
      {(all) => (
        <section class="send card" aria-labelledby="send-title">
          <h2 id="send-title">{t("send.title")}</h2>
          <div class="control-row">
            <Select
              wide
              label={t("send.kind")}
              value={kind}
              choices={kinds.map((each) => ({ value: each, words: kindName(each) }))}
              onChange={(next) => change({ kind: next })}
            />
            {hasRound(kind) && (
              <Select
                wide
                label={t("control.round")}
                value={round}
                choices={all
                  .filter((each) => each.status !== "closed")
                  .slice()
                  .reverse()
                  .map((each) => ({ value: each.code, words: say(each.name), group: t("standard", { code: each.standard }) }))}
                onChange={(next) => change({ round: next })}
              />
            )}
            {(
              <Button
                class="more"
                icon="download"
                onClick={() => void act(() => download(`/templates/${kind}.xlsx`, { round: hasRound(kind) ? round : null }, `${kind}.xlsx`))}
              >
                {t("send.template")}
              </Button>
            )}
          </div>
          <p class="hint">{t(`kind.${kind}.hint` as "kind.households.hint")}</p>
          <label
            class={`drop${over ? " over" : ""}${file ? " full" : ""}`}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(false);
              choose(event.dataTransfer?.files[0]);
            }}
          >
            <input
              ref={input}
              type="file"
              accept=".csv,.xlsx,text/csv"
              disabled={now !== null}
              onChange={(event) => choose(event.currentTarget.files?.[0])}
            />
            <Icon name={file ? "table" : "upload"} />
            {file ? (
              <span>
                <strong>{file.name}</strong> <span class="muted">{bytes(file.size)}</span>
                {!now && <span class="hint block">{t("send.other")}</span>}
              </span>
            ) : (
              <span>
                <strong>{t("send.drop")}</strong>
                <span class="hint block">{t("send.formats")}</span>
              </span>
            )}
          </label>
          {now && <Progress now={now} />}
          {problem && (
            <Note tone={problem.status === 0 ? "warn" : "error"}>
              <strong>{problem.title}</strong>
              {problem.detail && <p>{problem.detail}</p>}
              {(problem.status === 0 || problem.status >= 500) && <p>{t("send.again.safe")}</p>}
            </Note>
          )}
          <div class="buttons">
            {now ? (
              <Button onClick={() => stop.current?.abort()}>{t("send.stop")}</Button>
            ) : (
              <Button look="main" icon="upload" disabled={!file || (hasRound(kind) && !round)} onClick={() => void send()}>
                {t(problem ? "send.again" : "send.do")}
              </Button>
            )}
            <span class="hint">{t("send.whole")}</span>
          </div>
        </section>
      )}
    </Loaded>
  );
}

export function Progress({ now }: { now: Sending }) {
  const share = now.all > 0 ? Math.floor((100 * now.sent) / now.all) : 100;
  const words = now.waiting
    ? t("send.broken", { times: count(now.breaks) })
    : share >= 100
      ? t("send.checking")
      : t("send.progress", { sent: bytes(now.sent), all: bytes(now.all), share });
  return (
    <div class="progress-box" role="status">
      <progress max={100} value={now.waiting ? undefined : share} aria-label={t("send.title")} />
      <span>{words}</span>
    </div>
  );
}
