#include "store/listed.h"

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

domain::AreaId area_of(const Rows& rows, unsigned column) {
  return domain::AreaId{static_cast<std::uint32_t>(rows.whole(column))};
}

std::vector<PointedPart> parts(Rows rows) {
  std::vector<PointedPart> all;
  while (rows.next()) {
    all.push_back({area_of(rows, 1), rows.text(2), domain::UploadId{rows.whole(3)}, rows.whole(4)});
  }
  return all;
}

}  // namespace

std::vector<PointedPart> pointed_parts(Pool& pool, domain::Kind kind, const std::string& period) {
  auto session = pool.take();
  return parts(session->query(queries::pointed_parts, {std::string(name(kind)), period}));
}

std::vector<PointedPart> replaced_parts(Pool& pool, domain::UploadId upload) {
  auto session = pool.take();
  return parts(session->query(queries::replaced_parts, {number(upload)}));
}

void each_listed(Pool& pool, domain::UploadId upload, const std::function<void(ListedRow&&)>& take) {
  auto session = pool.take();
  Rows rows = session->query(queries::listed_rows, {number(upload)});
  while (rows.next()) {
    ListedRow row;
    row.row = static_cast<std::uint32_t>(rows.whole(1));
    row.area = area_of(rows, 2);
    row.former_commune = rows.text(3);
    row.village = rows.text(4);
    row.household_code = rows.text(5);
    row.id_hash = rows.text(6);
    row.declared = static_cast<domain::HouseholdClass>(rows.integer(7));
    if (const auto previous = rows.integer(8); previous >= 0)
      row.previous = static_cast<domain::HouseholdClass>(previous);
    take(std::move(row));
  }
}

std::string sealed_name(Pool& pool, domain::UploadId upload, std::uint32_t row) {
  auto session = pool.take();
  Rows rows = session->query(queries::listed_name, {number(upload), std::uint64_t{row}});
  return rows.next() ? rows.text(1) : std::string();
}

std::vector<domain::Fact> facts_of(Pool& pool, domain::UploadId upload) {
  std::vector<domain::Fact> all;
  auto session = pool.take();
  Rows rows = session->query(queries::facts_of_upload, {number(upload)});
  while (rows.next()) {
    all.push_back(
        {area_of(rows, 1), domain::Measure{static_cast<std::uint16_t>(rows.whole(2))}, rows.integer(3)});
  }
  return all;
}

}  // namespace rasoat::store
