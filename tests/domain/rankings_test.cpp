// Rankings as the contract has them: what is counted from what, changes, what is missing and why.

#include <algorithm>
#include <map>

#include <boost/test/unit_test.hpp>

#include "domain/ranking.h"
#include "support/world.h"

using namespace rasoat;
using test::World;

namespace {

const domain::AreaBook& book() { return test::shipped()->areas; }
std::string code_of(domain::AreaId id) { return book().get(id).code.text(); }

domain::Ranking ranked(const domain::Snapshot& snapshot, const domain::RankQuery& query) {
  const auto ranking = domain::rank(snapshot, query);
  BOOST_REQUIRE_MESSAGE(ranking.ok(), (ranking.ok() ? "" : ranking.problem().message.en));
  return *ranking;
}

const domain::RankRow* find_row(const domain::Ranking& ranking, const std::string& code) {
  for (const auto& row : ranking.rows) {
    if (code_of(row.area) == code) return &row;
  }
  return nullptr;
}

const domain::MissingRow* find_missing(const domain::Ranking& ranking, const std::string& code) {
  for (const auto& row : ranking.missing) {
    if (code_of(row.area) == code) return &row;
  }
  return nullptr;
}

/// Every lowest unit of 51 with `households` and `poor`, but those named.
World whole_province(const std::string& round, std::int64_t poor,
                     const std::vector<std::string>& without = {}) {
  World world;
  const auto& of = *domain::find_round(test::shipped()->rounds, round);
  for (const auto* area : book().leaves(book().find("51", of.reference_date)->id, of.reference_date)) {
    if (std::find(without.begin(), without.end(), area->code.text()) != without.end()) continue;
    world.counts(round, area->code.text(), {{"households", 100}, {"poor", poor}});
  }
  return world;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rankings)

BOOST_AUTO_TEST_CASE(poor_from_the_list_and_wholes_from_counts) {
  World world;
  world.list("2023", "536", {{"poor", 30}});
  world.counts("2023", "536", {{"households", 100}, {"poor", 99}});
  const auto snapshot = world.snapshot();
  const auto ranking = ranked(snapshot, test::query("poverty.rate", "2023"));
  BOOST_TEST(*find_row(ranking, "536")->figure.numerator == 30);
  // Both are shown: what `counts` said of the poor is not lost.
  const auto* layer = snapshot.cube.layer("2023");
  const auto here = layer->frame().position(book().find("536", test::day("2023-12-31"))->id);
  BOOST_TEST(*layer->counted(domain::measures::poor, here) == 99);
}

BOOST_AUTO_TEST_CASE(own_rows_are_never_added_to_parts) {
  auto world = whole_province("2023", 10);
  world.counts("2023", "525", {{"households", 5}, {"poor", 5}});
  world.counts("2023", "51", {{"households", 1}, {"poor", 1}});
  const auto snapshot = world.snapshot();
  const auto ranking = ranked(snapshot, test::query("poverty.rate", "2023"));
  const auto* row = find_row(ranking, "525");
  BOOST_TEST(*row->figure.denominator == 100 * row->figure.coverage.expected);
  BOOST_TEST(row->figure.value->rounded().plain() == "10.00");
}

BOOST_AUTO_TEST_CASE(a_district_without_a_commune_is_partial_and_names_it) {
  const auto snapshot = whole_province("2023", 10, {"21115"}).snapshot();  // Thị trấn Trà Xuân, Trà Bồng
  auto query = test::query("poverty.rate", "2023");
  auto ranking = ranked(snapshot, query);
  const auto* missing = find_missing(ranking, "525");
  BOOST_REQUIRE(missing != nullptr);
  BOOST_TEST(missing->reason == "partial");
  BOOST_REQUIRE(missing->figure.absent.size() == 1U);
  BOOST_TEST(code_of(missing->figure.absent.front()) == "21115");
  BOOST_TEST(missing->figure.coverage.reported + 1 == missing->figure.coverage.expected);
  // Lý Sơn, which has no communes, ranks.
  BOOST_TEST((find_row(ranking, "536") != nullptr));
  query.partial = domain::Partial::accept;
  ranking = ranked(snapshot, query);
  BOOST_REQUIRE((find_row(ranking, "525") != nullptr));
  BOOST_TEST(find_row(ranking, "525")->figure.partial());
  BOOST_TEST(ranking.missing.empty());
  query.level = domain::Level::province;
  query.within = "VN";
  query.partial = domain::Partial::refuse;
  ranking = ranked(snapshot, query);
  const auto* province = find_missing(ranking, "51");
  BOOST_REQUIRE(province != nullptr);
  BOOST_TEST(province->reason == "partial");
  BOOST_TEST(code_of(province->figure.absent.front()) == "21115");
}

BOOST_AUTO_TEST_CASE(sums_are_over_the_parts_that_have_both) {
  auto world = whole_province("2023", 10, {"21115"});
  world.counts("2023", "21115", {{"poor", 50}});  // a list without a whole
  const auto snapshot = world.snapshot();
  auto query = test::query("poverty.rate", "2023");
  query.partial = domain::Partial::accept;
  const auto ranking = ranked(snapshot, query);
  BOOST_TEST(find_row(ranking, "525")->figure.value->rounded().plain() == "10.00");
}

BOOST_AUTO_TEST_CASE(the_own_row_speaks_where_parts_are_not_all_there) {
  World world;
  world.counts("2023", "525", {{"households", 1000}, {"poor", 200}});
  world.counts("2023", "21115", {{"households", 100}, {"poor", 90}});
  const auto snapshot = world.snapshot();
  const auto ranking = ranked(snapshot, test::query("poverty.rate", "2023"));
  BOOST_TEST(find_row(ranking, "525")->figure.value->rounded().plain() == "20.00");
}

BOOST_AUTO_TEST_CASE(change_and_its_rank_beside_the_level) {
  World world;
  world.counts("2022", "522", {{"households", 100}, {"poor", 10}});
  world.counts("2023", "522", {{"households", 100}, {"poor", 9}});
  world.counts("2022", "525", {{"households", 100}, {"poor", 50}});
  world.counts("2023", "525", {{"households", 100}, {"poor", 40}});
  world.counts("2023", "530", {{"households", 100}, {"poor", 45}});
  const auto snapshot = world.snapshot();
  const auto ranking = ranked(snapshot, test::query("poverty.rate", "2023"));
  const auto* poorest = find_row(ranking, "525");
  BOOST_TEST(poorest->rank == 2);
  BOOST_TEST(poorest->change->rounded().plain() == "-10.00");
  BOOST_TEST(*poorest->change_rank == 1);
  BOOST_TEST(*poorest->previous->rank == 2);
  BOOST_TEST(find_row(ranking, "522")->change->rounded().plain() == "-1.00");
  BOOST_TEST(*find_row(ranking, "522")->change_rank == 2);
  BOOST_TEST(!find_row(ranking, "530")->change.has_value());
  BOOST_TEST(find_row(ranking, "530")->change_absent == "no-data");
  const auto reduction = ranked(snapshot, test::query("poverty.reduction", "2023"));
  BOOST_TEST(find_row(reduction, "525")->figure.value->rounded().plain() == "10.00");
  BOOST_TEST(find_row(reduction, "525")->rank == 1);
}

BOOST_AUTO_TEST_CASE(standards_are_not_compared) {
  World world;
  for (const char* round : {"2020", "2021"}) world.counts(round, "525", {{"households", 100}, {"poor", 20}});
  const auto snapshot = world.snapshot();
  const auto ranking = ranked(snapshot, test::query("poverty.rate", "2021"));
  BOOST_TEST(!find_row(ranking, "525")->change.has_value());
  BOOST_TEST(find_row(ranking, "525")->change_absent == "standard");
  const auto reduction = ranked(snapshot, test::query("poverty.reduction", "2021"));
  BOOST_REQUIRE((find_missing(reduction, "525") != nullptr));
  BOOST_TEST(find_missing(reduction, "525")->reason == "standard");
}

BOOST_AUTO_TEST_CASE(the_round_before_is_seen_on_the_boundaries_asked_for) {
  auto world = whole_province("2022", 20);
  const auto& round = *domain::find_round(test::shipped()->rounds, "2023");
  for (const auto* area : book().leaves(book().find("51", round.reference_date)->id, round.reference_date))
    world.counts("2023", area->code.text(), {{"households", 100}, {"poor", 15}});
  const auto snapshot = world.snapshot();
  auto query = test::query("poverty.rate", "2023");
  query.as_of = test::day("2025-12-31");
  const auto ranking = ranked(snapshot, query);
  BOOST_TEST((ranking.level == domain::Level::commune));
  const auto* joined = find_row(ranking, "21238");  // Vệ Giang, of 21238, 21280, 21283 and 21286
  BOOST_REQUIRE((joined != nullptr));
  BOOST_TEST(*joined->figure.denominator == 400);
  BOOST_TEST(joined->change->rounded().plain() == "-5.00");
  // The commune that got a part of Trà Bùi cannot be told.
  BOOST_REQUIRE((find_missing(ranking, "21136") != nullptr));
  BOOST_TEST(find_missing(ranking, "21136")->reason == "split");
}

BOOST_AUTO_TEST_CASE(districts_end_with_june_2025) {
  const auto snapshot = whole_province("2025", 10).snapshot();
  auto query = test::query("poverty.rate", "2025");
  query.level = domain::Level::district;
  const auto refused = domain::rank(snapshot, query);
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST(refused.problem().place == "level");
  BOOST_TEST(refused.problem().message.vi.find("as_of=2025-06-30") != std::string::npos);
  query.as_of = test::day("2025-06-30");
  const auto ranking = ranked(snapshot, query);
  BOOST_TEST(ranking.rows.size() == 11U);
  for (const char* code : {"522", "524"}) {
    const auto* missing = find_missing(ranking, code);
    BOOST_REQUIRE((missing != nullptr));
    BOOST_TEST(missing->reason == "split");
    BOOST_REQUIRE(missing->figure.absent.size() == 1U);
    BOOST_TEST(code_of(missing->figure.absent.front()) == "21109");
  }
  query.level = domain::Level::province;
  query.within = "VN";
  const auto provinces = ranked(snapshot, query);
  const auto* then = find_row(provinces, "51");
  BOOST_REQUIRE((then != nullptr));
  BOOST_TEST(then->figure.coverage.complete());
}

BOOST_AUTO_TEST_CASE(refusals_name_the_parameter_at_fault) {
  const auto snapshot = whole_province("2023", 10).snapshot();
  const auto place = [&](auto spoil) {
    auto query = test::query("poverty.rate", "2023");
    spoil(query);
    const auto ranking = domain::rank(snapshot, query);
    return ranking.ok() ? std::string("none") : ranking.problem().code + " " + ranking.problem().place;
  };
  BOOST_TEST(place([](auto& query) { query.indicator = "x"; }) == "indicator-unknown indicator");
  BOOST_TEST(place([](auto& query) { query.round = "1999"; }) == "round-unknown round");
  BOOST_TEST(place([](auto& query) { query.within = "999"; }) == "area-unknown within");
  BOOST_TEST(place([](auto& query) { query.group = "x"; }) == "group-unknown group");
  BOOST_TEST(place([](auto& query) { query.level = domain::Level::region; }) == "level-above level");
  BOOST_TEST(place([](auto& query) {
               query.group = "poor-district";
               query.within = "522";
             }) == "group-empty group");
  BOOST_TEST(place([](auto&) {}) == "none");
}

BOOST_AUTO_TEST_CASE(a_group_ranks_within_itself_and_has_a_total) {
  World world;
  world.counts("2023", "525", {{"households", 100}, {"poor", 50}});
  world.counts("2023", "530", {{"households", 300}, {"poor", 30}});
  world.counts("2023", "522", {{"households", 100}, {"poor", 1}});
  const auto snapshot = world.snapshot();
  auto query = test::query("poverty.rate", "2023");
  query.group = "poor-district";
  const auto ranking = ranked(snapshot, query);
  BOOST_TEST(ranking.rows.size() == 2U);
  BOOST_TEST(find_row(ranking, "525")->rank == 2);
  BOOST_TEST(ranking.group_total->value->rounded().plain() == "20.00");  // 80 of 400, not the mean 30.00
}

BOOST_AUTO_TEST_CASE(counts_have_no_denominator_interval_or_gap) {
  World world;
  world.counts("2023", "525", {{"households", 100}, {"poor", 50}});
  world.published("poverty.households", "VN", "2023", "10");
  const auto snapshot = world.snapshot();
  const auto ranking = ranked(snapshot, test::query("poverty.households", "2023"));
  const auto& row = *find_row(ranking, "525");
  BOOST_TEST(!row.figure.numerator.has_value());
  BOOST_TEST(!row.figure.denominator.has_value());
  BOOST_TEST(!row.interval.has_value());
  BOOST_TEST(row.gap.empty());
  BOOST_TEST(row.to_benchmark.empty());
}

BOOST_AUTO_TEST_CASE(gaps_and_the_households_that_must_leave) {
  World world;
  world.counts("2023", "525", {{"households", 1000}, {"poor", 100}});
  world.published("poverty.rate", "VN", "2023", "2.93").published("poverty.rate", "BTBDHMT", "2023", "3.83");
  const auto snapshot = world.snapshot();
  const auto ranking = ranked(snapshot, test::query("poverty.rate", "2023"));
  const auto& row = *find_row(ranking, "525");
  BOOST_TEST(row.gap.at("VN")->rounded().plain() == "7.07");
  BOOST_TEST(row.gap.at("BTBDHMT")->rounded().plain() == "6.17");
  BOOST_TEST(row.to_benchmark.at("VN") == 71);       // 29 of 1,000 is 2.90
  BOOST_TEST(row.to_benchmark.at("BTBDHMT") == 62);  // 38 of 1,000 is 3.80
  BOOST_TEST(!row.to_benchmark.contains("51"));
}

BOOST_AUTO_TEST_CASE(each_area_is_held_against_its_own_province) {
  World world;
  world.counts("2023", "525", {{"households", 1000}, {"poor", 100}});
  world.counts("2023", "608", {{"households", 1000}, {"poor", 100}});
  world.published("poverty.rate", "51", "2023", "5").published("poverty.rate", "62", "2023", "8");
  auto query = test::query("poverty.rate", "2023");
  query.within = "VN";
  const auto snapshot = world.snapshot();
  const auto ranking = ranked(snapshot, query);
  BOOST_TEST(find_row(ranking, "525")->gap.at("51")->rounded().plain() == "5.00");
  BOOST_TEST(find_row(ranking, "608")->gap.at("62")->rounded().plain() == "2.00");
  BOOST_TEST(!find_row(ranking, "608")->gap.contains("51"));
}

BOOST_AUTO_TEST_CASE(one_reader_asked_for_another_denominator_looks_again) {
  World world;
  world.counts("2023", "525", {{"poor", 100}, {"poor_minority", 50}});
  const auto snapshot = world.snapshot();
  const auto& round = *domain::find_round(snapshot.rounds, "2023");
  const domain::FigureReader reader(snapshot, round, round.reference_date);
  const auto area = book().find("525", round.reference_date)->id;
  const auto of = [&](const char* indicator) {
    return reader.figure(*snapshot.rules->indicator(indicator), area);
  };
  BOOST_TEST(of("poverty.minority_share").value->rounded().plain() == "50.00");
  BOOST_TEST(!of("poverty.minority_rate").value.has_value());  // households_minority is not known
}

BOOST_AUTO_TEST_CASE(what_rests_on_synthetic_data_says_so_and_nothing_else_does) {
  World world;
  world.counts("2023", "522", {{"households", 100}, {"poor", 1}});
  world.synthetic().counts("2023", "525", {{"households", 100}, {"poor", 50}});
  const auto snapshot = world.snapshot();
  const auto ranking = ranked(snapshot, test::query("poverty.rate", "2023"));
  BOOST_TEST(ranking.synthetic);
  BOOST_TEST(find_row(ranking, "525")->figure.synthetic);
  BOOST_TEST(!find_row(ranking, "522")->figure.synthetic);
}

BOOST_AUTO_TEST_CASE(alkire_foster_of_the_listed_poor) {
  // methods.md section 1: four poor households of one area, deprivations 3, 4, 6 and 12 of 12.
  World world;
  world.list("2023", "525", {{"poor", 4}, {"poor_deprivations", 25}, {"poor_assessed", 4}});
  world.counts("2023", "525", {{"households", 10}});
  const auto snapshot = world.snapshot();
  const auto value = [&](const char* indicator) {
    return find_row(ranked(snapshot, test::query(indicator, "2023")), "525")->figure.value->rounded().plain();
  };
  BOOST_TEST(value("mpi.h") == "40.00");
  BOOST_TEST(value("mpi.a") == "52.08");
  BOOST_TEST(value("mpi.m0") == "20.83");
}

// Many areas are read in parts beside each other; each row must still be that of its own area.
BOOST_AUTO_TEST_CASE(every_commune_of_the_country_has_its_own_figures) {
  World world;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> poor;  // of 2022 and 2023, by code
  const auto date = test::day("2023-12-31");
  const auto communes = book().areas_at(domain::Level::commune, date, book().find("VN", date)->id);
  BOOST_REQUIRE(communes.size() > 10'000);
  for (std::size_t i = 0; i < communes.size(); ++i) {
    const std::string& code = communes[i]->code.text();
    if (i % 1000 == 7) continue;  // has not reported
    poor[code] = {static_cast<std::int64_t>(i * 17 % 900), static_cast<std::int64_t>(i * 31 % 899)};
    if (communes[i]->valid_on(test::day("2022-12-31")))
      world.counts("2022", code, {{"households", 1000}, {"poor", poor[code].first}});
    world.counts("2023", code, {{"households", 1000}, {"poor", poor[code].second}});
  }
  world.published("poverty.rate", "VN", "2023", "5.00");
  const auto snapshot = world.snapshot();
  auto query = test::query("poverty.rate", "2023");
  query.within = "VN";
  query.level = domain::Level::commune;
  const auto ranking = ranked(snapshot, query);
  BOOST_TEST(ranking.rows.size() == poor.size());
  BOOST_TEST(ranking.missing.size() == communes.size() - poor.size());
  std::vector<std::int64_t> all;
  all.reserve(poor.size());
  for (const auto& [code, each] : poor) all.push_back(each.second);
  std::sort(all.begin(), all.end());
  std::size_t wrong = 0;
  std::size_t compared = 0;
  for (const auto& row : ranking.rows) {
    const auto& [then, now] = poor.at(code_of(row.area));
    const auto better = std::lower_bound(all.begin(), all.end(), now) - all.begin();
    wrong += row.figure.numerator != now || row.rank != better + 1;
    wrong += row.gap.at("VN") != domain::Exact::ratio(now - 50, 10);
    if (!row.previous || !row.previous->value) continue;
    ++compared;
    wrong += *row.previous->value != domain::Exact::ratio(then, 10);
  }
  BOOST_TEST(wrong == 0U);
  BOOST_TEST(compared > 10'000U);
}

BOOST_AUTO_TEST_SUITE_END()
