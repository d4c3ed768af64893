#include "config/load_rules.h"

#include <algorithm>
#include <future>
#include <set>

#include "config/json_file.h"
#include "config/load_areas.h"
#include "config/load_audit.h"
#include "config/load_calendar.h"
#include "config/load_programmes.h"
#include "config/load_reports.h"
#include "domain/household.h"

namespace rasoat::config {
namespace {

using domain::Column;
using domain::Date;
using domain::Indicator;
using domain::Measure;

/// One load: where the files are, what was read, what was wrong.
class Loader {
 public:
  Loader(std::filesystem::path etc, std::filesystem::path ruling)
      : etc_(std::move(etc)), ruling_(std::move(ruling)) {}

  LoadedRules load();

 private:
  JsonObject open(const std::filesystem::path& path);
  void load_texts();
  void load_standard(JsonObject file);
  void load_rounds();
  void load_indicators(JsonObject file);
  void load_family(JsonObject family);
  void load_deprivations(JsonObject& family, const Indicator& pattern, const std::vector<std::string>& over);
  void load_criteria(JsonObject& family, const Indicator& pattern, const std::vector<std::string>& over);
  void load_flags();
  domain::KindColumns columns(JsonObject& file, const std::string& name, domain::Kind kind);
  void load_columns();
  void check_audit();
  Date date(JsonObject& object, std::string_view key);
  std::vector<Measure> measures(JsonObject& object, std::string_view key);
  Indicator indicator(JsonObject& object);
  std::size_t most_deprivations() const;
  const domain::Deprivation* deprivation_name(int number) const;

  /// Where a ruling file or folder is read from.
  std::filesystem::path place(const std::string& name) const;

