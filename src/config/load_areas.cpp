#include "config/load_areas.h"

#include <charconv>
#include <unordered_map>

namespace rasoat::config {
namespace {

using domain::Area;
using domain::AreaId;
using domain::Date;

/// Our own prepared CSV: comma, LF, quotes only where needed. Officers' files are read by ingest, not here.
std::vector<std::string> split_line(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

/// Calls `row` for each record below the header, after checking the header and the number of cells.
template <typename Row>
void for_each_row(const std::filesystem::path& path, std::string_view header, const NoteFile& note,
                  Problems& problems, Row row) {
  const auto bytes = read_file(path, problems);
  if (!bytes) return;
  note(path.parent_path().filename().string() + "/" + path.filename().string(), *bytes);
  const std::size_t columns = split_line(header).size();
  std::string_view rest(*bytes);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    const std::string place = path.filename().string() + " line " + std::to_string(number);
    if (number == 1) {
      if (line != header) problems.add(place, "the header must be " + std::string(header));
      continue;
    }
    const auto cells = split_line(line);
    if (cells.size() != columns) {
      problems.add(place,
                   "has " + std::to_string(cells.size()) + " cells instead of " + std::to_string(columns));
      continue;
    }
    row(cells, place);
  }
}

std::optional<std::uint32_t> number_of(const std::string& text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void check_lives(const std::vector<Area>& areas, Problems& problems) {
  std::unordered_map<std::uint32_t, const Area*> by_id;
  for (const Area& area : areas) {
    if (!by_id.emplace(number(area.id), &area).second) {
      problems.add("units.csv", "id " + std::to_string(number(area.id)) + " stands twice");
    }
  }
  for (const Area& area : areas) {
    if (!area.parent) continue;
    const auto parent = by_id.find(number(*area.parent));
    const std::string place = "units.csv id " + std::to_string(number(area.id));
    if (parent == by_id.end()) {
      problems.add(place, "its parent is not there");
      continue;
    }
    const Area& above = *parent->second;
    const bool ends_later = above.valid_to && (!area.valid_to || *area.valid_to > *above.valid_to);
    if (above.level >= area.level || area.valid_from < above.valid_from || ends_later) {
      problems.add(place, "does not lie within its parent's level and dates");
    }
  }
}

}  // namespace

domain::AreaBook load_areas(const std::filesystem::path& folder, const NoteFile& note, Problems& problems) {
  std::vector<Area> areas;
  std::unordered_map<std::string, std::vector<std::size_t>> by_code;
  for_each_row(folder / "units.csv",
               "id,code,level,name,full_name,kind,setting,parent_id,valid_from,valid_to", note, problems,
               [&](const std::vector<std::string>& cells, const std::string& place) {
                 const auto id = number_of(cells[0]);
                 const auto level = domain::level_named(cells[2]);
                 const auto from = Date::parse(cells[8]);
                 const auto to = Date::parse(cells[9]);
                 const auto parent = number_of(cells[7]);
                 if (!id || !level || !from || (!to && !cells[9].empty()) || (!parent && !cells[7].empty()) ||
                     cells[1].empty() || cells[4].empty()) {
                   problems.add(place, "is not a unit");
                   return;
                 }
                 by_code[cells[1]].push_back(areas.size());
                 areas.push_back({AreaId{*id}, domain::AreaCode(cells[1]), *level, cells[3], cells[4],
                                  cells[5], domain::setting_named(cells[6]),
                                  parent ? std::optional<AreaId>(AreaId{*parent}) : std::nullopt, *from, to});
               });
  check_lives(areas, problems);
  std::vector<domain::AreaChange> changes;
  for_each_row(folder / "changes.csv", "from_id,to_id,effective,whole,instrument", note, problems,
               [&](const std::vector<std::string>& cells, const std::string& place) {
                 const auto from = number_of(cells[0]);
                 const auto to = number_of(cells[1]);
                 const auto day = Date::parse(cells[2]);
                 if (!from || !to || !day || (cells[3] != "0" && cells[3] != "1")) {
                   problems.add(place, "is not a change of boundaries");
                   return;
                 }
                 changes.push_back({AreaId{*from}, AreaId{*to}, *day, cells[3] == "1", cells[4]});
               });
  std::vector<domain::AreaGroup> groups;
  for_each_row(folder / "groups.csv", "group,name_vi,name_en,code,valid_from,valid_to,source", note, problems,
               [&](const std::vector<std::string>& cells, const std::string& place) {
                 const auto from = Date::parse(cells[4]);
                 const auto to = Date::parse(cells[5]);
                 const auto unit = by_code.find(cells[3]);
                 if (!from || (!to && !cells[5].empty()) || unit == by_code.end() || cells[6].empty()) {
                   problems.add(place, "is not a member of a group");
                   return;
                 }
                 if (groups.empty() || groups.back().code != cells[0])
                   groups.push_back({cells[0], {cells[1], cells[2]}, {}});
                 for (const std::size_t position : unit->second) {
                   groups.back().members.push_back({areas[position].id, *from, to, cells[6]});
                 }
               });
  std::vector<domain::AreaAlias> aliases;
  for_each_row(folder / "aliases.csv", "area_id,name", note, problems,
               [&](const std::vector<std::string>& cells, const std::string& place) {
                 const auto id = number_of(cells[0]);
                 if (!id || cells[1].empty()) {
                   problems.add(place, "is not another name of a unit");
                   return;
                 }
                 aliases.push_back({AreaId{*id}, cells[1]});
               });
  return {std::move(areas), std::move(changes), std::move(groups), std::move(aliases)};
}

}  // namespace rasoat::config
