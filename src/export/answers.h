#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/flag_flips.h"
#include "domain/flag_list.h"
#include "domain/movement.h"
#include "domain/mpi.h"
#include "domain/programme_sheet.h"
#include "domain/ranking.h"
#include "export/json_out.h"

namespace rasoat::export_ {

/// The answers of the service as bytes, made once here so that HTTP and the command line give the same. Pure:
/// the snapshot must be the one the answer was computed from. JSON is that of contract section 6: values with
/// two decimals, rounded once; counts as integers; what is absent is null, never 0. CSV is for programs
/// (plain numbers, `\n`), tables are for a terminal and speak Vietnamese.

std::string ranking_json(const domain::Snapshot& snapshot, const domain::Ranking& ranking);
std::string ranking_csv(const domain::Snapshot& snapshot, const domain::Ranking& ranking);
std::string ranking_table(const domain::Snapshot& snapshot, const domain::Ranking& ranking);

/// `{"items": […], "next": null, "absent": […], "missing": […], …}`; an item is a flag of the contract with
/// an `id` for replies. `area` and `indicator` are codes; `area_name` stands beside for people.
std::string flags_json(const domain::Snapshot& snapshot, const domain::FlagList& list);
std::string flags_csv(const domain::Snapshot& snapshot, const domain::FlagList& list);
std::string flags_table(const domain::Snapshot& snapshot, const domain::FlagList& list);
/// One flag that flips: `{change: raised | cleared | severity, severity_before, flag}`.
void write_flip(JsonOut& out, const domain::Snapshot& snapshot, const domain::FlagFlip& flip,
                std::string_view round);
/// What `POST /flags/{id}/reply` names: `2023:2023-12-31:525:poverty.rate:above-country`.
std::string flag_id(const domain::Snapshot& snapshot, const domain::Flag& flag, std::string_view round,
                    domain::Date as_of);

/// One area with its indicators of the newest round that has figures, its flags, its figures over all rounds
/// and its lineage. `area_table` is the same for a terminal.
std::string area_json(const domain::Snapshot& snapshot, const domain::Area& area, domain::Date as_of);
std::string area_table(const domain::Snapshot& snapshot, const domain::Area& area, domain::Date as_of);

/// Catalogues: `{"items": […], "next": …}`, where `next` is an empty cursor for the last page.
std::string areas_json(const domain::Snapshot& snapshot, std::span<const domain::Area* const> areas,
                       std::string_view next = {});
std::string indicators_json(const domain::Snapshot& snapshot);
std::string benchmarks_json(const domain::Snapshot& snapshot);

/// One area's programmes on one day. Money is million VND with up to 6 decimals, rates are per cent, null is
/// unknown. `{area, level, date, plan_year, as_of, release, unit, round, total, programmes, areas, investors,
/// ntm, contradictions}`; every sum of money is `{planned, allocated, disbursed, rate, of_allocated, pace,
/// pace_gap, data_as_of, data_oldest, synthetic}`. A programme adds `code, name, in_total, citations,
/// unknown, projects, budgets, expenditures, ages, results`; an area `area, own, programmes`; an investor
/// `investor, slow, gap`; a contradiction is `{code, area, reason}`.
std::string programmes_json(const domain::Snapshot& snapshot, const domain::ProgrammeSheet& sheet);
/// M0 of an area by deprivation, by dimension and by the areas inside.
std::string mpi_json(const domain::Snapshot& snapshot, const domain::Round& round, domain::Date as_of,
                     const domain::MpiSheet& sheet);
/// The official tables 2 and 3 as flows, with what boundaries and corrections explain and what is left over.
std::string movement_json(const domain::Snapshot& snapshot, const domain::Round& round, domain::Date as_of,
                          const std::vector<domain::Movement>& poor,
                          const std::vector<domain::Movement>& near_poor);

}  // namespace rasoat::export_
