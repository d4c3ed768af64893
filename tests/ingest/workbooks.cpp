#include "ingest/workbooks.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>
#include <unistd.h>
#include <unzip.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "config/load_rules.h"

namespace rasoat::test {
namespace {

bool number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos &&
         (text.size() == 1 || text.front() != '0') && text.size() < 12;
}

bool day(const std::string& text) {
  int y = 0;
  int m = 0;
  int d = 0;
  return text.size() == 10 && std::sscanf(text.c_str(), "%4d-%2d-%2d", &y, &m, &d) == 3;
}

std::string line_of(const domain::Household& h) {
  const auto number_or = [](const auto& value) {
    return value ? std::to_string(static_cast<int>(*value)) : "-";
  };
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", h.row,
                     domain::number(h.area), h.former_commune, h.village, h.household_code, h.head_name,
                     h.head_id_number, number_or(h.birth_year), number_or(h.gender), number_or(h.woman_head),
                     h.ethnicity, h.members, number_or(h.setting), number_or(h.b1_score),
                     number_or(h.b2_score), h.deprivations ? h.deprivations->to_string() : "-",
                     domain::name(h.declared), number_or(h.previous), h.causes ? h.causes->to_string() : "-",
                     number_or(h.merit), h.enumerator, h.survey_date ? h.survey_date->iso() : "-",
                     h.decision_no, h.decision_date ? h.decision_date->iso() : "-", h.change_reason);
}

class Collector final : public ingest::RowSink {
 public:
  explicit Collector(Reading& into) : into_(into) {}
  void household(domain::Household&& household) override { into_.households.push_back(line_of(household)); }
  void counts(domain::CountsRow&& row) override { into_.counts.push_back(std::move(row)); }

 private:
  Reading& into_;
};

}  // namespace

Scratch::Scratch(const std::string& ending) {
  std::string name = (std::filesystem::temp_directory_path() / ("rasoat-test-XXXXXX" + ending)).string();
  const int file = ::mkstemps(name.data(), static_cast<int>(ending.size()));
  if (file < 0) throw std::runtime_error("no scratch file");
  ::close(file);
  path_ = name;
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

std::string Scratch::bytes() const {
  std::ifstream in(path_, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void Scratch::write(const std::string& bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }

void zip_to(const std::filesystem::path& path, const Parts& parts) {
  std::filesystem::remove(path);
  zipFile archive = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  for (const auto& [name, bytes] : parts) {
    const zip_fileinfo info{};
    zipOpenNewFileInZip64(archive, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 6, 1);
    zipWriteInFileInZip(archive, bytes.data(), static_cast<unsigned>(bytes.size()));
    zipCloseFileInZip(archive);
  }
  zipClose(archive, nullptr);
}

std::string part_of(const std::filesystem::path& path, const std::string& name) {
  unzFile archive = unzOpen64(path.c_str());
  std::string bytes;
  if (archive != nullptr && unzLocateFile(archive, name.c_str(), 1) == UNZ_OK) {
    unz_file_info64 info{};
    unzGetCurrentFileInfo64(archive, &info, nullptr, 0, nullptr, 0, nullptr, 0);
    bytes.resize(info.uncompressed_size);
    unzOpenCurrentFile(archive);
    unzReadCurrentFile(archive, bytes.data(), static_cast<unsigned>(bytes.size()));
    unzCloseCurrentFile(archive);
  }
  unzClose(archive);
  return bytes;
}

std::vector<std::string> parts_of(const std::filesystem::path& path) {
  std::vector<std::string> names;
  unzFile archive = unzOpen64(path.c_str());
  for (int step = unzGoToFirstFile(archive); step == UNZ_OK; step = unzGoToNextFile(archive)) {
    char name[300];
    unzGetCurrentFileInfo64(archive, nullptr, name, sizeof name, nullptr, 0, nullptr, 0);
    names.emplace_back(name);
  }
  unzClose(archive);
  return names;
}

Parts plain_workbook(const std::string& sheet_data, const std::string& shared) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  const std::string main = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string package = "http://schemas.openxmlformats.org/package/2006/";
  return {
      {"[Content_Types].xml",
       head + "<Types xmlns=\"" + package +
           "content-types\"><Default Extension=\"rels\" "
           "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
           "Extension=\"xml\" "
           "ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
           "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></"
           "Types>"},
      {"_rels/.rels", head + "<Relationships xmlns=\"" + package +
                          "relationships\"><Relationship Id=\"rId1\" Type=\"" + relations +
                          "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
      {"xl/workbook.xml",
       head + "<workbook" + main + " xmlns:r=\"" + relations +
           "\"><sheets><sheet name=\"Danh sách\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       head + "<Relationships xmlns=\"" + package + "relationships\"><Relationship Id=\"rId1\" Type=\"" +
           relations + "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" +
           relations + "/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" Type=\"" + relations +
           "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"},
      {"xl/styles.xml", head + "<styleSheet" + main +
                            "><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders "
                            "count=\"1\"><border/></borders><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf "
                            "numFmtId=\"14\"/></cellXfs></styleSheet>"},
      {"xl/sharedStrings.xml", head + "<sst" + main + ">" + shared + "</sst>"},
      {"xl/worksheets/sheet1.xml",
       head + "<worksheet" + main + "><sheetData>" + sheet_data + "</sheetData></worksheet>"}};
}

void workbook_to(const std::filesystem::path& path, const Cells& cells, Writing writing,
                 const std::string& sheet) {
  lxw_workbook_options options{};
  options.constant_memory = writing == Writing::constant_memory ? LXW_TRUE : LXW_FALSE;
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  lxw_worksheet* page = workbook_add_worksheet(book, sheet.c_str());
  lxw_format* days = workbook_add_format(book);
  format_set_num_format(days, "dd/mm/yyyy");
  for (std::size_t r = 0; r < cells.size(); ++r) {
    for (std::size_t c = 0; c < cells[r].size(); ++c) {
      const std::string& text = cells[r][c];
      const auto row = static_cast<lxw_row_t>(r);
      const auto column = static_cast<lxw_col_t>(c);
      if (day(text)) {
        const auto date = *domain::Date::parse(text);
        lxw_datetime value{date.year(), date.month(), date.day(), 0, 0, 0};
        worksheet_write_datetime(page, row, column, &value, days);
      } else if (number(text)) {
        worksheet_write_number(page, row, column, std::stod(text), nullptr);
      } else if (!text.empty()) {
        worksheet_write_string(page, row, column, text.c_str(), nullptr);
      }
    }
  }
  if (workbook_close(book) != LXW_NO_ERROR) throw std::runtime_error("no workbook");
}

void csv_to(const std::filesystem::path& path, const Cells& cells, char delimiter) {
  std::ofstream out(path, std::ios::binary);
  for (const auto& row : cells) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) out << delimiter;
      std::string quoted = "\"";
      for (const char each : row[c]) quoted += each == '"' ? std::string("\"\"") : std::string(1, each);
      out << quoted << '"';
    }
    out << "\r\n";
  }
}

