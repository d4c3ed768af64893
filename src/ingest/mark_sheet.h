#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "ingest/mark.h"
#include "ingest/mark_styles.h"

namespace rasoat::ingest {

/// What must be known of a sheet before it is written anew.
struct SheetSurvey {
  int widest = -1;                  ///< last column that holds something
  bool legacy_drawing = false;      ///< it has notes or controls already
  std::string heading_style = "0";  ///< of the last cell of the header row
  std::string prefix;               ///< of the document's own elements, with its colon
};
SheetSurvey survey_sheet(ZipFile& zip, const ZipEntry& part, std::int64_t header_row);

/// How the sheet is to be written.
struct SheetPlan {
  const Marks* marks = nullptr;
  int reasons_column = 0;
  SheetSurvey survey;
  bool add_notes = false;       ///< write the element that names the notes' drawing
  std::string notes_relation;   ///< its relationship
  std::string relation_prefix;  ///< of the relationships namespace; declared anew where empty
};

/// Streams the sheet through: faulty cells painted, earlier paint washed off, cells added where a required
/// one is missing, the column of reasons filled. Everything else stays as it is, byte for byte.
void rewrite_sheet(ZipFile& zip, const ZipEntry& part, const SheetPlan& plan, MarkStyles& styles,
                   const std::function<void(std::string_view)>& write);

}  // namespace rasoat::ingest
