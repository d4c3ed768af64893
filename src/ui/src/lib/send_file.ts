import { address, Problem, sessionEnded, signedIn, titleOf, whenSignedIn, type Query } from "./api";
import { language, say, t, type Bilingual } from "./texts";

/// Sends a file with its progress. A line that breaks is tried again by itself: the service knows a file by its
/// bytes, so what had arrived after all is answered with the upload that is there and never counted twice.

export interface Sending {
  sent: number;
  all: number;
  /// How often the line has broken so far.
  breaks: number;
  waiting: boolean;
}

export interface Sent<T> {
  status: number;
  answer: T;
  breaks: number;
}

const pauses = [1_000, 3_000, 8_000, 15_000];

function once<T>(url: string, file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<{ status: number; answer: T }> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept-Language", language.get());
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.loaded);
    const broken = (): void => fail(new Problem(0, t("problem.offline.title"), t("problem.offline.detail")));
    request.onerror = broken;
    request.ontimeout = broken;
    request.onabort = () => fail(new DOMException("", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.onload = () => {
      let answer: Record<string, unknown> = {};
      try {
        answer = JSON.parse(request.responseText) as Record<string, unknown>;
      } catch {
        // A proxy's own page: the status says enough.
      }
      if (request.status >= 200 && request.status < 300) done({ status: request.status, answer: answer as T });
      else {
        const words = (value: unknown): string => say(value as Bilingual | string | undefined);
        fail(new Problem(request.status, titleOf(request.status, words(answer["title"])), words(answer["detail"]), answer));
      }
    };
    request.send(file);
  });
}

const pause = (length: number, signal: AbortSignal): Promise<void> =>
  new Promise((done, fail) => {
    const timer = setTimeout(go, length);
    function go(): void {
      clearTimeout(timer);
      removeEventListener("online", go);
      done();
    }
    addEventListener("online", go, { once: true });
    signal.addEventListener("abort", () => fail(new DOMException("", "AbortError")));
  });

/// Gateways say 502 to 504 when the service took longer than they wait; it goes on and the file may be there.
const worthAgain = (status: number): boolean => status === 0 || status === 408 || (status >= 502 && status <= 504);

export async function sendFile<T>(path: string, query: Query, file: File, onChange: (now: Sending) => void, signal: AbortSignal): Promise<Sent<T>> {
  let breaks = 0;
  for (;;) {
    try {
      onChange({ sent: 0, all: file.size, breaks, waiting: false });
      const { status, answer } = await once<T>(address(path, query), file, (sent) => onChange({ sent, all: file.size, breaks, waiting: false }), signal);
      return { status, answer, breaks };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 401 && signedIn.get()) {
        sessionEnded.set(true);
        await whenSignedIn();
        continue;
      }
      if (!worthAgain(error.status) || breaks >= pauses.length) throw error;
      onChange({ sent: 0, all: file.size, breaks: breaks + 1, waiting: true });
      await pause(pauses[breaks]!, signal);
      breaks += 1;
    }
  }
}
