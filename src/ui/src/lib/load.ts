import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
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

/// What was asked for before its page was drawn, by the key the page asks under, until the page takes it.
const early = new Map<string, { answer: Promise<unknown>; data?: unknown }>();

/// Asks for what a page will ask first, so that the page is drawn whole at once. What was refused (nobody was signed in yet) the
/// page asks again.
export async function askAhead<T>(key: string, get: () => Promise<T>): Promise<T> {
  const answer = get();
  const kept: { answer: Promise<unknown>; data?: unknown } = { answer };
  early.set(key, kept);
  try {
    const data = await answer;
    kept.data = data;
    return data;
  } catch (error) {
    if (early.get(key) === kept) early.delete(key);
    throw error;
  }
}

/// Runs `get` whenever `key` changes; null asks nothing. An answer that arrives after a newer question is dropped.
export function useLoad<T>(key: string | null, get: (signal: AbortSignal) => Promise<T>): Load<T> {
  const [state, setState] = useState<{ data: T | null; problem: Problem | null; busy: boolean }>(() => {
    const data = key === null ? null : ((early.get(key)?.data ?? null) as T | null);
    return { data, problem: null, busy: key !== null && data === null };
  });
  const [slow, setSlow] = useState(false);
  const [turn, setTurn] = useState(0);
  const language = useLanguage();
  const latest = useRef(get);
  latest.current = get;

  // Before the frame is painted, so that the question is on its way meanwhile.
  useLayoutEffect(() => {
    if (key === null) {
      setState({ data: null, problem: null, busy: false });
      return;
    }
    const ahead = early.get(key);
    early.delete(key);
    if (ahead && ahead.data === state.data) return;
    const control = new AbortController();
    const timer = setTimeout(() => setSlow(true), slowAfter);
    setSlow(false);
    setState((before) => ({ ...before, busy: true, problem: null }));
    const answer = ahead ? (ahead.answer as Promise<T>) : latest.current(control.signal);
    answer.then(
      (data) => {
        clearTimeout(timer);
        if (!control.signal.aborted) setState({ data, problem: null, busy: false });
      },
      (error: unknown) => {
        clearTimeout(timer);
        if (control.signal.aborted) return;
        const problem = error instanceof Problem ? error : new Problem(-1, String(error), "");
        setState({ data: null, problem, busy: false });
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
