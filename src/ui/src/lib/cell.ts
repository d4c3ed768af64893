import { useEffect, useState } from "preact/hooks";

/// A value that pages share (session, language, notices): whoever reads it with `useCell` is drawn again when
/// it changes. Holds no history and belongs to the one thread a page has.
export interface Cell<T> {
  get(): T;
  set(value: T): void;
  watch(listener: () => void): () => void;
}

export function cell<T>(initial: T): Cell<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function useCell<T>(source: Cell<T>): T {
  const [value, set] = useState(source.get());
  useEffect(() => {
    set(() => source.get());
    return source.watch(() => set(() => source.get()));
  }, [source]);
  return value;
}
