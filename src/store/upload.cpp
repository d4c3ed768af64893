#include "store/upload.h"

#include <algorithm>

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

constexpr int kDuplicate = 1062;

Value id_value(domain::UploadId id) { return number(id); }

Upload read_upload(const Rows& rows) {
  Upload upload;
  upload.id = domain::UploadId{rows.whole(1)};
  upload.kind = domain::kind_named(rows.text(2)).value();
  upload.period = rows.text(3);
  upload.sha256 = rows.text(4);
  upload.file_name = rows.text(5);
  upload.bytes = rows.whole(6);
  upload.state = domain::upload_state_named(rows.text(7)).value();
  upload.rows = rows.whole(8);
  upload.errors = rows.whole(9);
  upload.warnings = rows.whole(10);
  upload.uploaded_by = domain::AccountId{rows.whole(11)};
  upload.received_at = rows.text(12);
  upload.submitted_at = rows.text_if(13);
  upload.decided_by = rows.whole_if(14);
  upload.decided_at = rows.text_if(15);
  upload.reason = rows.text(16);
  upload.rejected_by_reviewer = rows.integer(17) != 0;
  upload.synthetic = rows.integer(18) != 0;
  upload.data_key = rows.text(19);
  upload.worker = rows.text(20);
  return upload;
}

/// Households go in pieces, so that no transaction grows with the file.
void empty_households(Pool& pool, domain::UploadId id) {
  auto session = pool.take();
  while (session->execute(queries::upload_delete_households, {id_value(id)}) > 0) {
  }
}

void empty_upload(Session& session, domain::UploadId id) {
  for (const Query& query :
       {queries::upload_delete_facts, queries::upload_delete_benchmarks, queries::upload_delete_parts,
        queries::upload_delete_villages, queries::upload_delete_findings}) {
    session.execute(query, {id_value(id)});
  }
  delete_dated(session, id);
}

/// Rows in statements of many: a province has thousands of villages, a bad file thousands of findings.
void insert_many(Session& session, const Query& head, const std::vector<std::vector<Value>>& rows) {
  constexpr std::size_t kAtOnce = 500;
  for (std::size_t first = 0; first < rows.size(); first += kAtOnce) {
    std::string text(head.sql);
    std::vector<Value> values;
    for (std::size_t i = first; i < std::min(first + kAtOnce, rows.size()); ++i) {
      text += i == first ? " (?" : ", (?";
      for (std::size_t column = 1; column < rows[i].size(); ++column) text += ", ?";
      text += ')';
      values.insert(values.end(), rows[i].begin(), rows[i].end());
    }
    session.execute({head.name, text}, values);
  }
}

void write_parts(Session& session, domain::UploadId id, const std::vector<UploadPart>& parts) {
  std::vector<std::vector<Value>> rows;
  rows.reserve(parts.size());
  for (const UploadPart& part : parts)
    rows.push_back({id_value(id), part.period, std::uint64_t{number(part.area)}, part.part, part.rows});
  insert_many(session, queries::part_insert_head, rows);
}

void write_findings(Session& session, domain::UploadId id, const domain::Findings& findings) {
  std::vector<std::vector<Value>> rows;
  std::uint64_t seq = 0;
  for (const domain::Finding& finding : findings.kept()) {
    rows.push_back({id_value(id), ++seq, finding.code,
                    std::string(finding.severity == domain::Severity::error ? "E" : "W"), finding.sheet,
                    finding.row, finding.column, finding.value, std::int64_t{finding.personal},
                    finding.expected, finding.message.vi, finding.message.en});
  }
  insert_many(session, queries::finding_insert_head, rows);
}

void write_facts(Session& session, domain::UploadId id, const std::vector<domain::Fact>& facts) {
  const std::string head(queries::fact_insert_head.sql);
  std::string text;
  std::size_t count = 0;
  for (const domain::Fact& fact : facts) {
    text += (text.empty() ? head : ",") +
            ("(" + std::to_string(number(id)) + "," + std::to_string(number(fact.area)) + "," +
             std::to_string(fact.measure.number) + "," + std::to_string(fact.value) + ")");
    if (++count % 2000 != 0) continue;
    session.execute_text("fact_insert", text);
    text.clear();
  }
  if (!text.empty()) session.execute_text("fact_insert", text);
}

