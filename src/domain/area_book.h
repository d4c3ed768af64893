#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/area.h"
#include "domain/result.h"

namespace rasoat::domain {

/// All administrative units of the country over time, with the ledger of what became of them. Immutable
/// once built; any thread may read it. Pointers and references it hands out live as long as the book.
///
/// The key of a unit is (code, date). Where territory lies on another date is answered by `image`, which
/// composes the ledger's steps, so that parts which separate and meet again count as whole.
class AreaBook {
 public:
  AreaBook() = default;
  AreaBook(std::vector<Area> areas, std::vector<AreaChange> changes, std::vector<AreaGroup> groups,
           std::vector<AreaAlias> aliases);

  const Area& get(AreaId id) const;  ///< throws for an id that is not in the book
  bool contains(AreaId id) const;
  const std::vector<Area>& all() const { return areas_; }
  const std::vector<AreaChange>& changes() const { return changes_; }
  const std::vector<AreaGroup>& groups() const { return groups_; }
  const AreaGroup* group(std::string_view code) const;
  const std::vector<AreaAlias>& aliases() const { return aliases_; }

  /// What `code` names on a day, or null.
  const Area* find(std::string_view code, Date day) const;
  /// Every version of a code, oldest first.
  std::vector<const Area*> versions(std::string_view code) const;
  /// Direct children in force on a day, ordered by code.
  std::vector<const Area*> children(AreaId parent, Date day) const;
  /// Units of a level in force on a day, inside `within` (itself included), ordered by code.
  std::vector<const Area*> areas_at(Level level, Date day, AreaId within) const;
  /// Lowest units (communes, districts without communes) in force on a day inside `within`, by code.
  std::vector<const Area*> leaves(AreaId within, Date day) const;
  /// True when `inner` is `outer` or lies below it.
  bool is_within(AreaId inner, AreaId outer) const;
  /// The nearest ancestor (or itself) of a level, or null.
  const Area* ancestor(AreaId id, Level level) const;

  /// Where the territory of unit `id` lies on `day`: units in force then, each of which holds all or a part
  /// of it. Steps are composed forward or backward in time. Where the ledger knows no successor, the unit's
  /// parent answers for it; empty when nothing is known at all.
  std::vector<AreaId> image(AreaId id, Date day) const;

  /// A unit of another time, named by an officer: the one unit its whole territory lies in on `day`, or a
  /// Problem (`area-unknown`, `area-split`). `via` lists the instruments passed.
  struct Resolution {
    AreaId area{};
    AreaId former{};
    std::vector<std::string> via;
  };
  Result<Resolution> resolve_former(std::string_view code, Date day) const;

  /// Changes into and out of one version, for its history.
  std::vector<AreaChange> changes_from(AreaId id) const;
  std::vector<AreaChange> changes_into(AreaId id) const;

  /// True when no unit begins or ends between the two days, so that figures need no restating.
  bool same_boundaries(Date one, Date other) const;
  /// The first day of the boundary epoch a day falls into: equal epochs mean equal boundaries.
  Date epoch(Date day) const;

 private:
  std::vector<Area> areas_;
  std::vector<AreaChange> changes_;
  std::vector<AreaGroup> groups_;
  std::vector<AreaAlias> aliases_;
  std::unordered_map<std::uint32_t, std::size_t> by_id_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_code_;       // oldest first
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> by_parent_;   // ordered by code
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> out_, into_;  // positions in changes_
  std::vector<Date> epochs_;                                                // days on which something changes
};

}  // namespace rasoat::domain
