import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "./api";
import { useLanguage } from "./texts";

/// What a page knows of something it asked for. `data` of the answer before stays while a new one is on its way
/// (`busy`), so that a change of controls does not blank the page.
export interface Load<T> {
  data: T | null;
  busy: boolean;
  slow: boolean;
  problem: Problem | null;
  again: () => void;
}

const slowAfter = 2_000;

/// Runs `get` whenever `key` changes; null asks nothing. An answer that arrives after a newer question is dropped.
export function useLoad<T>(key: string | null, get: (signal: AbortSignal) => Promise<T>): Load<T> {
  const [state, setState] = useState<{ key: string | null; data: T | null; problem: Problem | null; busy: boolean }>({
    key: null,
    data: null,
    problem: null,
    busy: key !== null,
  });
  const [slow, setSlow] = useState(false);
  const [turn, setTurn] = useState(0);
  const language = useLanguage();
  const latest = useRef(get);
  latest.current = get;

  useEffect(() => {
    if (key === null) {
      setState({ key, data: null, problem: null, busy: false });
      return;
    }
    const control = new AbortController();
    const timer = setTimeout(() => setSlow(true), slowAfter);
    setSlow(false);
    setState((before) => ({ ...before, busy: true, problem: null }));
    latest.current(control.signal).then(
      (data) => {
        clearTimeout(timer);
        if (!control.signal.aborted) setState({ key, data, problem: null, busy: false });
      },
      (error: unknown) => {
        clearTimeout(timer);
        if (control.signal.aborted) return;
        const problem = error instanceof Problem ? error : new Problem(-1, String(error), "");
        setState({ key, data: null, problem, busy: false });
      },
    );
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [key, turn, language]);

  // Back on line: what failed for want of a line is asked for again by itself.
  useEffect(() => {
    if (state.problem?.status !== 0) return;
    const retry = (): void => setTurn((before) => before + 1);
    addEventListener("online", retry);
    const timer = setInterval(retry, 10_000);
    return () => {
      removeEventListener("online", retry);
      clearInterval(timer);
    };
  }, [state.problem]);

  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { data: state.data, busy: state.busy, slow: slow && state.busy, problem: state.problem, again };
}
