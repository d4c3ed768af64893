#include "config/load_reports.h"

#include <algorithm>
#include <map>

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Parser.h>

namespace rasoat::config {
namespace {

using domain::Measure;
using domain::ReportColumn;
using domain::ReportDefinition;

std::vector<Measure> measures(JsonObject& object, std::string_view key, Problems& problems) {
  std::vector<Measure> all;
  if (!object.has(key)) return all;
  for (const std::string& name : object.texts(key)) {
    const auto measure = domain::measure_named(name);
    if (!measure) {
      problems.add(object.place(), "there is no measure \"" + name + "\"");
      continue;
    }
    all.push_back(*measure);
  }
  return all;
}

ReportColumn column(JsonObject object, Problems& problems) {
  static const std::map<std::string, ReportColumn::Each, std::less<>> each{
      {"once", ReportColumn::Each::once},
      {"deprivation", ReportColumn::Each::deprivation},
      {"cause", ReportColumn::Each::cause}};
  ReportColumn result;
  result.name = object.text("name");
  result.heading = object.words("heading");
  result.number = object.text_or("number", "");
  if (object.has("group")) result.group = object.words("group");
  const auto repeated = each.find(object.text_or("each", "once"));
  if (repeated == each.end()) {
    problems.add(object.place(), "each must be deprivation or cause");
  } else {
    result.each = repeated->second;
  }
  const std::string counted = object.text_or("class", "poor");
  if (counted != "poor" && counted != "near_poor") {
    problems.add(object.place(), "class must be poor or near_poor");
  }
  result.near_poor = counted == "near_poor";
  result.sum = measures(object, "sum", problems);
  result.less = measures(object, "less", problems);
  result.of = measures(object, "of", problems);
  object.finish();
  if (result.sum.empty() == (result.each == ReportColumn::Each::once)) {
    problems.add(object.place(), "a column counts either \"sum\" or \"each\"");
  }
  return result;
}

ReportDefinition definition(JsonObject file, Problems& problems) {
  static const std::map<std::string, ReportDefinition::Layout, std::less<>> layouts{
      {"area-table", ReportDefinition::Layout::area_table},
      {"ranking", ReportDefinition::Layout::ranking},
      {"brief", ReportDefinition::Layout::brief},
      {"programmes", ReportDefinition::Layout::programmes},
      {"criteria", ReportDefinition::Layout::criteria},
      {"audit", ReportDefinition::Layout::audit}};
  static constexpr std::string_view kFormats = " xlsx pdf docx csv json sdmx-csv dhis2 ";
  ReportDefinition report;
  report.name = file.text("name");
  const auto layout = layouts.find(file.text("layout"));
  if (layout == layouts.end()) {
    problems.add(file.place(), "layout must be area-table, ranking, brief, programmes, criteria or audit");
  } else {
    report.layout = layout->second;
  }
  report.title = file.words("title");
  report.citation = file.text("citation");
  report.landscape = file.flag("landscape");
  report.formats = file.texts("formats");
  for (const std::string& format : report.formats) {
    if (kFormats.find(" " + format + " ") == std::string_view::npos)
      problems.add(file.place(), "there is no format \"" + format + "\"");
  }
  if (file.has("columns")) {
    for (JsonObject& object : file.objects("columns")) report.columns.push_back(column(object, problems));
  }
  if (file.has("notes")) {
    for (JsonObject& object : file.objects("notes")) {
      report.notes.push_back({object.text("vi"), object.text("en")});
      object.finish();
    }
  }
  if (file.has("identities")) {
    for (JsonObject& object : file.objects("identities")) {
      report.identities.push_back({object.texts("left"), object.texts("right")});
      object.finish();
    }
  }
  if (file.has("checks")) report.checks = file.texts("checks");
  file.finish();
  if ((report.layout == ReportDefinition::Layout::area_table) == report.columns.empty()) {
    problems.add(file.place(), "an area table has columns, and nothing else has");
  }
  return report;
}

std::vector<domain::MapPoint> ring(const Poco::JSON::Array::Ptr& points) {
  std::vector<domain::MapPoint> result;
  result.reserve(points->size());
  for (std::size_t i = 0; i < points->size(); ++i) {
    const auto point = points->getArray(static_cast<unsigned>(i));
    result.push_back({point->getElement<double>(0), point->getElement<double>(1)});
  }
  return result;
}

void add_polygon(const Poco::JSON::Array::Ptr& polygon, domain::MapShape& shape) {
  for (std::size_t i = 0; i < polygon->size(); ++i) {
    shape.rings.push_back(ring(polygon->getArray(static_cast<unsigned>(i))));
  }
}

std::vector<domain::MapShape> shapes(const std::string& bytes, const std::string& place, Problems& problems) {
  std::vector<domain::MapShape> all;
  try {
    const auto root = Poco::JSON::Parser().parse(bytes).extract<Poco::JSON::Object::Ptr>();
    const auto features = root->getArray("features");
    for (std::size_t i = 0; i < features->size(); ++i) {
      const auto feature = features->getObject(static_cast<unsigned>(i));
      const auto geometry = feature->getObject("geometry");
      const auto type = geometry->getValue<std::string>("type");
      domain::MapShape shape{feature->getObject("properties")->getValue<std::string>("code"), {}};
      const auto coordinates = geometry->getArray("coordinates");
      if (type == "Polygon") {
        add_polygon(coordinates, shape);
      } else if (type == "MultiPolygon") {
        for (std::size_t p = 0; p < coordinates->size(); ++p)
          add_polygon(coordinates->getArray(static_cast<unsigned>(p)), shape);
      } else {
        problems.add(place, "a unit's outline must be a Polygon or a MultiPolygon, not " + type);
      }
      all.push_back(std::move(shape));
    }
  } catch (const Poco::Exception& error) {
    problems.add(place, "is not GeoJSON as expected: " + error.displayText());
  }
  return all;
}

}  // namespace

std::vector<ReportDefinition> load_reports(const std::filesystem::path& folder, const NoteFile& note,
                                           Problems& problems) {
  std::vector<ReportDefinition> all;
  for (const auto& path : json_files(folder, problems)) {
    const std::string name = "reports/" + path.filename().string();
    const auto bytes = read_file(path, problems);
    if (!bytes) continue;
    note(name, *bytes);
    all.push_back(definition(JsonObject::parse(*bytes, name, problems), problems));
    if (all.back().name != path.stem().string()) problems.add(name, "its name must be that of the file");
    // The office's own layout lies beside the report that it is for.
    const auto form = std::filesystem::path(path).replace_extension(".xlsx");
    std::error_code unreadable;
    if (!std::filesystem::exists(form, unreadable)) continue;
    if (all.back().layout != ReportDefinition::Layout::area_table)
      problems.add(form.string(), "only an official table has a form of its own");
    all.back().form = read_file(form, problems).value_or("");
    note("reports/" + form.filename().string(), all.back().form);
  }
  return all;
}

std::vector<domain::MapLayer> load_maps(const std::filesystem::path& folder, const NoteFile& note,
                                        Problems& problems) {
  std::vector<domain::MapLayer> all;
  const auto index = read_file(folder / "layers.json", problems);
  if (!index) return all;
  note("geo/layers.json", *index);
  JsonObject file = JsonObject::parse(*index, "geo/layers.json", problems);
  for (JsonObject& object : file.objects("layers")) {
    domain::MapLayer layer;
    const std::string name = object.text("file");
    const auto level = domain::level_named(object.text("level"));
    const auto from = domain::Date::parse(object.text("valid_from"));
    if (!level || !from) problems.add(object.place(), "needs a level and a date valid_from");
    layer.level = level.value_or(domain::Level::district);
    layer.valid_from = from.value_or(domain::Date());
    if (object.has("valid_to")) layer.valid_to = domain::Date::parse(object.text("valid_to"));
    layer.source = object.text("source");
    object.finish();
    const auto bytes = read_file(folder / name, problems);
    if (!bytes) continue;
    note("geo/" + name, *bytes);
    layer.shapes = shapes(*bytes, "geo/" + name, problems);
    all.push_back(std::move(layer));
  }
  file.finish();
  return all;
}

}  // namespace rasoat::config