Cells good_households(int rows) {
  Cells cells{{"Mã xã", "Thôn", "Mã hộ", "Họ và tên chủ hộ", "Số CCCD", "Năm sinh", "Giới tính", "Dân tộc",
               "Số nhân khẩu", "Điểm B1", "Điểm B2", "Các chỉ số thiếu hụt", "Phân loại hộ", "Ngày rà soát"}};
  const auto communes = rules().areas.leaves(rules().areas.find("525", *domain::Date::of(2023, 12, 31))->id,
                                             *domain::Date::of(2023, 12, 31));
  static const std::vector<std::string> names{"Hồ Văn Bình", "Đinh Thị Hiền", "Nguyễn Thị \"Út\"",
                                              "Trần & Lê <Hoà>"};
  for (int i = 0; i < rows; ++i) {
    const bool poor = i % 3 == 0;
    cells.push_back({communes[static_cast<std::size_t>(i) % communes.size()]->code.text(),
                     "Thôn " + std::to_string(i % 7 + 1), "H" + std::to_string(10'000'000 + i),
                     names[static_cast<std::size_t>(i) % names.size()],
                     "051" + std::to_string(100'000'000 + i), std::to_string(1950 + i % 50),
                     i % 2 == 0 ? "Nam" : "Nữ", i % 4 == 0 ? "Kinh" : "Cor", std::to_string(1 + i % 9), "110",
                     poor ? "30" : "20", poor ? "1;4;9" : "1;4", poor ? "Hộ nghèo" : "Hộ cận nghèo",
                     fmt::format("2023-10-{:02}", 1 + i % 30)});
  }
  return cells;
}

const domain::Rules& rules() {
  static const domain::Rules loaded = [] {
    auto result = config::load_rules(std::filesystem::path(RASOAT_SOURCE_DIR) / "etc");
    if (!result.rules) throw std::runtime_error(result.problems.front().message.en);
    return std::move(*result.rules);
  }();
  return loaded;
}

bool Reading::has(const std::string& code, std::int64_t row, const std::string& column) const {
  for (const domain::Finding& finding : findings.kept()) {
    if (finding.code == code && finding.row == row && finding.column == column) return true;
  }
  return false;
}

int Reading::count(const std::string& code) const {
  int found = 0;
  for (const domain::Finding& finding : findings.kept()) found += finding.code == code ? 1 : 0;
  return found;
}

Reading read_file(const std::filesystem::path& path, domain::Kind kind, const std::string& round) {
  Reading reading;
  Collector collector(reading);
  ingest::ReadRequest request;
  request.file = path;
  request.kind = kind;
  request.rules = &rules();
  request.rounds = &rules().rounds;
  request.round = domain::find_round(rules().rounds, round);
  request.provinces = {"51"};
  reading.rows = ingest::read(request, reading.findings, collector).rows;
  return reading;
}

}  // namespace rasoat::test