void write_villages(Session& session, domain::UploadId id, const std::vector<VillageRows>& villages) {
  std::vector<std::vector<Value>> rows;
  rows.reserve(villages.size());
  for (const VillageRows& one : villages)
    rows.push_back({id_value(id), std::uint64_t{number(one.area)}, one.village, one.rows});
  insert_many(session, queries::village_insert_head, rows);
}

void write_content(Session& session, domain::UploadId id, const Outcome& outcome) {
  write_facts(session, id, outcome.facts);
  if (outcome.dated != nullptr) write_dated(session, id, *outcome.dated);
  write_villages(session, id, outcome.villages);
  for (const BenchmarkRow& row : outcome.benchmarks) {
    session.execute(queries::benchmark_insert, {id_value(id), row.row, row.indicator, row.scope, row.period,
                                                row.value, row.source, std::int64_t{row.provisional}});
  }
}

}  // namespace

std::vector<Upload> uploads_of_bytes(Pool& pool, const std::string& sha256, domain::Kind kind,
                                     const std::string& period) {
  std::vector<Upload> all;
  auto session = pool.take();
  Rows rows = session->query(queries::upload_by_bytes, {sha256, std::string(name(kind)), period});
  while (rows.next()) {
    if (auto upload = find_upload(pool, domain::UploadId{rows.whole(1)})) all.push_back(std::move(*upload));
  }
  return all;
}

std::optional<domain::UploadId> open_upload(Pool& pool, const Arrival& arrival, const std::string& worker) {
  auto session = pool.take();
  try {
    session->execute(queries::upload_insert,
                     {std::string(name(arrival.kind)), arrival.period, arrival.sha256, arrival.claim,
                      arrival.file_name, arrival.bytes, worker, number(arrival.uploaded_by), arrival.now,
                      std::int64_t{arrival.synthetic}, arrival.data_key});
  } catch (const Failure& failure) {
    if (failure.code() == kDuplicate) return std::nullopt;
    throw;
  }
  Rows rows = session->query(queries::last_id);
  rows.next();
  return domain::UploadId{rows.whole(1)};
}

bool reopen_upload(Pool& pool, const Upload& upload, const Arrival& arrival, const std::string& worker) {
  bool ours = false;
  in_transaction(pool, [&](Session& session) {
    ours = session.execute(
               queries::upload_take_over,
               {worker, number(arrival.uploaded_by), arrival.now, std::int64_t{arrival.synthetic},
                arrival.data_key, id_value(upload.id), std::string(name(upload.state)), upload.worker}) == 1;
    if (ours) empty_upload(session, upload.id);
  });
  if (ours) empty_households(pool, upload.id);
  return ours;
}

std::optional<Upload> find_upload(Pool& pool, domain::UploadId id) {
  auto session = pool.take();
  Rows rows = session->query(queries::upload_get, {id_value(id)});
  if (!rows.next()) return std::nullopt;
  return read_upload(rows);
}

std::vector<Upload> list_uploads(Pool& pool, std::uint64_t before, std::uint64_t most) {
  std::vector<Upload> all;
  auto session = pool.take();
  const std::uint64_t limit = before == 0 ? std::uint64_t{1} << 62 : before;
  Rows rows = session->query(queries::upload_list, {limit, most});
  while (rows.next()) all.push_back(read_upload(rows));
  return all;
}

std::vector<UploadPart> parts_of(Pool& pool, domain::UploadId id) {
  std::vector<UploadPart> all;
  auto session = pool.take();
  Rows rows = session->query(queries::parts_of, {id_value(id)});
  while (rows.next()) {
    all.push_back({rows.text(1), domain::AreaId{static_cast<std::uint32_t>(rows.whole(2))}, rows.text(3),
                   rows.whole(4)});
  }
  return all;
}

