// The audit of a whole province: what is planted is found, marks carry their parts, households are named.
#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "bench/audit_cases/province.h"
#include "config/load_rules.h"

using namespace rasoat;
using namespace rasoat::domain;

namespace {

const Rules& rules() {
  static const auto loaded = config::load_rules(std::string(RASOAT_SOURCE_DIR) + "/etc");
  return *loaded.rules;
}

const Standard& standard() { return *rules().standard(StandardCode("2022-2025")); }

ProvinceAudit run(const bench::Province& province) {
  return audit_province({standard(),
                         Date::known("2023-12-31"),
                         province.now,
                         province.before,
                         province.earlier,
                         province.places,
                         {}},
                        rules().audit);
}

/// Thirty clean communes, to change one of them.
bench::Province clean() {
  return bench::make_province({.seed = 5, .communes = 30, .households = 200}, standard());
}

std::vector<AuditFinding> of(const ProvinceAudit& audit, std::string_view check, AreaId area) {
  std::vector<AuditFinding> all;
  for (const AuditFinding& finding : audit.findings) {
    if (finding.check->code == check && finding.area == area) all.push_back(finding);
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audit)

BOOST_AUTO_TEST_CASE(every_check_has_its_sentences_and_parts) {
  for (const AuditCheck& check : rules().audit.checks) {
    bool said = rules().texts.has("audit." + check.code);
    for (const char* detail : {".below", ".at", ".rural", ".poor"})
      said = said || rules().texts.has("audit." + check.code + detail);
    BOOST_TEST(said, check.code);
  }
}

BOOST_AUTO_TEST_CASE(clean_communes_carry_no_serious_finding) {
  const auto province = clean();
  const auto audit = run(province);
  BOOST_TEST(audit.marks.size() == 30U);
  BOOST_TEST(audit.tests > 1000);
  for (const AuditFinding& finding : audit.findings)
    BOOST_TEST((finding.severity != AuditSeverity::serious), finding.check->code);
}

BOOST_AUTO_TEST_CASE(classes_against_scores_name_their_households) {
  auto province = clean();
  const AreaId area = province.now.areas()[7];
  std::size_t changed = 0;
  for (AuditRow& row : province.now.rows) {
    if (row.area != area || row.declared != 1 || row.computed != 1 || changed == 20) continue;
    row.declared = 0;
    ++changed;
  }
  const auto audit = run(province);
  const auto found = of(audit, "recount", area);
  BOOST_REQUIRE(!found.empty());
  const auto commune =
      std::find_if(found.begin(), found.end(), [](const AuditFinding& f) { return f.enumerator == 0; });
  BOOST_REQUIRE(commune != found.end());
  BOOST_TEST((commune->severity == AuditSeverity::serious));
  BOOST_TEST(commune->seen >= 20);
  BOOST_TEST(commune->households.size() == static_cast<std::size_t>(commune->seen));
  for (const std::uint32_t position : commune->households)
    BOOST_TEST((province.now.rows[position].area == area));
  const Text words = sentence(rules().texts, *commune);
  BOOST_TEST(words.vi.find('{') == std::string::npos);
  BOOST_TEST(words.en.find('{') == std::string::npos);
  const auto mark = std::find_if(audit.marks.begin(), audit.marks.end(),
                                 [&](const AuditMark& m) { return m.area == area; });
  BOOST_TEST((mark->severity == AuditSeverity::serious));
  BOOST_TEST(mark->parts.front().family == "scores");
  BOOST_TEST((mark->parts.front().severity == AuditSeverity::serious));
}

BOOST_AUTO_TEST_CASE(flows_that_do_not_balance) {
  auto province = clean();
  AuditPlace& place = province.places[3];
  place.counts[measures::poor_new] += 40;
  const auto found = of(run(province), "flows", place.area);
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST(found.front().seen >= 39);
  BOOST_TEST(found.front().detail == "poor");
  BOOST_TEST(!found.front().p.has_value());  // arithmetic, not chance
}

BOOST_AUTO_TEST_CASE(one_id_number_in_two_communes) {
  auto province = clean();
  const AreaId area = province.now.areas()[2];
  const auto other = province.now.of(province.now.areas()[9]);
  int copied = 0;
  for (AuditRow& row : province.now.rows) {
    if (row.area == area && row.listed() && copied < 12)
      row.identity = other[static_cast<std::size_t>(copied++) * 3].identity;
  }
  const auto found = of(run(province), "duplicates", area);
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST((found.front().severity == AuditSeverity::serious));
}

BOOST_AUTO_TEST_CASE(the_exact_target_in_many_communes) {
  auto province = clean();
  for (AuditPlace& place : province.places) place.target = place.counts[measures::poor];
  const auto audit = run(province);
  const auto hits = std::count_if(audit.findings.begin(), audit.findings.end(), [](const AuditFinding& f) {
    return f.check->code == "exact-target" && f.severity == AuditSeverity::serious;
  });
  BOOST_TEST(hits > 20);
  // One alone is only a notice.
  for (AuditPlace& place : province.places) place.target = place.counts[measures::poor] + 1;
  province.places[4].target = province.places[4].counts[measures::poor];
  const auto found = of(run(province), "exact-target", province.places[4].area);
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST((found.front().severity == AuditSeverity::notice));
}

BOOST_AUTO_TEST_CASE(staff_are_matched_by_hash_alone) {
  auto province = clean();
  std::vector<AuditRow::Identity> staff;
  for (const AuditRow& row : province.now.of(province.now.areas()[1])) {
    if (row.listed() && row.identified() && staff.size() < 3) staff.push_back(row.identity);
  }
  std::sort(staff.begin(), staff.end());
  const auto audit = audit_province({standard(), Date::known("2023-12-31"), province.now, province.before,
                                     province.earlier, province.places, staff},
                                    rules().audit);
  const auto found = of(audit, "staff", province.now.areas()[1]);
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST(found.front().households.size() == 3U);
}

BOOST_AUTO_TEST_CASE(households_are_matched_by_id_number_before_their_code) {
  AuditList earlier;
  AuditList later;
  const auto add = [](AuditList& list, const char* code, AuditRow::Identity identity) {
    AuditRow row;
    row.area = AreaId{7};
    row.code = list.word(code);
    row.identity = identity;
    list.rows.push_back(row);
  };
  add(earlier, "1", {5, 5});
  add(earlier, "2", {});
  add(earlier, "3", {});
  add(later, "9", {5, 5});  // moved to another code, the same person
  add(later, "2", {6, 6});  // gained an ID number since
  add(later, "4", {});
  const auto matched = match(earlier, later);
  BOOST_TEST(matched.later_of == (std::vector<std::int32_t>{0, 1, -1}), boost::test_tools::per_element());
  BOOST_TEST(matched.earlier_of == (std::vector<std::int32_t>{0, 1, -1}), boost::test_tools::per_element());
  BOOST_TEST((identity_of("000102030405060708090a0b0c0d0e0f") ==
              AuditRow::Identity{0x0001020304050607, 0x08090a0b0c0d0e0f}));
  BOOST_TEST((identity_of("") == AuditRow::Identity{}));
}

BOOST_AUTO_TEST_SUITE_END()
