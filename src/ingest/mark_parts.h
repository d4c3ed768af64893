#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/mark.h"

namespace rasoat::ingest {

/// The small parts that marking adds to a workbook, as XML.

/// Notes on faulty cells: what they say, and the drawing that shows them. At most so many cells have one.
constexpr std::size_t kMostNotes = 1'000;
std::string notes_part(const Marks& marks);
std::string notes_drawing_part(const Marks& marks);
/// True when a notes part holds nothing but rasoat's own.
bool own_notes(std::string_view notes);

/// The sheet that sums up.
std::string summary_sheet(const MarkRequest& request, const Marks& marks);
inline constexpr std::string_view kSummaryName = "Kết quả (rasoat)";

}  // namespace rasoat::ingest
