// The programmes of one area on one day: money by everything its rows say, results, criteria, contradictions.

#include "domain/programme_sheet.h"
#include "export/answer_parts.h"
#include "export/answers.h"

namespace rasoat::export_ {
namespace {

using domain::Exact;
using domain::MoneySum;
using domain::ProgrammeSheet;
using domain::Snapshot;

/// What is written for every sum of money: million VND, rates in per cent, null for what no row states.
class SheetWriter {
 public:
  SheetWriter(const Snapshot& snapshot, const ProgrammeSheet& sheet) : snapshot_(snapshot), sheet_(sheet) {}

  std::string write() {
    const domain::Area& area = snapshot_.rules->areas.get(sheet_.area);
    out_.begin_object().key("area");
    unit(sheet_.area);
    out_.member("level", domain::name(area.level)).member("date", sheet_.day.iso());
    out_.member("plan_year", sheet_.plan_year).member("as_of", sheet_.as_of.iso()).key("release");
    snapshot_.release.empty() ? out_.null() : out_.value(snapshot_.release);
    out_.member("unit", "million VND").key("round");
    sheet_.round == nullptr ? out_.null() : out_.value(sheet_.round->code.text());
    out_.key("total").begin_object();
    sum(sheet_.sum, sheet_.pace);
    out_.end_object();
    programmes();
    parts();
    investors();
    criteria();
    contradictions();
    out_.end_object();
    return out_.take();
  }

 private:
  void unit(domain::AreaId id) {
    const domain::Area& area = snapshot_.rules->areas.get(id);
    out_.begin_object().member("code", area.code.text()).member("name", area.full_name).end_object();
  }

  void amount(std::string_view name, const std::optional<std::int64_t>& dong) {
    out_.key(name);
    dong ? out_.raw(domain::million_from_dong(*dong)) : out_.null();
  }

  void percent(std::string_view name, const std::optional<Exact>& value) {
    out_.key(name);
    value ? out_.raw(value->rounded().plain()) : out_.null();
  }

  void sum(const MoneySum& money, const std::optional<Exact>& pace) {
    amount("planned", money.planned);
    amount("allocated", money.allocated);
    amount("disbursed", money.disbursed);
    const auto rate = money.rate();
    percent("rate", rate);
    percent("of_allocated", money.of_allocated());
    percent("pace", pace);
    percent("pace_gap", rate && pace ? std::optional<Exact>(*rate - *pace) : std::nullopt);
    out_.key("data_as_of");
    money.newest ? out_.value(money.newest->iso()) : out_.null();
    out_.key("data_oldest");
    money.oldest ? out_.value(money.oldest->iso()) : out_.null();
    out_.member("synthetic", money.synthetic);
  }

  template <typename Name>
  void by(std::string_view key, const std::map<std::string, MoneySum>& sums, Name name) {
    out_.key(key).begin_array();
    for (const auto& [code, money] : sums) {
      out_.begin_object().key("code");
      code.empty() ? out_.null() : out_.value(code);
      const domain::Text* words = name(code);
      out_.key("name");
      words == nullptr || words->vi.empty() ? out_.null() : out_.value(*words);
      sum(money, std::nullopt);
      out_.end_object();
    }
    out_.end_array();
  }

  void programmes() {
    const domain::ProgrammeBook& book = snapshot_.rules->programmes;
    const auto kind = [](const std::vector<domain::MoneyKind>& kinds) {
      return [&kinds](const std::string& code) -> const domain::Text* {
        for (const domain::MoneyKind& each : kinds) {
          if (each.code == code) return &each.name;
        }
        return nullptr;
      };
    };
    out_.key("programmes").begin_array();
    for (const domain::ProgrammeMoney& each : sheet_.programmes) {
      const domain::Programme& programme = *each.programme;
      out_.begin_object().member("code", programme.code).member("name", programme.name);
      out_.member("in_total", programme.in_total).key("citations").begin_array();
      for (const std::string& citation : programme.citations) out_.value(citation);
      out_.end_array().member("unknown", programme.unknown);
      sum(each.sum, each.pace);
      by("projects", each.projects, [&](const std::string& code) -> const domain::Text* {
        const domain::Project* project = programme.project(code);
        return project == nullptr ? nullptr : &project->name;
      });
      by("budgets", each.budgets, kind(book.budgets));
      by("expenditures", each.expenditures, kind(book.expenditures));
      by("ages", each.ages, [](const std::string&) -> const domain::Text* { return nullptr; });
      results(each);
      out_.end_object();
    }
    out_.end_array();
  }

