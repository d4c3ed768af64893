#include "export/answers.h"

#include <sstream>

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <boost/test/unit_test.hpp>

#include "export/csv_out.h"
#include "export/json_out.h"
#include "export/sample.h"
#include "export/text_table.h"

namespace rasoat::export_ {
namespace {

Poco::JSON::Object::Ptr parsed(const std::string& json) {
  return Poco::JSON::Parser().parse(json).extract<Poco::JSON::Object::Ptr>();
}

domain::RankQuery districts(const std::string& indicator) {
  return {.indicator = indicator, .round = "2023", .level = {}, .as_of = {}, .group = {}, .plan_year = {}};
}

BOOST_AUTO_TEST_CASE(a_row_of_a_ranking_is_the_contracts_example) {
  const auto snapshot = test::district_snapshot();
  const std::string json = ranking_json(snapshot, test::ranked(snapshot, districts("poverty.rate")));
  // Area 1 of 13 is 522: 60 of 1100 households, 80 in 2022; the best rate is 60/1100 = 5.4545… %.
  BOOST_TEST(json.find(R"({"rank":1,"area":{"code":"522","name":"Thành phố Quảng Ngãi"},"value":5.45,)"
                       R"("numerator":60,"denominator":1100,"interval":[4.26,6.96],)"
                       R"("previous":{"round":"2022","rank":1,"value":7.27},"change":-1.82,"change_rank":1,)"
                       R"("gap":{"VN":0.45,"BTBDHMT":-2.55,"51":null},"to_benchmark":{"VN":5,"BTBDHMT":0},)"
                       R"("coverage":{"reported":1,"expected":1})") != std::string::npos,
             json.substr(0, 3000));
  const auto root = parsed(json);
  BOOST_TEST(root->getValue<std::string>("standard") == "2022-2025");
  BOOST_TEST(root->isNull("release"));
  BOOST_TEST(root->getArray("rows")->size() == 11U);
  BOOST_TEST(root->getArray("missing")->size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_has_no_value_is_missing_with_its_reason) {
  const auto snapshot = test::district_snapshot();
  const auto root = parsed(ranking_json(snapshot, test::ranked(snapshot, districts("poverty.rate"))));
  const auto missing = root->getArray("missing");
  BOOST_TEST(missing->getObject(0)->getValue<std::string>("code") == "531");
  BOOST_TEST(missing->getObject(0)->getValue<std::string>("reason") == "no-data");
  BOOST_TEST(missing->getObject(1)->getValue<std::string>("code") == "536");
  BOOST_TEST(missing->getObject(1)->getValue<std::string>("reason") == "no-denominator");
  BOOST_TEST(!missing->getObject(1)->getObject("message")->getValue<std::string>("vi").empty());
  BOOST_TEST(!missing->getObject(0)->has("absent"));
}

BOOST_AUTO_TEST_CASE(counts_are_integers_without_parts) {
  const auto snapshot = test::district_snapshot();
  const std::string json = ranking_json(snapshot, test::ranked(snapshot, districts("poverty.households")));
  BOOST_TEST(json.find(R"("value":60,"numerator":null,"denominator":null,"interval":null)") !=
             std::string::npos);
  BOOST_TEST(json.find(R"("gap":null,"to_benchmark":null)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(csv_of_a_ranking_starts_with_the_contracts_header) {
  const auto snapshot = test::district_snapshot();
  const std::string csv = ranking_csv(snapshot, test::ranked(snapshot, districts("poverty.rate")));
  std::istringstream lines(csv);
  std::string header;
  std::string first;
  std::getline(lines, header);
  std::getline(lines, first);
  BOOST_TEST(header ==
             "rank,area_code,area,value,numerator,denominator,previous,change,change_rank,gap_country,"
             "gap_region,gap_province,flags,basis,synthetic");
  BOOST_TEST(first ==
             "1,522,Thành phố Quảng Ngãi,5.45,60,1100,7.27,-1.82,1,0.45,-2.55,,above-country,computed,0");
}

BOOST_AUTO_TEST_CASE(flags_show_their_sum) {
  const auto snapshot = test::district_snapshot();
  const auto list = domain::list_flags(snapshot, districts(""));
  BOOST_REQUIRE(list.ok());
  const auto root = parsed(flags_json(snapshot, *list));
  const auto first = root->getArray("items")->getObject(0);
  BOOST_TEST(first->getValue<std::string>("id").rfind("2023:2023-12-31:", 0) == 0U);
  BOOST_TEST(first->getObject("reason")->getValue<std::string>("vi").find(" − ") != std::string::npos);
  BOOST_TEST(first->getObject("benchmark")->getValue<std::string>("source") ==
             "Quyết định 01/QĐ ngày 31/01/2024");
  // Every district is above 5 %; those above 8 % carry two flags, both `lagging`.
  std::size_t lagging = 0;
  for (const auto& flag : list->flags) lagging += flag.severity == "lagging" ? 1U : 0U;
  std::size_t above_region = 0;
  for (const auto& flag : list->flags) above_region += flag.rule == "above-region" ? 1U : 0U;
  BOOST_TEST(lagging == 2 * above_region);
  BOOST_TEST(list->flags.size() == 11 + above_region);
}

BOOST_AUTO_TEST_CASE(an_area_tells_its_figures_and_its_past) {
  const auto snapshot = test::district_snapshot();
  const domain::Date day = domain::Date::known("2023-12-31");
  const domain::Area& area = *snapshot.rules->areas.find("522", day);
  const auto root = parsed(area_json(snapshot, area, day));
  BOOST_TEST(root->getValue<std::string>("round") == "2023");
  BOOST_TEST(root->getArray("indicators")->size() > 1U);
  BOOST_TEST(root->getArray("history")->size() > root->getArray("indicators")->size());
  BOOST_TEST(root->getObject("lineage")->getArray("versions")->size() >= 1U);
  BOOST_TEST(area_table(snapshot, area, day).find("5,45") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_sentence_of_the_answers_exists) {
  const auto snapshot = test::district_snapshot();
  const auto ranking = test::ranked(snapshot, districts("poverty.rate"));
  for (const std::string& text : {ranking_table(snapshot, ranking),
                                  flags_table(snapshot, *domain::list_flags(snapshot, districts("")))}) {
    for (const char* raw : {"heading.", "table.", "unit.", "severity.", "missing.", "note.", "source."}) {
      BOOST_TEST(text.find(raw) == std::string::npos, text);
    }
  }
}

BOOST_AUTO_TEST_CASE(json_escapes_and_mends) {
  JsonOut out;
  out.begin_object().member("a\"b", "x\\y\n\x01\xC3").member("n", std::optional<std::int64_t>{}).end_object();
  BOOST_TEST(out.take() == "{\"a\\\"b\":\"x\\\\y\\n\\u0001\xEF\xBF\xBD\",\"n\":null}");
  BOOST_CHECK_THROW(JsonOut().begin_object().value(1), std::logic_error);
}

BOOST_AUTO_TEST_CASE(text_that_would_run_as_a_formula_is_neutralised) {
  const std::pair<const char*, const char*> cases[] = {{"=1+1", "'=1+1"},
                                                       {"+84", "+84"},
                                                       {"-0.54", "-0.54"},
                                                       {"-cmd", "'-cmd"},
                                                       {"@SUM(A1)", "'@SUM(A1)"},
                                                       {"Xã Nghĩa An", "Xã Nghĩa An"},
                                                       {"", ""},
                                                       {"-", "'-"}};
  for (const auto& [given, wanted] : cases) BOOST_TEST(neutralised(given) == wanted);
  CsvOut csv;
  BOOST_TEST(csv.text("a,\"b\"").text("=x").end_record().take() == "\"a,\"\"b\"\"\",'=x\n");
}

BOOST_AUTO_TEST_CASE(a_terminal_table_counts_letters_not_bytes) {
  TextTable table({{"Đơn vị", TextTable::Align::left}, {"n", TextTable::Align::right}});
  table.row({"Trà Bồng", "12"});
  BOOST_TEST(table.text() == "Đơn vị     n\nTrà Bồng  12\n");
}

}  // namespace
}  // namespace rasoat::export_
