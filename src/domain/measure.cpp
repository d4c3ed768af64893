#include "domain/measure.h"

#include <array>
#include <charconv>

namespace rasoat::domain {
namespace {

struct Named {
  std::uint16_t number;
  std::string_view name;
};

constexpr std::array kNamed{Named{1, "households"},
                            Named{2, "households_minority"},
                            Named{3, "persons"},
                            Named{4, "persons_minority"},
                            Named{5, "poor"},
                            Named{6, "poor_minority"},
                            Named{7, "poor_persons"},
                            Named{8, "near_poor"},
                            Named{9, "near_poor_minority"},
                            Named{10, "near_poor_persons"},
                            Named{11, "average"},
                            Named{12, "average_persons"},
                            Named{13, "poor_start"},
                            Named{14, "poor_to_near_poor"},
                            Named{15, "poor_escaped"},
                            Named{16, "poor_other_out"},
                            Named{17, "poor_from_near_poor"},
                            Named{18, "poor_again"},
                            Named{19, "poor_new"},
                            Named{20, "poor_other_in"},
                            Named{21, "near_poor_start"},
                            Named{22, "near_poor_escaped"},
                            Named{23, "near_poor_to_poor"},
                            Named{24, "near_poor_other_out"},
                            Named{25, "near_poor_from_poor"},
                            Named{26, "near_poor_again"},
                            Named{27, "near_poor_new"},
                            Named{28, "near_poor_other_in"},
                            Named{50, "listed"},
                            Named{51, "poor_persons_minority"},
                            Named{52, "near_poor_persons_minority"},
                            Named{53, "poor_no_labour"},
                            Named{54, "near_poor_no_labour"},
                            Named{55, "poor_merit"},
                            Named{56, "near_poor_merit"},
                            Named{57, "poor_woman_head"},
                            Named{58, "near_poor_woman_head"},
                            Named{59, "poor_assessed"},
                            Named{60, "near_poor_assessed"},
                            Named{61, "poor_deprivations"},
                            Named{62, "near_poor_deprivations"},
                            Named{63, "class_disagreements"},
                            Named{64, "poor_no_group"},
                            Named{65, "near_poor_no_group"},
                            Named{66, "poor_persons_no_labour"},
                            Named{67, "near_poor_persons_no_labour"},
                            Named{68, "poor_persons_merit"},
                            Named{69, "near_poor_persons_merit"},
                            Named{70, "poor_persons_no_group"},
                            Named{71, "near_poor_persons_no_group"},
                            Named{241, "ntm_communes"},
                            Named{242, "ntm_recognised"},
                            Named{243, "ntm_criteria"},
                            Named{250, "planned"},
                            Named{251, "allocated"},
                            Named{252, "disbursed"}};

struct Family {
  std::uint16_t base;
  int most;
  std::string_view prefix;
};

constexpr std::array kFamilies{Family{100, 16, "poor_d"}, Family{120, 16, "near_poor_d"},
                               Family{140, 8, "poor_cause"}, Family{160, 8, "near_poor_cause"},
                               Family{200, 40, "c"}};

std::string numbered(const Family& family, int n) {
  // NTM criteria are written c01..cNN, everything else without a leading zero (contract section 3).
  const bool pad = family.prefix == "c" && n < 10;
  return std::string(family.prefix) + (pad ? "0" : "") + std::to_string(n);
}

}  // namespace

std::string name(Measure measure) {
  for (const Named& named : kNamed) {
    if (named.number == measure.number) return std::string(named.name);
  }
  for (const Family& family : kFamilies) {
    const int n = measure.number - family.base;
    if (n >= 1 && n <= family.most) return numbered(family, n);
  }
  return "#" + std::to_string(measure.number);
}

std::optional<Measure> measure_named(std::string_view name) {
  for (const Measure measure : all_measures()) {
    if (domain::name(measure) == name) return measure;
  }
  return std::nullopt;
}

std::vector<Measure> all_measures() {
  std::vector<Measure> all;
  for (const Named& named : kNamed) all.push_back({named.number});
  for (const Family& family : kFamilies) {
    for (int n = 1; n <= family.most; ++n) all.push_back({static_cast<std::uint16_t>(family.base + n)});
  }
  return all;
}

}  // namespace rasoat::domain
