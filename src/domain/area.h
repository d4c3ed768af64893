#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/codes.h"
#include "domain/date.h"
#include "domain/text.h"

namespace rasoat::domain {

enum class Level : std::uint8_t { country, region, province, district, commune };

std::string_view name(Level level);  ///< `district`
std::optional<Level> level_named(std::string_view name);

/// Rural or urban line of the standard (poverty.md section 2). A special zone and a district without
/// communes have none by themselves.
enum class Setting : std::uint8_t { rural, urban };

std::string_view name(Setting setting);
std::optional<Setting> setting_named(std::string_view name);

/// One version of one administrative unit: what a code names from `valid_from` to `valid_to`, both days
/// included. A unit whose extent, name, kind or parent changes is a new version with an id of its own.
struct Area {
  AreaId id{};
  AreaCode code;
  Level level = Level::commune;
  std::string name;       ///< `Nghĩa An`
  std::string full_name;  ///< `Xã Nghĩa An`
  std::string kind;       ///< `xa`, `phuong`, `thi_tran`, `dac_khu`, `huyen`, `thi_xa`, `tinh`…
  std::optional<Setting> setting;
  std::optional<AreaId> parent;  ///< none for the country
  Date valid_from;
  std::optional<Date> valid_to;  ///< none while in force

  bool valid_on(Date day) const { return valid_from <= day && (!valid_to || day <= *valid_to); }
};

/// One line of the boundary ledger: on `effective` (all of, or a part of) `from` became part of `to`.
struct AreaChange {
  AreaId from{};
  AreaId to{};
  Date effective;
  bool whole = true;       ///< the whole of `from` went into `to`
  std::string instrument;  ///< the resolution, as cited: `1677/NQ-UBTVQH15`
};

/// A dated list of areas to rank within: `mountain`, `poor-district`, `coastal`, `delta`.
struct AreaGroup {
  std::string code;
  Text name;
  struct Member {
    AreaId area{};
    Date valid_from;
    std::optional<Date> valid_to;
    std::string source;
  };
  std::vector<Member> members;
};

/// Another name or spelling officers write for a unit.
struct AreaAlias {
  AreaId area{};
  std::string name;
};

}  // namespace rasoat::domain
