#include "flow/keep_round.h"

#include <algorithm>

#include "store/migrate.h"
#include "store/round.h"

namespace rasoat::flow {
namespace {

domain::Problem wrong(const Tools& tools, const std::string& field, const std::string& value,
                      const std::string& expected) {
  return {"round-words",
          tools.rules.texts.say("round.words", {{"field", field}, {"value", value}, {"expected", expected}}),
          field};
}

bool lawful_code(const std::string& code) {
  const bool letters = std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
  });
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return letters && code.size() >= 4 && code.size() <= 16 &&
         std::all_of(code.begin(), code.begin() + 4, digit) && (code.size() == 4 || code[4] == '-');
}

}  // namespace

domain::Result<KeptRound> keep_round(Tools& tools, const RoundWords& words, const access::Person& person) {
  const auto rounds = store::rounds(tools.pool);
  const domain::Round* there = domain::find_round(rounds, words.code);
  KeptRound kept;
  kept.made = there == nullptr;
  if (there != nullptr) kept.round = *there;
  if (!words.status.empty() && words.status != "open" && words.status != "closed")
    return wrong(tools, "status", words.status, "open | closed");
  if (there == nullptr) {
    if (!lawful_code(words.code)) return wrong(tools, "code", words.code, "YYYY | YYYY-suffix");
    const auto day = domain::Date::parse(words.reference_date);
    if (!day) return wrong(tools, "reference_date", words.reference_date, "YYYY-MM-DD");
    if (tools.rules.standard(domain::StandardCode(words.standard)) == nullptr) {
      std::string known;
      for (const domain::Standard& standard : tools.rules.standards)
        known += (known.empty() ? "" : " | ") + standard.code.text();
      return wrong(tools, "standard", words.standard, known);
    }
    if (words.name_vi.empty()) return wrong(tools, "name_vi", "", "…");
    kept.round.code = domain::RoundCode(words.code);
    kept.round.reference_date = *day;
    kept.round.standard = domain::StandardCode(words.standard);
    kept.round.status = "open";
  }
  if (!words.status.empty()) kept.round.status = words.status;
  if (!words.name_vi.empty()) kept.round.name.vi = words.name_vi;
  if (!words.name_en.empty()) kept.round.name.en = words.name_en;
  if (kept.round.name.en.empty()) kept.round.name.en = kept.round.name.vi;
  const std::string action = kept.made                       ? "round.make"
                             : kept.round.status == "closed" ? "round.close"
                                                             : "round.open";
  store::save_round(tools.pool, kept.round, action, {person.account, tools.now(), ""});
  if (tools.live.ready()) tools.live.fresh();
  return kept;
}

domain::Outcome keep_deadline(Tools& tools, const DeadlineWords& words, const access::Person& person) {
  const auto rounds = store::rounds(tools.pool);
  const domain::Round* round = domain::find_round(rounds, words.round);
  if (round == nullptr) {
    return domain::Problem{"round-unknown",
                           tools.rules.texts.say("refused.round-unknown", {{"round", words.round}}), "round"};
  }
  const auto due = domain::Date::parse(words.due);
  if (!due) return wrong(tools, "due", words.due, "YYYY-MM-DD");
  domain::Deadline deadline{domain::Level::commune, {}, *due, words.reason};
  if (!words.area.empty()) {
    const domain::Area* area = tools.rules.areas.find(words.area, round->reference_date);
    if (area == nullptr) return wrong(tools, "area", words.area, "21115 | 525");
    deadline.level = area->level;
    deadline.area = area->id;
  } else if (const auto level = domain::level_named(words.level)) {
    deadline.level = *level;
  } else {
    return wrong(tools, "level", words.level, "commune | district | province");
  }
  store::set_deadline(tools.pool, words.round, deadline, {person.account, tools.now(), ""});
  return domain::Done{};
}

domain::Deadlines deadlines_of(Tools& tools, const domain::Round& round) {
  return {store::deadlines(tools.pool, round.code.text()), tools.rules.calendar, round};
}

}  // namespace rasoat::flow
