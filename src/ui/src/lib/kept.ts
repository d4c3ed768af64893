/// Small things remembered in this browser from visit to visit. Where it keeps nothing, each visit begins anew.

/// `unknowable` where the browser lets nothing be read at all.
export function kept(name: string, unknowable: string | null = null): string | null {
  try {
    return localStorage.getItem(`rasoat.${name}`);
  } catch {
    return unknowable;
  }
}

export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`rasoat.${name}`);
    else localStorage.setItem(`rasoat.${name}`, value);
  } catch {
    // Forgotten with the page.
  }
}
