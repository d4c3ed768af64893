#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ingest/workbook.h"

namespace rasoat::ingest {

/// What a cell's style is to become.
enum class Paint { error, warning, none };

/// The cell styles of a workbook, to which painted twins are added: the same font, border and number format
/// on another ground. Styles painted by an earlier marking are known by their colour and can be washed off.
class MarkStyles {
 public:
  explicit MarkStyles(Workbook& book);

  bool painted(std::size_t style) const;
  /// The style to write for a cell; made when first asked for.
  std::size_t twin(std::size_t style, Paint paint);
  /// The styles part with all twins asked for so far.
  std::string part() const;

 private:
  struct Style {
    std::vector<std::pair<std::string, std::string>> attributes;  // as written
    std::string inside;                                           // alignment, protection
    std::string attribute(std::string_view name) const;
  };
  class Reader;
  class Rewriter;
  bool same_but_ground(const Style& one, const Style& other) const;
  int fill_of(Paint paint) const;

  std::string text_;  // of the part
  std::string prefix_;
  std::vector<Style> styles_;
  std::size_t own_ = 0;  // how many the officer's file has
  std::size_t fills_ = 0;
  int error_fill_ = -1;
  int warning_fill_ = -1;
  bool new_error_fill_ = false;
  bool new_warning_fill_ = false;
  std::map<std::pair<std::size_t, Paint>, std::size_t> twins_;
};

}  // namespace rasoat::ingest
