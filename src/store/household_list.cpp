#include "store/household_list.h"

#include <map>
#include <set>

#include "store/queries.gen.h"

namespace rasoat::store {

domain::ListOfRound approved_list(Pool& pool, const std::string& round, domain::Date day) {
  domain::ListOfRound list{round, day, {}};
  auto session = pool.take();
  std::map<std::uint64_t, std::uint64_t> current;  // by area
  std::set<std::uint64_t> uploads;
  {
    Rows rows = session->query(queries::list_pointers, {round});
    while (rows.next()) {
      current[rows.whole(1)] = rows.whole(2);
      uploads.insert(rows.whole(2));
    }
  }
  // A file is read once, whatever the number of its communes.
  for (const std::uint64_t upload : uploads) {
    Rows rows = session->stream(queries::list_rows, {std::to_string(upload)});
    while (rows.next()) {
      const auto pointer = current.find(rows.whole(1));
      if (pointer == current.end() || pointer->second != upload) continue;
      domain::ListedHousehold household;
      household.area = domain::AreaId{static_cast<std::uint32_t>(rows.whole(1))};
      household.former_commune = rows.text(2);
      household.village = rows.text(3);
      household.code = rows.text(4);
      household.id_hash = rows.text(5);
      household.declared = static_cast<domain::HouseholdClass>(rows.integer(6));
      household.decision_no = rows.text(7);
      household.decision_date = rows.text(8);
      list.households.push_back(std::move(household));
    }
  }
  return list;
}

}  // namespace rasoat::store
