import { useMemo } from "preact/hooks";
import { ask, type Listed } from "../lib/api";
import { indicators, rounds } from "../lib/catalogues";
import { byAlphabet, byCode, figure, folded, period } from "../lib/format";
import { useLoad } from "../lib/load";
import { change, href, useRoute } from "../lib/route";
import { scopeName, scopeRank } from "../lib/scopes";
import { hasRole } from "../lib/session";
import { say, t, tOr } from "../lib/texts";
import type { Indicator } from "../lib/types";
import { Empty, Loaded, Select, Synthetic } from "../parts/basics";
import { Page } from "../parts/page";
import { Source } from "../parts/source";
import { DataTable, sortingOf, sortingText, type Column } from "../parts/table";

interface Benchmark {
  indicator: string;
  scope: string;
  period: string;
  value: number;
  source: string;
  provisional: boolean;
  synthetic: boolean;
  counts: boolean;
}

/// Published averages with the document each comes from; of several for one scope and period all are shown.
export function BenchmarksPage() {
  const { query } = useRoute();
  const load = useLoad("benchmarks", async (signal) => ({
    items: (await ask<Listed<Benchmark>>("/benchmarks", { signal })).items,
    indicators: await indicators(),
    rounds: await rounds(),
    provinces: new Map((await ask<Listed<{ code: string; full_name: string }>>("/areas", { query: { level: "province", within: "VN", as_of: "2024-12-31" }, signal })).items.map((area) => [area.code, area.full_name])),
  }));
  const indicator = query.get("indicator") ?? "";
  const wanted = folded((query.get("q") ?? "").trim());
  const all = load.data;
  const rows = useMemo(
    () =>
      (all?.items ?? []).filter(
        (each) =>
          (!indicator || each.indicator === indicator) &&
          (!wanted || folded(`${scopeName(each.scope, all?.provinces)} ${each.scope} ${each.period} ${each.source}`).includes(wanted)),
      ),
    [all, indicator, wanted],
  );
  const known = (code: string): Indicator | undefined => all?.indicators.find((each) => each.code === code);
  const columns: Column<Benchmark>[] = [
    {
      id: "scope",
      head: t("benchmarks.scope"),
      class: "name",
      order: (a, b) => scopeRank(a.scope) - scopeRank(b.scope) || byAlphabet(scopeName(a.scope, all?.provinces), scopeName(b.scope, all?.provinces)),
      cell: (each) => (
        <>
          {scopeName(each.scope, all?.provinces)}
          <span class="phone-only">
            {say(known(each.indicator)?.name) || each.indicator}
            <span class="source">
              <Basis of={each} />
            </span>
          </span>
        </>
      ),
    },
    { id: "period", head: t("upload.round"), order: (a, b) => byCode(a.period, b.period), cell: (each) => period(each.period) },
    { id: "indicator", head: t("control.indicator"), class: "wrap", room: "mid", order: (a, b) => byAlphabet(a.indicator, b.indicator), cell: (each) => say(known(each.indicator)?.name) || each.indicator },
    {
      id: "value",
      head: t("column.value"),
      numeric: true,
      order: (a, b) => a.value - b.value,
      cell: (each) => (
        <>
          <strong>{figure(each.value, known(each.indicator)?.unit ?? "%")}</strong> <span class="muted">{tOr(`unit.${known(each.indicator)?.unit ?? "%"}`, "")}</span>
        </>
      ),
    },
    {
      id: "source",
      head: t("detail.basis"),
      class: "wrap",
      room: "mid",
      cell: (each) => <Basis of={each} />,
    },
  ];
  return (
    <Page
      name="benchmarks"
      title={t("nav.benchmarks")}
      subtitle={t("benchmarks.subtitle")}
      actions={
        hasRole("admin") && (
          <a class="button main" href={href("/uploads", { kind: "benchmarks" })}>
            {t("benchmarks.send")}
          </a>
        )
      }
    >
      <Loaded of={load}>
        {(found) =>
          found.items.length === 0 ? (
            <Empty>{t("benchmarks.none")}</Empty>
          ) : (
            <>
              <div class="table-tools">
                <label class="search">
                  <span class="unseen">{t("search")}</span>
                  <input type="search" value={query.get("q") ?? ""} placeholder={t("search")} onInput={(event) => change({ q: event.currentTarget.value }, "replace")} />
                </label>
                <Select
                  label={t("control.indicator")}
                  value={indicator}
                  choices={[{ value: "", words: t("uploads.all") }, ...[...new Set(found.items.map((each) => each.indicator))].map((code) => ({ value: code, words: say(known(code)?.name) || code }))]}
                  onChange={(next) => change({ indicator: next })}
                />
              </div>
              <DataTable
                caption={t("nav.benchmarks")}
                columns={columns}
                rows={rows}
                rowKey={(each) => `${each.indicator} ${each.scope} ${each.period} ${each.value} ${each.source}`}
                sorting={sortingOf(query.get("sort")) ?? { by: "period", down: true }}
                onSort={(sorting) => change({ sort: sortingText(sorting) })}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Basis({ of }: { of: Benchmark }) {
  return (
    <>
      <Source text={of.source} />
      {of.provisional && <span class="tag">{t("provisional")}</span>}
      {!of.counts && <span class="tag">{t("benchmarks.other")}</span>}
      {of.synthetic && <Synthetic small />}
    </>
  );
}