std::vector<domain::Finding> findings_of(Pool& pool, domain::UploadId id) {
  std::vector<domain::Finding> all;
  auto session = pool.take();
  Rows rows = session->query(queries::findings_of, {id_value(id)});
  while (rows.next()) {
    domain::Finding finding;
    finding.code = rows.text(2);
    finding.severity = rows.text(3) == "E" ? domain::Severity::error : domain::Severity::warning;
    finding.sheet = rows.text(4);
    finding.row = rows.integer(5);
    finding.column = rows.text(6);
    finding.value = rows.text(7);
    finding.personal = rows.integer(8) != 0;
    finding.expected = rows.text(9);
    finding.message = {rows.text(10), rows.text(11)};
    all.push_back(std::move(finding));
  }
  return all;
}

void note_progress(Pool& pool, domain::UploadId id, std::uint64_t rows) {
  pool.take()->execute(queries::upload_progress, {rows, id_value(id)});
}

std::vector<VillageRows> current_villages(Pool& pool, const std::string& period, domain::AreaId area,
                                          domain::UploadId except) {
  std::vector<VillageRows> all;
  auto session = pool.take();
  Rows rows =
      session->query(queries::villages_current, {period, std::uint64_t{number(area)}, id_value(except)});
  while (rows.next()) all.push_back({area, rows.text(2), rows.whole(3)});
  return all;
}

domain::UploadState finish_upload(Pool& pool, domain::UploadId id, const std::string& worker,
                                  const Outcome& outcome) {
  const bool rejected = outcome.findings->errors() > 0;
  const auto state = rejected ? domain::UploadState::rejected : domain::UploadState::checked;
  if (rejected) empty_households(pool, id);
  in_transaction(pool, [&](Session& session) {
    // Where the rows lie decides who may see the findings, so the parts of a rejected file are kept too.
    write_parts(session, id, outcome.parts);
    if (!rejected) write_content(session, id, outcome);
    write_findings(session, id, *outcome.findings);
    const auto changed = session.execute(queries::upload_finish,
                                         {std::string(name(state)), outcome.rows, outcome.findings->errors(),
                                          outcome.findings->warnings(), id_value(id), worker});
    if (changed != 1) throw Failure("upload_finish", 0, "the upload is no longer in this process's hands");
  });
  return state;
}

void drop_upload(Pool& pool, domain::UploadId id) {
  empty_households(pool, id);
  in_transaction(pool, [&](Session& session) {
    empty_upload(session, id);
    session.execute(queries::upload_delete, {id_value(id)});
  });
}

std::vector<Upload> uploads_in_work(Pool& pool) {
  std::vector<Upload> all;
  auto session = pool.take();
  Rows rows = session->query(queries::upload_in_work);
  while (rows.next()) {
    Upload upload;
    upload.id = domain::UploadId{rows.whole(1)};
    upload.worker = rows.text(2);
    all.push_back(std::move(upload));
  }
  return all;
}

std::vector<ReportedPart> reported_parts(Pool& pool, const std::string& period) {
  std::vector<ReportedPart> all;
  auto session = pool.take();
  for (const Query& query : {queries::reporting_current, queries::reporting_waiting}) {
    Rows rows = session->query(query, {period});
    while (rows.next()) {
      all.push_back({domain::kind_named(rows.text(1)).value(),
                     domain::AreaId{static_cast<std::uint32_t>(rows.whole(2))},
                     domain::UploadId{rows.whole(3)}, domain::upload_state_named(rows.text(4)).value(),
                     rows.whole(5), rows.integer(6) != 0, rows.text(7)});
    }
  }
  return all;
}

std::vector<UploadCounts> upload_counts(Pool& pool) {
  std::vector<UploadCounts> all;
  auto session = pool.take();
  Rows rows = session->query(queries::upload_counts);
  while (rows.next())
    all.push_back({rows.text(1), rows.whole(2), rows.whole(3), rows.whole(4), rows.whole(5)});
  return all;
}

}  // namespace rasoat::store
