#include "store/cube.h"

#include <algorithm>
#include <charconv>

#include "store/dated.h"
#include "store/journal.h"
#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

std::uint64_t version_of(Session& session) {
  Rows rows = session.query(queries::cube_version);
  return rows.next() ? rows.whole(1) : 0;
}

/// One row is all that an area reports in a period: measure, value, measure, value…
void read_facts(Rows rows, const FactSink& take) {
  domain::CurrentFact fact;
  while (rows.next()) {
    fact.kind = domain::kind_named(rows.text(1)).value();
    fact.period = rows.text(2);
    fact.area = domain::AreaId{static_cast<std::uint32_t>(rows.whole(3))};
    fact.synthetic = rows.integer(4) != 0;
    const std::string list = rows.text_if(5).value_or("");
    const char* at = list.data();
    const char* const end = at + list.size();
    while (at < end) {
      const auto measure = std::from_chars(at, end, fact.measure.number);
      const auto value = std::from_chars(std::min(measure.ptr + 1, end), end, fact.value);
      if (measure.ec != std::errc{} || value.ec != std::errc{})
        throw Failure(queries::current_facts.name, 0, "a list of measures is cut: " + list.substr(0, 40));
      take(fact);
      at = value.ptr + 1;
    }
  }
}

std::vector<domain::Benchmark> read_benchmarks(Rows rows) {
  std::vector<domain::Benchmark> all;
  while (rows.next()) {
    domain::Benchmark benchmark;
    benchmark.indicator = domain::IndicatorCode(rows.text(1));
    benchmark.scope = domain::AreaCode(rows.text(2));
    benchmark.period = rows.text(3);
    benchmark.value_text = rows.text(4);
    const auto value = domain::Exact::parse(benchmark.value_text);
    if (!value) continue;  // ingest lets no such value in
    benchmark.value = *value;
    benchmark.source = rows.text(5);
    benchmark.provisional = rows.integer(6) != 0;
    benchmark.synthetic = rows.integer(7) != 0;
    benchmark.upload = domain::UploadId{rows.whole(8)};
    benchmark.approved_order = rows.integer(9);
    all.push_back(std::move(benchmark));
  }
  return all;
}

std::vector<std::string> contents_of(Session& session) {
  std::vector<std::string> lines;
  Rows rows = session.query(queries::pointer_contents);
  while (rows.next()) {
    std::string line;
    for (unsigned column = 1; column <= 6; ++column) line += (column == 1 ? "" : " ") + rows.text(column);
    lines.push_back(std::move(line));
  }
  Rows found = session.query(queries::audit_revisit_contents);
  while (found.next()) {
    std::string line = "revisit";
    for (unsigned column = 1; column <= 6; ++column) line += " " + found.text(column);
    lines.push_back(std::move(line));
  }
  Rows staff = session.query(queries::audit_staff_contents);
  while (staff.next()) lines.push_back("staff " + staff.text(1));
  return lines;
}

}  // namespace

std::uint64_t cube_version(Pool& pool) {
  auto session = pool.take();
  return version_of(*session);
}

CubeContent read_cube(Pool& pool, const FactSink& facts) {
  CubeContent content;
  auto session = pool.take();
  session->execute(queries::long_lists, {});
  session->begin();  // one snapshot: version, facts and benchmarks belong together
  content.version = version_of(*session);
  read_facts(session->stream(queries::current_facts), facts);
  content.benchmarks = read_benchmarks(session->query(queries::approved_benchmarks));
  content.dated = read_dated(*session, std::nullopt);
  session->commit();
  return content;
}

std::optional<CubeContent> read_release(Pool& pool, const std::string& name, const FactSink& facts) {
  auto session = pool.take();
  CubeContent content;
  {
    Rows head = session->query(queries::release_get, {name});
    if (!head.next()) return std::nullopt;
    content.version = head.whole(5);
  }
  session->execute(queries::long_lists, {});
  read_facts(session->stream(queries::release_facts, {name}), facts);
  content.benchmarks = read_benchmarks(session->query(queries::release_benchmarks, {name}));
  content.dated = read_dated(*session, name);
  return content;
}

std::vector<domain::CurrentFact> facts_of_area(Pool& pool, const std::string& period, domain::AreaId area) {
  std::vector<domain::CurrentFact> all;
  auto session = pool.take();
  Rows rows = session->query(queries::current_facts_of_area, {period, std::uint64_t{number(area)}});
  while (rows.next()) {
    all.push_back({domain::kind_named(rows.text(1)).value(), period, area,
                   domain::Measure{static_cast<std::uint16_t>(rows.whole(2))}, rows.integer(3), false});
  }
  return all;
}

bool freeze_release(Pool& pool, const Release& release, const std::string& rule_hashes) {
  bool fresh = true;
  in_transaction(pool, [&](Session& session) {
    fresh = true;
    {
      Rows there = session.query(queries::release_get, {release.name});
      if (there.next()) {
        fresh = false;
        return;
      }
    }
    session.execute(queries::release_insert, {release.name, release.made_at, number(release.made_by),
                                              release.note, version_of(session), rule_hashes});
    session.execute(queries::release_freeze, {release.name});
    append_log(session,
               {release.made_at, release.made_by, "release.freeze", "release " + release.name, release.note});
  });
  return fresh;
}

bool release_exists(Pool& pool, const std::string& name) {
  auto session = pool.take();
  return session->query(queries::release_get, {name}).next();
}

std::vector<std::string> pointer_contents(Pool& pool) {
  auto session = pool.take();
  return contents_of(*session);
}

std::string freeze_by_contents(Pool& pool, const Release& release, const std::string& rule_hashes,
                               const std::function<std::string(const std::vector<std::string>&)>& name_of) {
  std::string name;
  in_transaction(pool, [&](Session& session) {
    std::uint64_t version = 0;
    {
      Rows rows = session.query(queries::cube_version_locked);
      if (rows.next()) version = rows.whole(1);
    }
    name = name_of(contents_of(session));
    {
      Rows there = session.query(queries::release_get, {name});
      if (there.next()) return;
    }
    session.execute(queries::release_insert,
                    {name, release.made_at, number(release.made_by), release.note, version, rule_hashes});
    session.execute(queries::release_freeze, {name});
    append_log(session,
               {release.made_at, release.made_by, "release.freeze", "release " + name, release.note});
  });
  return name;
}

std::vector<Release> releases(Pool& pool) {
  std::vector<Release> all;
  auto session = pool.take();
  Rows rows = session->query(queries::release_list);
  while (rows.next()) {
    all.push_back(
        {rows.text(1), rows.text(2), domain::AccountId{rows.whole(3)}, rows.text(4), rows.whole(5)});
  }
  return all;
}

}  // namespace rasoat::store
