#include "flow/compare_money.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "ingest/reporter.h"

namespace rasoat::flow {
namespace {

using domain::Date;
using domain::MoneyRow;

/// An area's programme and plan: what one cumulative series is about.
using Series = std::tuple<domain::AreaId, std::string, int>;

/// One line of a series, whatever file it stands in.
struct Line {
  std::string key;  ///< project, investor and kinds
  std::int64_t disbursed = 0;
  std::int64_t row = 0;
};

std::string key_of(std::string_view project, std::string_view investor, std::string_view budget,
                   std::string_view expenditure, bool carried_over) {
  std::string key;
  for (const std::string_view word : {project, investor, budget, expenditure}) {
    if (!word.empty()) key += (key.empty() ? "" : " · ") + std::string(word);
  }
  return key + (carried_over ? " · +" : "");
}

class Comparer {
 public:
  Comparer(const domain::Rules& rules, domain::Findings& findings)
      : rules_(rules), reporter_(rules.texts, findings, "") {}

  /// `earlier` must not be above `later`; the finding stands at the row of the new file.
  void compare(const Series& series, Date day, const std::vector<Line>& sent, Date other,
               const std::vector<Line>& approved) {
    bool told = false;
    std::int64_t sent_sum = 0;
    std::int64_t approved_sum = 0;
    for (const Line& line : approved) approved_sum += line.disbursed;
    for (const Line& line : sent) {
      sent_sum += line.disbursed;
      const auto same = std::find_if(approved.begin(), approved.end(),
                                     [&](const Line& each) { return each.key == line.key; });
      if (same == approved.end() || !falls(day, line.disbursed, other, same->disbursed)) continue;
      tell(series, line.row, line.key, day, line.disbursed, other, same->disbursed);
      told = true;
    }
    if (!told && falls(day, sent_sum, other, approved_sum))
      tell(series, 0, "", day, sent_sum, other, approved_sum);
  }

 private:
  static bool falls(Date day, std::int64_t value, Date other, std::int64_t other_value) {
    return other < day ? value < other_value : value > other_value;
  }

  void tell(const Series& series, std::int64_t row, const std::string& key, Date day, std::int64_t value,
            Date other, std::int64_t other_value) {
    const auto& [area, programme, year] = series;
    const std::string name = programme + " " + std::to_string(year) + (key.empty() ? "" : " · " + key);
    reporter_.add("W-CUMULATIVE-FALLS", {row, ""}, domain::million_from_dong(value),
                  domain::million_from_dong(other_value),
                  {{"area", rules_.areas.get(area).full_name},
                   {"key", name},
                   {"day", day.vietnamese()},
                   {"other", other.vietnamese()}});
  }

  const domain::Rules& rules_;
  ingest::Reporter reporter_;
};

}  // namespace

void compare_money(const domain::Rules& rules, const domain::DatedBook& approved,
                   const std::vector<store::MoneyLine>& lines, domain::Findings& findings) {
  if (lines.empty()) return;
  const Date day = lines.front().as_of;
  std::map<Series, std::vector<Line>> sent;
  for (const store::MoneyLine& line : lines) {
    if (!line.disbursed) continue;
    sent[{line.area, line.programme, line.plan_year}].push_back(
        {key_of(line.project, line.investor, line.budget, line.expenditure, line.carried_over),
         *line.disbursed, line.row});
  }
  std::map<Series, std::map<Date, std::vector<Line>>> there;
  const domain::Words& words = approved.rows().words;
  for (const MoneyRow& row : approved.rows().money) {
    const Series series{row.area, std::string(words.at(row.programme)), row.plan_year};
    if (row.as_of == day || row.disbursed == MoneyRow::kUnknown || !sent.contains(series)) continue;
    there[series][row.as_of].push_back(
        {key_of(words.at(row.project), words.at(row.investor), words.at(row.budget),
                words.at(row.expenditure), row.carried_over),
         row.disbursed, 0});
  }
  Comparer comparer(rules, findings);
  for (const auto& [series, dates] : there) {
    const auto after = dates.upper_bound(day);
    if (after != dates.begin())
      comparer.compare(series, day, sent.at(series), std::prev(after)->first, std::prev(after)->second);
    if (after != dates.end()) comparer.compare(series, day, sent.at(series), after->first, after->second);
  }
}

}  // namespace rasoat::flow
