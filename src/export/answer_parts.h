#pragma once

#include <string>
#include <vector>

#include "domain/flag.h"
#include "domain/ranking.h"
#include "export/json_out.h"

namespace rasoat::export_ {

/// Pieces that several answers are made of; used inside this room only.

/// The value as JSON and CSV carry it: `2.93`, and `1543` for a count.
std::string plain_value(const domain::Indicator& indicator, const domain::Exact& value);
/// The value as people read it: `2,93`, `1.543`.
std::string read_value(const domain::Indicator& indicator, const domain::Exact& value);
/// `1.234` for 1234.
std::string read_count(std::int64_t count);

/// Numerator and denominator of a figure: counts as they are, money in million VND with up to 6 decimals.
std::string plain_part(const domain::Indicator& indicator, const std::optional<std::int64_t>& part);
/// The same as people read it: `1.543`, `445.060,5`; empty for nothing.
std::string read_part(const domain::Indicator& indicator, const std::optional<std::int64_t>& part);
/// `"numerator": …, "denominator": …`.
void write_parts(JsonOut& out, const domain::Indicator& indicator, const domain::Figure& figure);
/// `"data_as_of": …` with `data_oldest` where parts are of other dates.
void write_dates(JsonOut& out, const domain::Figure& figure);

void write_text(JsonOut& out, std::string_view name, const domain::Text& text);
void write_maybe(JsonOut& out, std::string_view name, const domain::Indicator& indicator,
                 const std::optional<domain::Exact>& value);
void write_indicator(JsonOut& out, const domain::Indicator& indicator);
void write_coverage(JsonOut& out, const domain::Coverage& coverage);
void write_published(JsonOut& out, const domain::Figure& figure);
void write_flag(JsonOut& out, const domain::Snapshot& snapshot, const domain::Flag& flag,
                std::string_view id);
/// `{code, name, reason, message, coverage, absent}`.
void write_missing(JsonOut& out, const domain::Snapshot& snapshot, const domain::MissingRow& row);
void write_absences(JsonOut& out, const std::vector<domain::FlagAbsence>& absent);
void write_comparison(JsonOut& out, const domain::Comparison& comparison, const domain::Indicator& indicator);

/// The sentence for an area without a value.
domain::Text missing_message(const domain::Snapshot& snapshot, const domain::MissingRow& row);
/// Scope codes from the country down to the province.
std::vector<std::string> scopes_in_order(const domain::Snapshot& snapshot, const domain::Ranking& ranking);

}  // namespace rasoat::export_
