import { useEffect, useState } from "preact/hooks";

/// What the screen has time and room for.

/// When the browser has nothing better to do: after what was asked for stands.
export const idle = (): Promise<unknown> => new Promise((done) => ("requestIdleCallback" in window ? requestIdleCallback(done) : setTimeout(done, 200)));

/// Whether the page is as narrow as a phone's: the width at which the styles change.
export function usePhone(): boolean {
  const [query] = useState(() => matchMedia("(max-width: 45rem)"));
  const [phone, setPhone] = useState(query.matches);
  useEffect(() => {
    const turned = (): void => setPhone(query.matches);
    query.addEventListener("change", turned);
    return () => query.removeEventListener("change", turned);
  }, [query]);
  return phone;
}
