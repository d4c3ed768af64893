#include "store/audit.h"

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

template <typename Number>
Number small(const Rows& rows, unsigned column) {
  return static_cast<Number>(rows.integer(column));
}

/// Where the table says -1, nothing was given.
std::int16_t given(const Rows& rows, unsigned column) {
  const std::int64_t value = rows.integer(column);
  return value < 0 ? domain::AuditRow::kAbsent : static_cast<std::int16_t>(value);
}

std::int32_t day(const Rows& rows, unsigned column) {
  return rows.null(column) ? domain::AuditRow::kNoDay : small<std::int32_t>(rows, column);
}

domain::AuditRow row_of(const Rows& rows, domain::AuditList& list) {
  domain::AuditRow row;
  row.row = small<std::uint32_t>(rows, 1);
  row.former = list.word(rows.text(3));
  row.village = list.word(rows.text(4));
  row.code = list.word(rows.text(5));
  row.identity = domain::identity_of(rows.text(6));
  row.birth_year = given(rows, 7);
  row.gender = small<std::int8_t>(rows, 8);
  row.woman_head = small<std::int8_t>(rows, 9);
  row.members = given(rows, 10);
  row.setting = small<std::int8_t>(rows, 11);
  row.b1 = given(rows, 12);
  row.b2 = given(rows, 13);
  row.deprivations = small<std::int32_t>(rows, 14);
  row.declared = small<std::int8_t>(rows, 15);
  row.computed = small<std::int8_t>(rows, 16);
  row.previous = small<std::int8_t>(rows, 17);
  row.causes = small<std::int16_t>(rows, 18);
  row.no_labour = small<std::int8_t>(rows, 19);
  row.enumerator = list.word(rows.text(20));
  row.surveyed = day(rows, 21);
  row.decided = day(rows, 22);
  row.reason = list.word(rows.text(23));
  return row;
}

}  // namespace

std::vector<ListPointer> list_pointers(Pool& pool, const std::string& period, const std::string& release) {
  std::vector<ListPointer> all;
  auto session = pool.take();
  Rows rows = release.empty() ? session->query(queries::audit_pointers, {period})
                              : session->query(queries::audit_pointers_of_release, {period, release});
  while (rows.next()) {
    all.push_back(
        {domain::AreaId{static_cast<std::uint32_t>(rows.whole(1))}, domain::UploadId{rows.whole(2)}});
  }
  return all;
}

void read_households(Pool& pool, domain::UploadId upload,
                     const std::map<domain::AreaId, domain::AreaId>& areas, domain::AuditList& into) {
  const auto position = static_cast<std::uint32_t>(into.uploads.size());
  into.uploads.push_back(upload);
  auto session = pool.take();
  Rows rows = session->stream(queries::audit_households, {std::to_string(number(upload))});
  while (rows.next()) {
    const auto area = areas.find(domain::AreaId{static_cast<std::uint32_t>(rows.whole(2))});
    if (area == areas.end()) continue;
    domain::AuditRow row = row_of(rows, into);
    row.area = area->second;
    row.upload = position;
    into.rows.push_back(row);
  }
}

std::string sealed_head(Pool& pool, domain::UploadId upload, std::int64_t row) {
  auto session = pool.take();
  Rows rows = session->query(queries::audit_head, {number(upload), row});
  return rows.next() ? rows.text(1) : "";
}

}  // namespace rasoat::store
