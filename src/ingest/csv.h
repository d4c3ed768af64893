#pragma once

#include <filesystem>
#include <vector>

#include "ingest/rows.h"

namespace rasoat::ingest {

/// RFC 4180 with `,` `;` or tab (told from the header row), LF, CRLF or CR, with or without a byte-order
/// mark. The file must be UTF-8; that is checked before. Cells are views into the buffer; quoted ones are
/// unquoted in place.
class CsvReader final : public RowSource {
 public:
  explicit CsvReader(const std::filesystem::path& path);
  ~CsvReader() override;
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  bool next(Row& row) override;
  char delimiter() const { return delimiter_; }

 private:
  enum class Parsed { row, more, end };

  bool fill();
  void sniff_delimiter();
  Parsed parse(Row& row);
  bool stop(std::string_view code, std::string_view vi, std::string_view en);

  int file_ = -1;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
  char delimiter_ = 0;
  std::int64_t number_ = 0;
};

}  // namespace rasoat::ingest
