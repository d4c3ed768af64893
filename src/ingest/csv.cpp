#include "ingest/csv.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

namespace rasoat::ingest {

CsvReader::CsvReader(const std::filesystem::path& path) : buffer_(2 * kLongestRow) {
  file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) throw std::runtime_error("cannot open " + path.string() + ": " + std::strerror(errno));
  fill();
  if (end_ - begin_ >= 3 && std::memcmp(buffer_.data(), "\xEF\xBB\xBF", 3) == 0) begin_ = 3;
  sniff_delimiter();
}

CsvReader::~CsvReader() { ::close(file_); }

bool CsvReader::fill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  while (end_ < buffer_.size()) {
    const ssize_t count = ::read(file_, buffer_.data() + end_, buffer_.size() - end_);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw std::runtime_error(std::string("cannot read the file: ") + std::strerror(errno));
    if (count == 0) {
      at_end_ = true;
      break;
    }
    end_ += static_cast<std::size_t>(count);
  }
  return true;
}

void CsvReader::sniff_delimiter() {
  std::array<std::size_t, 3> seen{};
  constexpr std::string_view candidates = ",;\t";
  bool quoted = false;
  for (std::size_t i = begin_; i < end_; ++i) {
    const char c = buffer_[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') {
      if (seen != std::array<std::size_t, 3>{}) break;
      continue;
    }
    const auto which = candidates.find(c);
    if (which != std::string_view::npos) ++seen[which];
  }
  delimiter_ =
      candidates[static_cast<std::size_t>(std::max_element(seen.begin(), seen.end()) - seen.begin())];
}

bool CsvReader::stop(std::string_view code, std::string_view vi, std::string_view en) {
  problem_ =
      domain::Problem{std::string(code), {std::string(vi), std::string(en)}, std::to_string(number_ + 1)};
  return false;
}

CsvReader::Parsed CsvReader::parse(Row& row) {
  row.cells.clear();
  char* const data = buffer_.data();
  std::size_t at = begin_;
  for (;;) {
    if (at < end_ && data[at] == '"') {
      // A quoted cell: unquoted in place, since the text can only get shorter.
      std::size_t write = at;
      std::size_t read = at + 1;
      for (;;) {
        if (read >= end_) return Parsed::more;
        if (data[read] == '"') {
          if (read + 1 >= end_ && !at_end_) return Parsed::more;
          if (read + 1 < end_ && data[read + 1] == '"') {
            ++read;
          } else {
            break;
          }
        }
        ++read;
      }
      const std::size_t close = read;
      for (read = at + 1; read < close; ++read) {
        if (data[read] == '"') ++read;
        data[write++] = data[read];
      }
      row.cells.push_back({{data + at, write - at}, false});
      // What follows the closing quote up to the delimiter is of no meaning; it is passed over.
      at = close + 1;
      while (at < end_ && data[at] != delimiter_ && data[at] != '\n' && data[at] != '\r') ++at;
    } else {
      const std::size_t from = at;
      while (at < end_ && data[at] != delimiter_ && data[at] != '\n' && data[at] != '\r') ++at;
      if (at == end_ && !at_end_) return Parsed::more;
      row.cells.push_back({{data + from, at - from}, false});
    }
    if (at >= end_) {
      if (!at_end_) return Parsed::more;
      break;
    }
    if (data[at] != delimiter_) {
      if (data[at] == '\r' && at + 1 == end_ && !at_end_) return Parsed::more;
      const bool pair = data[at] == '\r' && at + 1 < end_ && data[at + 1] == '\n';
      at += pair ? 2 : 1;
      break;
    }
    ++at;
    if (row.cells.size() > kMostColumns) break;
  }
  begin_ = at;
  return Parsed::row;
}

bool CsvReader::next(Row& row) {
  if (problem_) return false;
  for (;;) {
    if (begin_ >= end_ && !fill()) return false;
    if (begin_ >= end_ && at_end_) return false;
    // An unquoted cell may already be rewritten when `parse` asks for more, so only whole records are parsed:
    // the buffer is kept filled with at least one longest row.
    if (!at_end_ && end_ - begin_ < kLongestRow) fill();
    const Parsed parsed = parse(row);
    if (parsed == Parsed::more) {
      if (at_end_) {
        return stop("truncated", "Tệp bị cắt: ô mở ngoặc kép không có ngoặc đóng.",
                    "The file is cut: a quoted cell is never closed.");
      }
      return stop("row-too-long", "Một dòng dài quá 1 MB; đây không phải bảng dữ liệu.",
                  "One row is longer than 1 MB; this is no table.");
    }
    ++number_;
    if (row.cells.size() > kMostColumns) {
      --number_;
      return stop("too-many-columns", "Một dòng có hơn 1.000 cột; đây không phải bảng dữ liệu.",
                  "One row has more than 1,000 columns; this is no table.");
    }
    row.number = number_;
    const bool empty =
        std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return cell.text.empty(); });
    if (!empty) return true;
  }
}

}  // namespace rasoat::ingest
