#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/area_book.h"

namespace rasoat::ingest {

/// Finds units by the names officers write: with diacritics first, then without. Of several the one in the
/// district named beside it, or in the uploader's own areas. Former units are found where none of today has
/// the name. Indexes are made when the first name is asked for.
class AreaNames {
 public:
  /// `provinces` by code: where names are looked for; `own`: the uploader's areas.
  AreaNames(const domain::AreaBook& book, domain::Date day, std::vector<std::string> provinces,
            std::vector<domain::AreaId> own)
      : book_(book), day_(day), provinces_(std::move(provinces)), own_(std::move(own)) {}

  struct Found {
    std::vector<const domain::Area*> units;  ///< one, or several that nothing tells apart
    const domain::Area* former = nullptr;    ///< the unit of another time that was named
    bool split = false;                      ///< the former unit lies in several of today
  };
  Found find(const std::string& text, const std::string& district);

 private:
  using Index = std::unordered_map<std::string, std::vector<const domain::Area*>>;
  struct Names {
    Index exact, bare;
    void add(const domain::Area* unit, const std::string& name);
  };
  void make_indexes();
  static const std::vector<const domain::Area*>* look(const Names& names, const std::string& text);
  std::vector<const domain::Area*> narrowed(std::vector<const domain::Area*> units,
                                            const std::string& district) const;
  bool own(const domain::Area& unit) const;
  bool in_district(const domain::Area& unit, const std::string& district) const;

  const domain::AreaBook& book_;
  domain::Date day_;
  std::vector<std::string> provinces_;
  std::vector<domain::AreaId> own_;
  bool made_ = false;
  Names now_, former_;
};

}  // namespace rasoat::ingest
