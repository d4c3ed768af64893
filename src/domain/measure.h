#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rasoat::domain {

/// What is counted. The number is stored in the database and never changes its meaning; the name is the
/// contract's column name where there is one. Numbers: 1-49 columns of `counts`, 50-99 further counts from
/// lists, 100+n poor households deprived in n, 120+n near-poor deprived in n, 140+n poor by cause n, 160+n
/// near-poor by cause n, 200+n communes meeting NTM criterion n, 241-249 other NTM counts, 250-259 money.
struct Measure {
  std::uint16_t number = 0;
  auto operator<=>(const Measure&) const = default;
};

namespace measures {
inline constexpr Measure households{1}, households_minority{2}, persons{3}, persons_minority{4};
inline constexpr Measure poor{5}, poor_minority{6}, poor_persons{7};
inline constexpr Measure near_poor{8}, near_poor_minority{9}, near_poor_persons{10};
inline constexpr Measure average{11}, average_persons{12};
// Movement of the poor and of the near-poor, official tables 2 and 3.
inline constexpr Measure poor_start{13}, poor_to_near_poor{14}, poor_escaped{15}, poor_other_out{16};
inline constexpr Measure poor_from_near_poor{17}, poor_again{18}, poor_new{19}, poor_other_in{20};
inline constexpr Measure near_poor_start{21}, near_poor_escaped{22}, near_poor_to_poor{23};
inline constexpr Measure near_poor_other_out{24}, near_poor_from_poor{25}, near_poor_again{26};
inline constexpr Measure near_poor_new{27}, near_poor_other_in{28};
// From lists only.
inline constexpr Measure listed{50};  ///< rows of the list, whatever their class
inline constexpr Measure poor_persons_minority{51}, near_poor_persons_minority{52};
inline constexpr Measure poor_no_labour{53}, near_poor_no_labour{54};
inline constexpr Measure poor_merit{55}, near_poor_merit{56};
inline constexpr Measure poor_woman_head{57}, near_poor_woman_head{58};
inline constexpr Measure poor_assessed{59},
    near_poor_assessed{60};  ///< households whose deprivations are given
inline constexpr Measure poor_deprivations{61}, near_poor_deprivations{62};  ///< sum over those households
inline constexpr Measure class_disagreements{63};  ///< declared class differs from the computed one
// Official table 8: households of no group (neither minority, nor without labour, nor of merit), and persons.
inline constexpr Measure poor_no_group{64}, near_poor_no_group{65};
inline constexpr Measure poor_persons_no_labour{66}, near_poor_persons_no_labour{67};
inline constexpr Measure poor_persons_merit{68}, near_poor_persons_merit{69};
inline constexpr Measure poor_persons_no_group{70}, near_poor_persons_no_group{71};
// Of dated kinds: they are counted from their own rows, never stored as facts of a round.
inline constexpr Measure ntm_communes{241}, ntm_recognised{242}, ntm_criteria{243};
inline constexpr Measure planned{250}, allocated{251}, disbursed{252};
}  // namespace measures

constexpr Measure poor_deprived(int indicator) { return {static_cast<std::uint16_t>(100 + indicator)}; }
constexpr Measure near_poor_deprived(int indicator) { return {static_cast<std::uint16_t>(120 + indicator)}; }
constexpr Measure poor_by_cause(int cause) { return {static_cast<std::uint16_t>(140 + cause)}; }
constexpr Measure near_poor_by_cause(int cause) { return {static_cast<std::uint16_t>(160 + cause)}; }
constexpr Measure ntm_criterion(int criterion) { return {static_cast<std::uint16_t>(200 + criterion)}; }

/// `poor_minority`, `poor_d3`, `near_poor_cause7`, `c05`; `#77` for a number without a name.
std::string name(Measure measure);
std::optional<Measure> measure_named(std::string_view name);
/// Every named measure, by number.
std::vector<Measure> all_measures();

}  // namespace rasoat::domain
