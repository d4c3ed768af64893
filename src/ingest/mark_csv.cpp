// CSV with a column of reasons. Records are copied byte for byte; only what would start a formula is made
// harmless.

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "ingest/csv.h"
#include "ingest/mark.h"
#include "ingest/workbook.h"

namespace rasoat::ingest {
namespace {

/// Reads records as bytes, split into fields as they stand (quotes and all), by the rules of CsvReader.
class RawRecords {
 public:
  RawRecords(std::istream& in, char delimiter) : in_(*in.rdbuf()), delimiter_(delimiter) {}

  /// False at the end. `end` is the line's end as it stands, empty at the end of the file.
  bool next(std::vector<std::string>& fields, std::string& end) {
    fields.clear();
    end.clear();
    int c = in_.sgetc();
    if (c == kEnd) return false;
    for (;;) {
      std::string& field = fields.emplace_back();
      if (in_.sgetc() == '"') quoted(field);
      for (c = in_.sgetc(); c != kEnd && c != delimiter_ && c != '\n' && c != '\r'; c = in_.snextc()) {
        field += static_cast<char>(c);
      }
      if (c != delimiter_) break;
      in_.sbumpc();
    }
    if (c == kEnd) return true;
    end = static_cast<char>(c);
    if (in_.snextc() == '\n' && c == '\r') {
      end += '\n';
      in_.sbumpc();
    }
    return true;
  }

 private:
  static constexpr int kEnd = std::char_traits<char>::eof();

  void quoted(std::string& field) {
    field += '"';
    for (int c = in_.snextc(); c != kEnd; c = in_.snextc()) {
      field += static_cast<char>(c);
      if (c != '"') continue;
      if (in_.snextc() != '"') return;
      field += '"';
    }
  }

  std::streambuf& in_;
  char delimiter_;
};

bool plain_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.,") == std::string_view::npos;
}

/// A field that a spreadsheet would run gets an apostrophe, which reading takes away again.
void neutralise(std::string& field) {
  const std::size_t at = !field.empty() && field.front() == '"' ? 1 : 0;
  if (at >= field.size() || std::string_view("=+-@\t").find(field[at]) == std::string_view::npos) return;
  const bool code = field.compare(at, 2, "=\"") == 0;  // ="007" keeps zeros and runs nothing
  std::string_view rest = std::string_view(field).substr(at + 1);
  if (at == 1 && !rest.empty() && rest.back() == '"') rest.remove_suffix(1);
  const bool number = (field[at] == '-' || field[at] == '+') && plain_number(rest);
  if (!code && !number) field.insert(at, "'");
}

std::string quoted_cell(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

void mark_csv(const MarkRequest& request, const Marks& marks) {
  const char delimiter = CsvReader(request.file).delimiter();
  std::ifstream in(request.file, std::ios::binary);
  std::ofstream out(request.to, std::ios::binary | std::ios::trunc);
  char mark[3] = {};
  if (in.read(mark, 3) && std::string_view(mark, 3) == "\xEF\xBB\xBF") {
    out.write(mark, 3);
  } else {
    in.clear();
    in.seekg(0);
  }
  RawRecords records(in, delimiter);
  std::vector<std::string> fields;
  std::string end;
  std::string of_file;
  for (const domain::Finding* finding : marks.whole_file) {
    of_file += (of_file.empty() ? "" : " | ") + request.rules->texts.say("mark.whole-file").vi + ": " +
               finding->message.vi;
  }
  for (std::int64_t number = 1; records.next(fields, end); ++number) {
    const auto column = static_cast<std::size_t>(std::max(marks.reasons_column, 0));
    const bool blank = fields.size() == 1 && fields.front().empty();
    for (std::string& field : fields) neutralise(field);
    std::string reason;
    if (number == marks.header_row) {
      reason = kReasonsHeading;
    } else if (number > marks.header_row && !blank) {
      const auto line = marks.lines.find(number);
      if (line != marks.lines.end()) reason = line->second.words(marks.before);
      // What is said of the file is said in the first row below the header.
      if (!of_file.empty()) reason += (reason.empty() ? "" : " | ") + of_file;
      of_file.clear();
    }
    if (number >= marks.header_row && !blank) {
      if (fields.size() <= column) fields.resize(column + 1);
      // A row with too many cells keeps them; its reason then comes last.
      const bool free = marks.has_reasons || fields[column].empty();
      if (free) {
        fields[column] = quoted_cell(reason);
      } else {
        fields.push_back(quoted_cell(reason));
      }
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) out << delimiter;
      out << fields[i];
    }
    out << end;
  }
  out.close();
  if (!out) throw std::runtime_error("cannot write the marked file");
}

}  // namespace rasoat::ingest
