#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/area.h"
#include "domain/codes.h"
#include "domain/date.h"
#include "domain/text.h"

namespace rasoat::domain {

/// One indicator of the deprivation list (`d1`..`dN`).
struct Deprivation {
  int number = 0;  ///< 1..N
  Text dimension;
  Text name;
  std::optional<int> points;  ///< towards B2; none where the standard's list is not final
};

/// The poverty line of one setting. A cut that no instrument states is absent, never guessed.
struct PovertyLine {
  std::int64_t income_vnd = 0;  ///< per person and month
  std::optional<int> b1_cut;    ///< poor or near-poor at or below this income score
  std::optional<int> b2_poor;   ///< poor at or above this deprivation score
};

/// A poverty standard: data from `etc/standards/`, with the instruments it rests on.
struct Standard {
  StandardCode code;
  Text name;
  Date valid_from;
  std::optional<Date> valid_to;
  std::vector<std::string> citations;
  PovertyLine rural;
  PovertyLine urban;
  int min_deprivations_poor = 0;
  std::vector<Deprivation> deprivations;
  /// What the instruments leave open, in words (printed with every refusal to classify).
  Text unknown;

  const PovertyLine& line(Setting setting) const { return setting == Setting::urban ? urban : rural; }
};

/// One yearly review (*kỳ rà soát*): data from `etc/rounds.json`, administered afterwards.
struct Round {
  RoundCode code;
  Text name;
  Date reference_date;
  StandardCode standard;
  std::string status;  ///< `open` or `closed`
  bool operator==(const Round&) const = default;
};

/// The round before `of`: the nearest earlier reference date, of two on one date the later standard
/// (contract section 2). Null for the first.
const Round* previous_round(const std::vector<Round>& rounds, const Round& of);
const Round* find_round(const std::vector<Round>& rounds, std::string_view code);

}  // namespace rasoat::domain
