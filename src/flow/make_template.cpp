#include "flow/make_template.h"

#include <algorithm>

#include "export/template_book.h"
#include "store/migrate.h"

namespace rasoat::flow {
namespace {

/// The open round that ends next, else the last of all.
const domain::Round* next_round(const std::vector<domain::Round>& rounds, domain::Date today) {
  const domain::Round* next = nullptr;
  for (const domain::Round& round : rounds) {
    const bool due = round.status != "closed" && round.reference_date >= today;
    if (due && (next == nullptr || round.reference_date < next->reference_date)) next = &round;
  }
  if (next != nullptr || rounds.empty()) return next;
  return &*std::max_element(rounds.begin(), rounds.end(), [](const auto& one, const auto& other) {
    return one.reference_date < other.reference_date;
  });
}

/// Communes and districts without communes a person fills in; scopes of benchmarks and targets for the
/// registers.
std::vector<const domain::Area*> units_of(const Tools& tools, const access::Person& person, domain::Kind kind,
                                          domain::Date day) {
  const domain::AreaBook& book = tools.rules.areas;
  std::vector<const domain::Area*> units;
  const domain::AreaId country = book.find("VN", day)->id;
  if (kind == domain::Kind::benchmarks || kind == domain::Kind::targets) {
    for (const domain::Level level :
         {domain::Level::country, domain::Level::region, domain::Level::province}) {
      for (const domain::Area* area : book.areas_at(level, day, country)) units.push_back(area);
    }
    return units;
  }
  const domain::Area* home = book.find("51", day);
  const bool limited = !person.areas.empty();
  for (const domain::Area* leaf : book.leaves(limited ? country : home->id, day)) {
    if (!limited || access::in_scope(person, leaf->id, book)) units.push_back(leaf);
  }
  return units;
}

}  // namespace

domain::Result<NamedFile> make_template(Tools& tools, domain::Kind kind, const std::string& round,
                                        const access::Person& person) {
  export_::TemplateRequest request;
  request.kind = kind;
  request.rules = &tools.rules;
  const auto rounds = store::rounds(tools.pool);
  request.rounds = &rounds;
  request.day = domain::today(tools.clock);
  if (domain::needs_round(kind) || !round.empty()) {
    request.round = round.empty() ? next_round(rounds, request.day) : domain::find_round(rounds, round);
    if (request.round == nullptr) {
      return domain::Problem{"round-unknown",
                             tools.rules.texts.say("refused.round-unknown", {{"round", round}}), "round"};
    }
    request.day = request.round->reference_date;
  }
  request.created = std::int64_t{request.day.days_since_1970()} * 86'400;  // the same form, the same bytes
  request.areas = units_of(tools, person, kind, request.day);
  const std::string of_round = request.round == nullptr ? "" : "-" + request.round->code.text();
  return NamedFile{export_::template_xlsx(request),
                   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                   std::string(domain::name(kind)) + of_round + ".xlsx"};
}

}  // namespace rasoat::flow