  std::filesystem::path etc_;
  std::filesystem::path ruling_;  // empty: all from etc_
  Problems problems_;
  domain::Rules rules_;
};

std::filesystem::path Loader::place(const std::string& name) const {
  std::error_code ignored;
  if (!ruling_.empty() && std::filesystem::exists(ruling_ / name, ignored)) return ruling_ / name;
  return etc_ / name;
}

JsonObject Loader::open(const std::filesystem::path& path) {
  const bool ruling = !ruling_.empty() && path.string().rfind(ruling_.string(), 0) == 0;
  const std::string name = std::filesystem::relative(path, ruling ? ruling_ : etc_).string();
  const auto bytes = read_file(path, problems_);
  if (!bytes) return JsonObject::parse("{}", name, problems_);
  rules_.hashes[name] = sha256(*bytes);
  return JsonObject::parse(*bytes, name, problems_);
}

Date Loader::date(JsonObject& object, std::string_view key) {
  const auto day = Date::parse(object.text(key));
  if (!day) problems_.add(object.place(), "\"" + std::string(key) + "\" must be a date like 2023-12-31");
  return day.value_or(Date());
}

void Loader::load_texts() {
  std::map<std::string, domain::Text, std::less<>> sentences;
  for (const auto& [key, sentence] : open(etc_ / "texts" / "vi.json").members()) sentences[key].vi = sentence;
  for (const auto& [key, sentence] : open(etc_ / "texts" / "en.json").members()) sentences[key].en = sentence;
  for (const auto& [key, text] : sentences) {
    if (text.vi.empty() || text.en.empty())
      problems_.add("texts", "\"" + key + "\" stands in one language only");
  }
  rules_.texts = domain::Texts(std::move(sentences));
}

domain::PovertyLine line(JsonObject object) {
  const auto whole = [&](std::string_view key) -> std::optional<int> {
    const auto value = object.integer_if(key);
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
  };
  domain::PovertyLine result{object.integer("income_vnd"), whole("b1_cut"), whole("b2_poor")};
  object.finish();
  return result;
}

void Loader::load_standard(JsonObject file) {
  domain::Standard standard;
  standard.code = domain::StandardCode(file.text("code"));
  standard.name = file.words("name");
  standard.valid_from = date(file, "valid_from");
  if (file.has("valid_to")) standard.valid_to = date(file, "valid_to");
  standard.citations = file.texts("citations");
  if (standard.citations.empty()) problems_.add(file.place(), "cites no instrument");
  standard.rural = line(file.object("rural"));
  standard.urban = line(file.object("urban"));
  standard.min_deprivations_poor = static_cast<int>(file.integer("min_deprivations_poor"));
  for (JsonObject& object : file.objects("deprivations")) {
    domain::Deprivation deprivation{static_cast<int>(object.integer("number")), object.words("dimension"),
                                    object.words("name"), std::nullopt};
    if (const auto points = object.integer_if("points")) deprivation.points = static_cast<int>(*points);
    object.finish();
    if (deprivation.number != static_cast<int>(standard.deprivations.size()) + 1 ||
        deprivation.number > domain::kMostDeprivations) {
      problems_.add(object.place(), "deprivations must be numbered 1, 2, 3 … up to 16");
    }
    standard.deprivations.push_back(std::move(deprivation));
  }
  standard.unknown = file.words("unknown");
  file.finish();
  rules_.standards.push_back(std::move(standard));
}

void Loader::load_rounds() {
  JsonObject file = open(place("rounds.json"));
  std::set<std::string> codes;
  for (JsonObject& object : file.objects("rounds")) {
    domain::Round round;
    round.code = domain::RoundCode(object.text("code"));
    round.name = object.words("name");
    round.reference_date = date(object, "reference_date");
    round.standard = domain::StandardCode(object.text("standard"));
    round.status = object.text("status");
    object.finish();
    if (!codes.insert(round.code.text()).second) problems_.add(object.place(), "this round stands twice");
    if (rules_.standard(round.standard) == nullptr)
      problems_.add(object.place(), "its standard is not defined");
    if (round.status != "open" && round.status != "closed")
      problems_.add(object.place(), "status must be open or closed");
    rules_.rounds.push_back(std::move(round));
  }
  file.finish();
}

std::vector<Measure> Loader::measures(JsonObject& object, std::string_view key) {
  std::vector<Measure> all;
  for (const std::string& name : object.texts(key)) {
    const auto measure = domain::measure_named(name);
    if (measure) {
      all.push_back(*measure);
    } else {
      problems_.add(object.place(), "there is no measure \"" + name + "\"");
    }
  }
  return all;
}

Indicator Loader::indicator(JsonObject& object) {
  static const std::map<std::string, domain::Form, std::less<>> forms{{"count", domain::Form::count},
                                                                      {"rate", domain::Form::rate},
                                                                      {"mean", domain::Form::mean},
                                                                      {"reduction", domain::Form::reduction},
                                                                      {"product", domain::Form::product}};
  Indicator result;
  result.code = domain::IndicatorCode(object.text("code"));
  result.name = object.words("name");
  result.unit = object.text("unit");
  const std::string better = object.text("better");
  if (better != "lower" && better != "higher")
    problems_.add(object.place(), "better must be lower or higher");
  result.better = better == "higher" ? domain::Better::higher : domain::Better::lower;
  const auto form = forms.find(object.text("form"));
  if (form == forms.end()) {
    problems_.add(object.place(), "form must be count, rate, mean, reduction or product");
  } else {
    result.form = form->second;
  }
  result.citation = object.text("citation");
  if (result.citation.empty()) problems_.add(object.place(), "cites nothing");
  const std::string source = object.text_or("source", "");
  if (source == "disbursement") result.source = domain::Source::disbursement;
  if (source == "ntm-criteria") result.source = domain::Source::ntm_criteria;
  if (!source.empty() && !result.dated())
    problems_.add(object.place(), "source must be disbursement or ntm-criteria, or left out");
  result.expenditure = object.text_or("expenditure", "");
  if (!result.expenditure.empty() && rules_.programmes.expenditure(result.expenditure) == nullptr)
    problems_.add(object.place(), "there is no kind of money \"" + result.expenditure + "\"");
  return result;
}

void Loader::load_indicators(JsonObject file) {
  for (JsonObject& object : file.objects("indicators")) {
    Indicator result = indicator(object);
    result.numerator = measures(object, "numerator");
    result.denominator = measures(object, "denominator");
    result.times_deprivations = object.flag("times_deprivations");
    result.of = domain::IndicatorCode(object.text_or("of", ""));
    result.times = domain::IndicatorCode(object.text_or("times", ""));
    object.finish();
    const bool ratio = result.form == domain::Form::rate || result.form == domain::Form::mean;
    const bool made_of_others =
        result.form == domain::Form::reduction || result.form == domain::Form::product;
    if (ratio != !result.denominator.empty() || made_of_others != !result.of.empty() ||
        made_of_others != result.numerator.empty()) {
      problems_.add(object.place(), "its form and its terms do not fit");
    }
    rules_.indicators.push_back(std::move(result));
  }
  for (JsonObject& family : file.objects("families")) load_family(std::move(family));
  file.finish();
}

std::size_t Loader::most_deprivations() const {
  std::size_t most = 0;
  for (const domain::Standard& standard : rules_.standards)
    most = std::max(most, standard.deprivations.size());
  return most;
}

const domain::Deprivation* Loader::deprivation_name(int number) const {
  // The wording of the standard in force for most rounds; a round's own standard names its own.
  const domain::Deprivation* named = nullptr;
  for (const domain::Standard& standard : rules_.standards) {
    if (standard.deprivations.size() < static_cast<std::size_t>(number)) continue;
    const auto& candidate = standard.deprivations[static_cast<std::size_t>(number) - 1];
    if (named == nullptr || candidate.points) named = &candidate;
  }
  return named;
}

void Loader::load_deprivations(JsonObject& family, const Indicator& pattern,
                               const std::vector<std::string>& over) {
  for (int n = 1; n <= static_cast<int>(most_deprivations()); ++n) {
    Indicator member = pattern;
    member.code = domain::IndicatorCode(pattern.code.text() + std::to_string(n));
    member.deprivation = n;
    for (const std::string& name : over) {
      if (const auto measure = domain::measure_named(name + std::to_string(n))) {
        member.numerator.push_back(*measure);
      } else {
        problems_.add(family.place(), "there is no measure \"" + name + std::to_string(n) + "\"");
      }
    }
    if (const auto* named = deprivation_name(n)) {
      member.name.vi += ": " + named->name.vi;
      member.name.en += ": " + named->name.en;
    }
    rules_.indicators.push_back(std::move(member));
  }
}

void Loader::load_criteria(JsonObject& family, const Indicator& pattern,
                           const std::vector<std::string>& over) {
  if (over != std::vector<std::string>{"c"}) problems_.add(family.place(), "numerator must be [\"c\"]");
  for (int n = 1; n <= static_cast<int>(rules_.programmes.most_criteria()); ++n) {
    Indicator member = pattern;
    const std::string number = (n < 10 ? "0" : "") + std::to_string(n);
    member.code = domain::IndicatorCode(pattern.code.text() + number);
    member.criterion = n;
    member.numerator = {domain::ntm_criterion(n)};
    // Named by the set that names it; sets with the same number may mean another thing and say so by date.
    member.name = {pattern.name.vi + " " + std::to_string(n), pattern.name.en + " " + std::to_string(n)};
    for (const domain::CriteriaSet& set : rules_.programmes.criteria_sets) {
      if (set.criteria.size() < static_cast<std::size_t>(n)) continue;
      const domain::Text& named = set.criteria[static_cast<std::size_t>(n) - 1].name;
      if (named.vi.empty()) continue;
      member.name = {member.name.vi + ": " + named.vi, member.name.en + ": " + named.en};
      break;
    }
    rules_.indicators.push_back(std::move(member));
  }
}

void Loader::load_family(JsonObject family) {
  Indicator pattern = indicator(family);
  const auto over = family.texts("numerator");
  const std::string members = family.text_or("over", "deprivations");
  pattern.denominator = measures(family, "denominator");
  if (members == "deprivations") {
    load_deprivations(family, pattern, over);
  } else if (members == "criteria") {
    load_criteria(family, pattern, over);
  } else if (members == "programmes") {
    pattern.numerator = measures(family, "numerator");
    for (const domain::Programme& programme : rules_.programmes.programmes) {
      Indicator member = pattern;
      member.code = domain::IndicatorCode(pattern.code.text() + programme.code);
      member.programme = programme.code;
      member.name.vi += ": " + programme.name.vi;
      member.name.en += ": " + programme.name.en;
      rules_.indicators.push_back(std::move(member));
    }
  } else {
    problems_.add(family.place(), "over must be deprivations, criteria or programmes");
  }
  family.finish();
}

void Loader::load_flags() {
  static const std::map<std::string, domain::FlagRule::Against, std::less<>> against{
      {"country", domain::FlagRule::Against::country},
      {"region", domain::FlagRule::Against::region},
      {"target", domain::FlagRule::Against::target},
      {"pace", domain::FlagRule::Against::pace}};
  JsonObject file = open(place("flags") / "rules.json");
  for (JsonObject& object : file.objects("rules")) {
    domain::FlagRule rule;
    rule.code = object.text("rule");
    rule.name = object.words("name");
    const auto found = against.find(object.text("against"));
    if (found == against.end()) {
      problems_.add(object.place(), "against must be country, region, target or pace");
    } else {
      rule.against = found->second;
    }
    rule.indicators = object.texts("indicators");
    rule.reason_key = object.text("reason");
    if (!rules_.texts.has(rule.reason_key))
      problems_.add(object.place(), "there is no sentence " + rule.reason_key);
    object.finish();
    rules_.flag_rules.push_back(std::move(rule));
  }
  JsonObject severity = file.object("severity");
  rules_.severity = {severity.text("one"), severity.text("both"), severity.text("extreme"),
                     severity.integer_if("extreme_multiple")};
  severity.finish();
  file.text("note");
  file.finish();
}

domain::KindColumns Loader::columns(JsonObject& file, const std::string& name, domain::Kind kind) {
  static const std::map<std::string, domain::ColumnType, std::less<>> types{
      {"text", domain::ColumnType::text},
      {"area_code", domain::ColumnType::area_code},
      {"integer", domain::ColumnType::integer},
      {"decimal", domain::ColumnType::decimal},
      {"money", domain::ColumnType::money},
      {"flag", domain::ColumnType::flag},
      {"date", domain::ColumnType::date},
      {"choice", domain::ColumnType::choice},
      {"number_set", domain::ColumnType::number_set}};
  domain::KindColumns columns{kind, {}};
  for (JsonObject& object : file.objects(name)) {
    Column column;
    column.name = object.text("name");
    const auto type = types.find(object.text("type"));
    if (type == types.end()) {
      problems_.add(object.place(), "this type of column is unknown");
    } else {
      column.type = type->second;
    }
    column.required = object.flag("required");
    column.personal = object.flag("personal");
    if (object.has("headings")) column.headings = object.texts("headings");
    if (object.has("words")) {
      for (auto& [word, value] : object.object("words").members()) column.words.emplace(word, value);
    }
    column.at_most = object.integer_if("at_most");
    object.finish();
    columns.columns.push_back(std::move(column));
  }
  return columns;
}

void Loader::load_columns() {
  JsonObject file = open(etc_ / "columns.json");
  for (const std::string& kind_name : file.keys()) {
    const auto kind = domain::kind_named(kind_name);
    if (!kind) {
      problems_.add(file.place(), "there is no upload kind \"" + kind_name + "\"");
      continue;
    }
    rules_.kinds.push_back(columns(file, kind_name, *kind));
  }
  JsonObject forms = open(etc_ / "audit" / "forms.json");
  rules_.revisit_form = columns(forms, "revisits", domain::Kind::results);
  rules_.staff_form = columns(forms, "staff", domain::Kind::results);
  forms.finish();
}

void Loader::check_audit() {
  for (const domain::AuditCheck& check : rules_.audit.checks) {
    if (!rules_.texts.has("audit.family." + check.family))
      problems_.add("audit/checks.json", "there is no sentence audit.family." + check.family);
    for (const std::string& key : check.sentences) {
      if (!rules_.texts.has(key)) problems_.add("audit/checks.json", "there is no sentence " + key);
    }
  }
  for (const auto& [standard, contradictions] : rules_.audit.contradictions) {
    if (rules_.standard(standard) == nullptr)
      problems_.add("audit/checks.json", "there is no standard " + standard.text());
  }
}

LoadedRules Loader::load() {
  // The outlines are as large as all the rest and wait for nothing of it: read beside it, they cost a start
  // no time.
  struct Outlines {
    std::vector<domain::MapLayer> layers;
    std::map<std::string, std::string> hashes;
    Problems problems;
  };
  auto outlines = std::async(std::launch::async, [folder = etc_ / "geo"] {
    Outlines read;
    const NoteFile note = [&](const std::string& name, const std::string& bytes) {
      read.hashes[name] = sha256(bytes);
    };
    read.layers = load_maps(folder, note, read.problems);
    return read;
  });
  load_texts();
  const NoteFile note = [&](const std::string& name, const std::string& bytes) {
    rules_.hashes[name] = sha256(bytes);
  };
  rules_.areas = load_areas(place("areas"), note, problems_);
  for (const auto& path : json_files(place("standards"), problems_)) load_standard(open(path));
  load_rounds();
  rules_.programmes = load_programmes(place("programmes.json"), note, problems_);
  for (const auto& path : json_files(place("indicators"), problems_)) load_indicators(open(path));
  // Figures of the yearly review come before those that have a date of their own.
  std::stable_partition(rules_.indicators.begin(), rules_.indicators.end(),
                        [](const Indicator& each) { return !each.dated(); });
  load_flags();
  load_columns();
  rules_.audit = load_audit(open(etc_ / "audit" / "checks.json"), problems_);
  check_audit();
  rules_.reports = load_reports(etc_ / "reports", note, problems_);
  rules_.calendar = load_calendar(open(place("calendar.json")), problems_);
  Outlines read = outlines.get();
  rules_.maps = std::move(read.layers);
  rules_.hashes.merge(read.hashes);
  problems_.add_all(read.problems);
  if (!problems_.none()) return {std::nullopt, problems_.all()};
  return {std::move(rules_), {}};
}

}  // namespace

LoadedRules load_rules(const std::filesystem::path& etc, const std::filesystem::path& ruling) {
  return Loader(etc, ruling).load();
}

}  // namespace rasoat::config
