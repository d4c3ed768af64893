import { useId, useRef, useState } from "preact/hooks";
import { areas, hasDistricts } from "../lib/catalogues";
import { bareName, byAlphabet, folded } from "../lib/format";
import { go } from "../lib/route";
import { t } from "../lib/texts";
import type { Area } from "../lib/types";

/// "Find a unit": a combobox over today's units of the province and its former districts. Marks may be left out.

interface Found {
  area: Area;
  asOf: string;
}

async function known(): Promise<Found[]> {
  const today = new Date().toISOString().slice(0, 10);
  const old = "2025-06-30";
  const lists = await Promise.all([
    areas("commune", "51", today).then((list) => list.map((area) => ({ area, asOf: today }))),
    hasDistricts(today) ? Promise.resolve([]) : areas("district", "51", old).then((list) => list.map((area) => ({ area, asOf: old }))),
    areas("province", "VN", today).then((list) => list.map((area) => ({ area, asOf: today }))),
  ]);
  return lists.flat().sort((a, b) => byAlphabet(bareName(a.area.full_name), bareName(b.area.full_name)));
}

export function Find() {
  const [text, setText] = useState("");
  const [units, setUnits] = useState<Found[]>([]);
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const asked = useRef(false);
  const id = useId();
  const wanted = folded(text.trim());
  const found = wanted ? units.filter(({ area }) => folded(area.full_name).includes(wanted) || area.code.startsWith(wanted)).slice(0, 8) : [];

  const load = (): void => {
    if (asked.current) return;
    asked.current = true;
    known().then(setUnits, () => (asked.current = false));
  };
  const choose = (unit: Found | undefined): void => {
    if (!unit) return;
    setText("");
    setOpen(false);
    go(`/areas/${unit.area.code}`, { as_of: unit.asOf });
  };

  return (
    <div class="find">
      <label class="unseen" for={id}>{t("find")}</label>
      <input
        id={id}
        type="search"
        role="combobox"
        autocomplete="off"
        title={t("find")}
        aria-expanded={open && found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && found[at] ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        value={text}
        onFocus={load}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
          setOpen(true);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
          else if (event.key === "Enter") choose(found[at]);
          else if (event.key === "Escape") setOpen(false);
          else return;
          event.preventDefault();
        }}
      />
      {!text && <span class="find-hint" aria-hidden="true">{t("find")}</span>}
      <ul id={`${id}-list`} role="listbox" aria-label={t("find")} hidden={!open || found.length === 0}>
        {found.map((unit, index) => (
          <li
            key={unit.area.code + unit.asOf}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={() => choose(unit)}
          >
            {unit.area.full_name} <span class="muted">{unit.area.code}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
