#include "store/revisit.h"

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

/// The version from which on readers see what this transaction adds. It holds the counter until the commit,
/// so no reader gets this number without the rows.
std::uint64_t next_version(Session& session) {
  session.execute(queries::cube_moved);
  Rows rows = session.query(queries::cube_version);
  return rows.next() ? rows.whole(1) : 0;
}

std::int64_t given(const std::optional<std::int64_t>& value) { return value.value_or(-1); }

}  // namespace

std::uint64_t add_sample(Pool& pool, const Sample& sample, const std::vector<SampleRow>& rows, LogEntry log) {
  std::uint64_t id = 0;
  const std::string subject = log.subject;
  in_transaction(pool, [&](Session& session) {
    const std::uint64_t version = next_version(session);
    session.execute(queries::audit_sample_insert,
                    {version, sample.round, std::uint64_t{number(sample.within)}, sample.release, sample.seed,
                     std::int64_t{sample.per_commune}, number(sample.made_by), sample.made_at});
    {
      Rows last = session.query(queries::last_id);
      if (last.next()) id = last.whole(1);
    }
    for (const SampleRow& row : rows) {
      session.execute(queries::audit_sample_row_insert,
                      {id, row.number, std::uint64_t{number(row.area)}, number(row.upload), row.row,
                       std::int64_t{row.declared}, row.stratum_size});
    }
    log.subject = subject + " " + std::to_string(id);
    append_log(session, log);
  });
  return id;
}

std::vector<Sample> samples(Pool& pool, std::uint64_t version) {
  std::vector<Sample> all;
  auto session = pool.take();
  Rows rows = session->query(queries::audit_samples, {version});
  while (rows.next()) {
    Sample sample;
    sample.id = rows.whole(1);
    sample.round = rows.text(2);
    sample.within = domain::AreaId{static_cast<std::uint32_t>(rows.whole(3))};
    sample.release = rows.text(4);
    sample.seed = rows.whole(5);
    sample.per_commune = static_cast<int>(rows.integer(6));
    sample.made_at = rows.text(7);
    all.push_back(std::move(sample));
  }
  return all;
}

std::vector<SampleRow> sample_rows(Pool& pool, std::uint64_t sample) {
  std::vector<SampleRow> all;
  auto session = pool.take();
  Rows rows = session->query(queries::audit_sample_rows, {sample});
  while (rows.next()) {
    SampleRow row;
    row.number = rows.integer(1);
    row.area = domain::AreaId{static_cast<std::uint32_t>(rows.whole(2))};
    row.upload = domain::UploadId{rows.whole(3)};
    row.row = rows.integer(4);
    row.declared = static_cast<int>(rows.integer(5));
    row.stratum_size = rows.integer(6);
    row.enumerator = rows.text_if(7).value_or("");
    row.former_commune = rows.text_if(8).value_or("");
    row.village = rows.text_if(9).value_or("");
    row.household_code = rows.text_if(10).value_or("");
    row.head_name_sealed = rows.text_if(11).value_or("");
    row.birth_year = rows.null(12) ? -1 : rows.integer(12);
    all.push_back(std::move(row));
  }
  return all;
}

void add_results(Pool& pool, std::uint64_t sample, const std::vector<RevisitResult>& results,
                 const LogEntry& log) {
  in_transaction(pool, [&](Session& session) {
    const std::uint64_t version = next_version(session);
    for (const RevisitResult& each : results) {
      session.execute(queries::audit_revisit_insert,
                      {sample, version, each.number, std::int64_t{each.met}, std::int64_t{each.found},
                       given(each.b1), given(each.b2), each.day ? Value(each.day->iso()) : Value()});
    }
    append_log(session, log);
  });
}

std::vector<RevisitResult> results(Pool& pool, std::uint64_t sample, std::uint64_t version) {
  std::vector<RevisitResult> all;
  auto session = pool.take();
  Rows rows = session->query(queries::audit_revisits, {sample, version});
  while (rows.next()) {
    all.push_back({rows.integer(1), rows.integer(2) != 0, static_cast<int>(rows.integer(3)), {}, {}, {}});
  }
  return all;
}

void add_staff(Pool& pool, const std::string& label, const std::vector<std::string>& hashes,
               const LogEntry& log) {
  in_transaction(pool, [&](Session& session) {
    const std::uint64_t version = next_version(session);
    session.execute(queries::audit_staff_list_insert,
                    {version, label, static_cast<std::uint64_t>(hashes.size()), number(log.account), log.at});
    for (const std::string& hash : hashes) session.execute(queries::audit_staff_insert, {version, hash});
    append_log(session, log);
  });
}

std::vector<std::string> staff_hashes(Pool& pool, std::uint64_t version) {
  std::vector<std::string> all;
  auto session = pool.take();
  Rows rows = session->query(queries::audit_staff, {version});
  while (rows.next()) all.push_back(rows.text(1));
  return all;
}

}  // namespace rasoat::store