  void results(const domain::ProgrammeMoney& programme) {
    const domain::Words& words = snapshot_.dated->rows().words;
    const auto number = [&](std::string_view name, const std::optional<Exact>& value) {
      out_.key(name);
      value ? out_.raw(value->plain(6)) : out_.null();
    };
    out_.key("results").begin_array();
    for (const domain::ResultRow* row : programme.results) {
      out_.begin_object().key("area");
      unit(row->area);
      out_.key("project");
      row->project == 0 ? out_.null() : out_.value(words.at(row->project));
      out_.member("indicator", words.at(row->indicator)).member("unit", words.at(row->unit));
      number("planned", row->planned);
      number("achieved", row->achieved);
      const bool both = row->planned && row->achieved && *row->planned > Exact();
      percent("rate", both ? std::optional<Exact>(
                                 Exact::ratio(100 * row->achieved->numerator() * row->planned->denominator(),
                                              row->achieved->denominator() * row->planned->numerator()))
                           : std::nullopt);
      out_.member("data_as_of", row->as_of.iso()).member("synthetic", row->synthetic).end_object();
    }
    out_.end_array();
  }

  void parts() {
    out_.key("areas").begin_array();
    for (const domain::AreaMoney& each : sheet_.areas) {
      out_.begin_object().key("area");
      unit(each.area);
      out_.member("own", each.own);
      sum(each.sum, std::nullopt);
      out_.key("programmes").begin_object();
      for (const auto& [code, money] : each.programmes) {
        out_.key(code).begin_object();
        sum(money, std::nullopt);
        out_.end_object();
      }
      out_.end_object().end_object();
    }
    out_.end_array();
  }

  void investors() {
    out_.key("investors").begin_array();
    for (const domain::InvestorMoney& each : sheet_.investors) {
      out_.begin_object().member("investor", each.investor).member("slow", each.slow);
      sum(each.sum, std::nullopt);
      const auto rate = each.sum.rate();
      const auto all = sheet_.sum.rate();
      percent("gap", rate && all ? std::optional<Exact>(*rate - *all) : std::nullopt);
      out_.end_object();
    }
    out_.end_array();
  }

  void criteria() {
    const domain::CriteriaSums& sums = sheet_.criteria;
    out_.key("ntm");
    if (sums.set == nullptr) {
      out_.null();
      return;
    }
    out_.begin_object().member("set", sums.set->code).member("name", sums.set->name);
    out_.key("citations").begin_array();
    for (const std::string& citation : sums.set->citations) out_.value(citation);
    out_.end_array().member("unknown", sums.set->unknown);
    out_.member("communes", sums.communes).member("recognised", sums.recognised);
    out_.member("advanced", sums.advanced).member("model", sums.model).key("criteria").begin_array();
    for (std::size_t n = 0; n < sums.met.size(); ++n) {
      const domain::Text& name = sums.set->criteria[n].name;
      out_.begin_object().member("number", static_cast<std::int64_t>(n + 1)).key("name");
      name.vi.empty() ? out_.null() : out_.value(name);
      out_.member("met", sums.met[n]).member("known", sums.known[n]).end_object();
    }
    out_.end_array().end_object();
  }

  void contradictions() {
    out_.key("contradictions").begin_array();
    for (const domain::Contradiction& each : sheet_.contradictions) {
      out_.begin_object().member("code", each.code).key("area");
      unit(each.area);
      out_.member("reason", each.reason).end_object();
    }
    out_.end_array();
  }

  const Snapshot& snapshot_;
  const ProgrammeSheet& sheet_;
  JsonOut out_;
};

}  // namespace

std::string programmes_json(const Snapshot& snapshot, const ProgrammeSheet& sheet) {
  return SheetWriter(snapshot, sheet).write();
}

}  // namespace rasoat::export_
