#include "store/household.h"

#include "store/queries.gen.h"

namespace rasoat::store {

std::vector<HouseholdRow> households_of(Pool& pool, domain::UploadId upload, std::uint64_t after_row,
                                        std::uint64_t most) {
  std::vector<HouseholdRow> all;
  auto session = pool.take();
  Rows rows = session->query(queries::households_page, {number(upload), after_row, most});
  while (rows.next()) {
    HouseholdRow row;
    row.row = rows.whole(1);
    row.area = domain::AreaId{static_cast<std::uint32_t>(rows.whole(2))};
    row.former_commune = rows.text(3);
    row.village = rows.text(4);
    row.household_code = rows.text(5);
    row.head_name_sealed = rows.text(6);
    row.head_id_sealed = rows.text(7);
    row.birth_year = rows.integer(8);
    row.gender = rows.integer(9);
    row.ethnicity = rows.text(10);
    row.members = rows.integer(11);
    row.setting = rows.integer(12);
    row.b1_score = rows.integer(13);
    row.b2_score = rows.integer(14);
    row.deprivations = rows.integer(15);
    row.declared = rows.integer(16);
    row.computed = rows.integer(17);
    row.previous = rows.integer(18);
    row.causes = rows.integer(19);
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<std::pair<domain::UploadId, std::uint64_t>> households_of_identity(Pool& pool,
                                                                               const std::string& hash) {
  std::vector<std::pair<domain::UploadId, std::uint64_t>> all;
  auto session = pool.take();
  Rows rows = session->query(queries::households_of_identity, {hash});
  while (rows.next()) all.emplace_back(domain::UploadId{rows.whole(1)}, rows.whole(2));
  return all;
}

}  // namespace rasoat::store
