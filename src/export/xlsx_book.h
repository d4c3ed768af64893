#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <xlsxwriter.h>

#include "export/zip_parts.h"

namespace rasoat::export_ {

/// A workbook of libxlsxwriter that ends up as bytes. The library writes files only, so a temporary file is
/// used and removed in every case. Disk full or another failure to write throws with the library's words.
/// The creation date is set, which makes the bytes repeatable. One thread.
class XlsxBook {
 public:
  enum class Memory { small, constant };  ///< constant: rows must be written from top to bottom
  XlsxBook(const std::string& title, std::int64_t created, Memory memory);
  ~XlsxBook();
  XlsxBook(const XlsxBook&) = delete;
  XlsxBook& operator=(const XlsxBook&) = delete;

  lxw_workbook* get() { return book_; }
  /// A sheet whose name is made lawful (at most 31 characters, none of []:*?/\) and unique.
  lxw_worksheet* sheet(const std::string& name);
  /// Closes the workbook; nothing may be written afterwards.
  std::string bytes();

 private:
  TemporaryFile file_;
  lxw_workbook* book_ = nullptr;
  std::vector<std::string> names_;
};

}  // namespace rasoat::export_
