import { Problem } from "./api";
import { cell } from "./cell";
import { t } from "./texts";

/// Short messages at the foot of the page. Those that report something done may carry its undo; errors stay
/// until they are closed.
export interface Notice {
  id: number;
  tone: "done" | "error";
  words: string;
  undo?: () => void;
}

export const notices = cell<Notice[]>([]);
let last = 0;

export function dismiss(id: number): void {
  notices.set(notices.get().filter((notice) => notice.id !== id));
}

export function tell(words: string, undo?: () => void): void {
  const id = ++last;
  notices.set([...notices.get(), { id, tone: "done", words, undo }]);
  setTimeout(() => dismiss(id), undo ? 20_000 : 7_000);
}

export function complain(error: unknown): void {
  const words =
    error instanceof Problem
      ? [error.title, error.detail].filter(Boolean).join(": ") || t("problem.offline.title")
      : String(error);
  notices.set([...notices.get(), { id: ++last, tone: "error", words }]);
}

/// Runs an action of a person: what fails is said, never swallowed.
export async function act(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}
