#include "ingest/households.h"

#include "domain/classify.h"
#include "ingest/text.h"

namespace rasoat::ingest {
namespace {

using domain::Household;
using domain::HouseholdClass;

bool kinh(const std::string& ethnicity) {
  const std::string key = word_key(ethnicity);
  return key == word_key("Kinh") || key == word_key("Việt") || key == word_key("Kinh (Việt)");
}

}  // namespace

HouseholdRows::HouseholdRows(const ReadRequest& request, RowReader& reader, AreaCodes& areas,
                             Reporter& reporter, std::size_t expected_rows)
    : request_(request),
      standard_(request.rules->standard(request.round->standard)),
      reader_(reader),
      areas_(areas),
      reporter_(reporter),
      keys_(expected_rows),
      folding_(reader),
      commune_(reader.slot("commune_code")),
      district_(reader.slot("district")),
      former_(reader.slot("former_commune")),
      village_(reader.slot("village")),
      code_(reader.slot("household_code")),
      name_(reader.slot("head_name")),
      id_(reader.slot("head_id_number")),
      birth_(reader.slot("birth_year")),
      gender_(reader.slot("gender")),
      woman_(reader.slot("woman_head")),
      ethnicity_(reader.slot("ethnicity")),
      members_(reader.slot("members")),
      setting_(reader.slot("setting")),
      b1_(reader.slot("b1_score")),
      b2_(reader.slot("b2_score")),
      deprivations_(reader.slot("deprivations")),
      class_(reader.slot("class")),
      previous_(reader.slot("previous_class")),
      causes_(reader.slot("causes")),
      labour_(reader.slot("no_labour_capacity")),
      merit_(reader.slot("merit")),
      enumerator_(reader.slot("enumerator")),
      survey_(reader.slot("survey_date")),
      decision_(reader.slot("decision_no")),
      decided_(reader.slot("decision_date")),
      reason_(reader.slot("change_reason")) {
  for (int n = 1; n <= domain::kMostDeprivations; ++n) flags_.push_back(reader.slot("d" + std::to_string(n)));
}

void HouseholdRows::read_place(Household& household) {
  household.former_commune = reader_.text(former_);
  household.village = reader_.text(village_);
  household.household_code = reader_.text(code_);
  reader_.require(code_);
  const domain::Area* area = nullptr;
  if (reader_.require(commune_)) {
    area = areas_.resolve(reader_.cell(commune_), AreaCodes::Allowed::lowest, reader_.place(commune_),
                          reporter_, reader_.text(district_));
    if (area == nullptr) reader_.mark_faulty();
  }
  if (area != nullptr) household.area = area->id;
  if (const auto setting = reader_.choice(setting_)) {
    household.setting = domain::setting_named(*setting);
  } else if (area != nullptr && reader_.empty(setting_)) {
    household.setting = area->setting;
    // A special zone and a district without communes have no setting by themselves.
    if (!household.setting)
      reader_.report("E-SETTING-REQUIRED", setting_, "", "rural | urban", {{"area", area->full_name}});
  }
}

void HouseholdRows::read_head(Household& household) {
  household.head_name = reader_.text(name_);
  reader_.require(name_);
  household.head_id_number = reader_.text(id_);
  if (const auto year = reader_.integer(birth_)) {
    const int latest = request_.round->reference_date.year();
    if (*year < 1900 || *year > latest) {
      reader_.report("E-BIRTH-YEAR", birth_, std::to_string(*year), "1900…" + std::to_string(latest));
    } else {
      household.birth_year = static_cast<int>(*year);
    }
  }
  if (const auto gender = reader_.choice(gender_)) {
    household.gender = *gender == "female" ? domain::Gender::female : domain::Gender::male;
  }
  household.woman_head = reader_.flag(woman_);
  if (!household.woman_head && household.gender)
    household.woman_head = *household.gender == domain::Gender::female;
  household.ethnicity = reader_.text(ethnicity_);
  if (reader_.require(ethnicity_)) {
    const auto [known, fresh] = minority_.try_emplace(household.ethnicity, false);
    if (fresh) known->second = !kinh(household.ethnicity);
    household.minority = known->second;
  }
  // In a list of members they are counted.
  const bool given = folding_.active() ? !reader_.empty(members_) : reader_.require(members_);
  declared_members_ = given ? reader_.integer(members_) : std::nullopt;
  if (declared_members_ && *declared_members_ < 1) reader_.report("E-MEMBERS", members_, "0", "≥ 1");
  household.members = static_cast<int>(declared_members_.value_or(1));
}

std::optional<domain::DeprivationSet> HouseholdRows::deprivation_flags(bool required) {
  domain::DeprivationSet set;
  bool any = false;
  bool all = true;
  const std::size_t defined = standard_ == nullptr ? 0 : standard_->deprivations.size();
  for (std::size_t i = 0; i < flags_.size(); ++i) {
    if (flags_[i].position < 0) {
      all = all && i >= defined;
      continue;
    }
    const auto value = reader_.flag(flags_[i]);
    if (i >= defined) {
      if (value)
        reader_.report("E-NO-SUCH-DEPRIVATION", flags_[i], *value ? "1" : "0",
                       "d1…d" + std::to_string(defined));
      continue;
    }
    any = any || value;
    all = all && value;
    if (value.value_or(false)) set.set(i);
    if (!value && required && reader_.empty(flags_[i])) reader_.report("E-REQUIRED", flags_[i]);
  }
  if (!any || !all) return std::nullopt;
  return set;
}

std::optional<domain::DeprivationSet> HouseholdRows::deprivations(const Household& household) {
  const bool listed =
      household.declared == HouseholdClass::poor || household.declared == HouseholdClass::near_poor;
  const int defined = standard_ == nullptr ? 0 : static_cast<int>(standard_->deprivations.size());
  if (!reader_.empty(deprivations_)) {
    const auto mask = reader_.number_set(deprivations_, defined);
    if (!mask) return std::nullopt;
    return domain::DeprivationSet(*mask);
  }
  bool columns = false;
  for (const auto& flag : flags_) columns = columns || flag.position >= 0;
  if (columns) return deprivation_flags(listed);
  if (listed) reader_.report("E-REQUIRED", deprivations_, "", "1;3;5 | 0");
  return std::nullopt;
}

void HouseholdRows::read_scores(Household& household) {
  const auto b1 = reader_.integer(b1_);
  const auto b2 = reader_.integer(b2_);
  if (b1) household.b1_score = static_cast<int>(*b1);
  if (b2) household.b2_score = static_cast<int>(*b2);
  const auto declared = reader_.require(class_) ? reader_.choice(class_) : std::nullopt;
  class_read_ = declared.has_value();
  if (declared) household.declared = *domain::household_class_named(*declared);
  const bool listed =
      household.declared == HouseholdClass::poor || household.declared == HouseholdClass::near_poor;
  if (listed) reader_.require(b1_);
  household.deprivations = deprivations(household);
  if (standard_ == nullptr || !household.deprivations || !household.b2_score) return;
  const auto expected = domain::deprivation_score(*standard_, *household.deprivations);
  if (expected && *expected != *household.b2_score) {
    reader_.report("W-B2", b2_, std::to_string(*household.b2_score), std::to_string(*expected));
  }
}

void HouseholdRows::classify(Household& household) {
  if (standard_ == nullptr || !household.setting || !household.b1_score) return;
  if (!class_read_) return;  // there is no declared class to compare with
  std::optional<int> b2 = household.b2_score;
  if (household.deprivations) {
    if (const auto score = domain::deprivation_score(*standard_, *household.deprivations)) b2 = score;
  }
  const auto computed =
      domain::classify(*standard_, {*household.setting, *household.b1_score, b2.value_or(0)});
  if (!computed) {
    no_cut_ = true;  // one note an upload, never an error
    return;
  }
  if (!b2) return;
  household.computed = *computed;
  const bool agrees =
      household.declared == *computed ||
      // Average living standard is decided by income, not by scores: it lies above the line.
      (household.declared == HouseholdClass::average && *computed == HouseholdClass::not_poor);
  if (!agrees) {
    reader_.report("W-CLASS", class_, domain::name(household.declared), domain::name(*computed),
                   {{"b1", std::to_string(*household.b1_score)},
                    {"b2", std::to_string(*b2)},
                    {"setting", std::string(domain::name(*household.setting))}});
  }
}

void HouseholdRows::read_rest(Household& household) {
  if (const auto previous = reader_.choice(previous_))
    household.previous = domain::household_class_named(*previous);
  if (const auto causes = reader_.number_set(causes_, domain::kCauses))
    household.causes = domain::CauseSet(*causes);
  household.no_labour_capacity = reader_.flag(labour_);
  household.merit = reader_.flag(merit_);
  household.enumerator = reader_.text(enumerator_);
  household.survey_date = reader_.date(survey_);
  if (household.survey_date && *household.survey_date > request_.round->reference_date) {
    reader_.report("W-SURVEY-DATE", survey_, household.survey_date->iso(),
                   "≤ " + request_.round->reference_date.iso());
  }
  household.decision_no = reader_.text(decision_);
  household.decision_date = reader_.date(decided_);
  household.change_reason = reader_.text(reason_);
}

void HouseholdRows::check_duplicate(const Household& household) {
  // A household is (commune, former commune, village, household code).
  std::uint64_t hash = DuplicateKeys::hash(household.household_code, number(household.area));
  hash = DuplicateKeys::hash(household.village, hash);
  hash = DuplicateKeys::hash(household.former_commune, hash);
  const std::uint32_t first = keys_.add(hash, static_cast<std::uint32_t>(household.row));
  if (first == 0) return;
  reader_.report("E-DUPLICATE", code_, household.household_code, "", {{"first", std::to_string(first)}});
}

void HouseholdRows::read_household(Household& household) {
  household.row = reader_.number();
  read_place(household);
  read_head(household);
  read_scores(household);
  classify(household);
  read_rest(household);
  if (number(household.area) != 0 && !household.household_code.empty()) check_duplicate(household);
}

void HouseholdRows::read(RowSink& sink) {
  if (folding_.active()) return read_member(sink);
  Household household;
  read_household(household);
  ++households_;
  if (!reader_.faulty()) sink.household(std::move(household));
}

/// The head's row gives the household, the others are counted.
void HouseholdRows::read_member(RowSink& sink) {
  const MemberRows::Line line = folding_.look();
  if (!open_ || !line.continues) {
    close_household(sink);
    open_ = Folded{};
    open_->first_row = reader_.number();
  }
  ++open_->members;
  if (line.head && !open_->household) {
    read_household(open_->household.emplace());
    open_->declared = declared_members_;
  } else if (line.head) {
    reader_.report("E-TWO-HEADS", folding_.who(), "", "", {{"first", std::to_string(open_->household->row)}});
  }
  folding_.compare();
  open_->faulty = open_->faulty || reader_.faulty();
}

void HouseholdRows::close_household(RowSink& sink) {
  if (!open_) return;
  ++households_;
  Folded done = std::move(*open_);
  open_.reset();
  if (!done.household) {
    reporter_.add("E-NO-HEAD", {done.first_row, folding_.who().heading}, std::to_string(done.members));
    return;
  }
  if (done.declared && *done.declared != done.members) {
    reporter_.add("W-MEMBERS-COUNTED", {done.household->row, members_.heading},
                  std::to_string(*done.declared), std::to_string(done.members));
  }
  done.household->members = done.members;
  if (!done.faulty) sink.household(std::move(*done.household));
}

void HouseholdRows::finish(RowSink& sink) {
  close_household(sink);
  if (!no_cut_) return;
  reporter_.add("W-NO-CUT", {0, class_.heading}, standard_->code.text(), "",
                {{"why", standard_->unknown.vi}, {"why_en", standard_->unknown.en}});
}

}  // namespace rasoat::ingest
