// Every merger of Quảng Ngãi and Kon Tum with random counts: no figure is made or lost by a change of
// boundaries. What a unit became is worked out here step by step from the ledger, apart from the product's
// own composition.

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <boost/test/unit_test.hpp>

#include "domain/tally.h"
#include "support/world.h"

using namespace rasoat;
using domain::Absence;
using domain::Area;
using domain::AreaId;
using domain::Date;
using domain::Level;

namespace {

const domain::AreaBook& book() { return test::shipped()->areas; }

const domain::Boundaries& boundaries() {
  static const domain::Boundaries made(book());
  return made;
}

/// What a unit's territory lies in on another day: one line of the ledger after the other.
std::set<AreaId> became(AreaId unit, Date day) {
  const Area& area = book().get(unit);
  if (area.valid_on(day)) return {unit};
  std::set<AreaId> all;
  for (const auto& change : book().changes()) {
    const bool forward = area.valid_from <= day;
    if ((forward ? change.from : change.to) != unit) continue;
    const auto further = became(forward ? change.to : change.from, day);
    all.insert(further.begin(), further.end());
  }
  return all;
}

std::vector<const Area*> leaves(Date day) {
  std::vector<const Area*> all;
  for (const char* province : {"51", "62"}) {
    const Area* unit = book().find(province, day);
    if (unit == nullptr) continue;
    const auto inside = book().leaves(unit->id, day);
    all.insert(all.end(), inside.begin(), inside.end());
  }
  return all;
}

/// Random counts of every leaf of a day, in a layer of a round of that day.
struct Counted {
  domain::Layer layer;
  std::map<AreaId, std::int64_t> poor;

  Counted(Date day, std::mt19937_64& dice) : layer(boundaries().frame(day), day) {
    for (const Area* leaf : leaves(day)) {
      const auto value = static_cast<std::int64_t>(dice() % 900);
      poor[leaf->id] = value;
      layer.add({domain::Kind::counts, "", leaf->id, domain::measures::poor, value, false});
      layer.add({domain::Kind::counts, "", leaf->id, domain::measures::households,
                 value + 1 + static_cast<std::int64_t>(dice() % 4000), false});
    }
    layer.roll();
  }

  domain::Tally on(Date as_of, AreaId area) const {
    return domain::Tallier(boundaries(), layer, as_of)
        .tally(area, {{&domain::measures::poor, 1}, {&domain::measures::households, 1}});
  }
};

/// What the unit of another day must have: the sum of the leaves that lie wholly in it, or nothing where one
/// lies partly in.
std::optional<std::int64_t> expected(const Counted& counted, Date as_of, const Area& unit) {
  std::int64_t sum = 0;
  for (const auto& [leaf, poor] : counted.poor) {
    bool in = false;
    bool out = false;
    for (const AreaId place : became(leaf, as_of)) (book().is_within(place, unit.id) ? in : out) = true;
    if (in && out) return std::nullopt;
    if (in) sum += poor;
  }
  return sum;
}

std::int64_t total(const Counted& counted) {
  std::int64_t sum = 0;
  for (const auto& [leaf, poor] : counted.poor) sum += poor;
  return sum;
}

const std::vector<const char*> kDays{"2024-12-31", "2025-06-30", "2025-12-31"};

}  // namespace

BOOST_AUTO_TEST_SUITE(mergers)

BOOST_AUTO_TEST_CASE(provinces_add_up_before_and_after_at_every_level) {
  std::mt19937_64 dice(51);
  for (const char* from : kDays) {
    const Counted counted(test::day(from), dice);
    for (const char* to : kDays) {
      const Date as_of = test::day(to);
      std::int64_t provinces = 0;
      for (const char* code : {"51", "62"}) {
        const Area* unit = book().find(code, as_of);
        if (unit == nullptr) continue;  // Kon Tum, from July 2025 a part of Quảng Ngãi
        const auto tally = counted.on(as_of, unit->id);
        BOOST_TEST_REQUIRE((tally.absence == Absence::none), from << " on " << to << ": " << code);
        provinces += tally.numerator;
      }
      BOOST_TEST(provinces == total(counted), from << " on " << to);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_unit_of_every_day_has_the_sum_of_what_lies_wholly_in_it) {
  std::mt19937_64 dice(62);
  for (int turn = 0; turn < 3; ++turn) {
    for (const char* from : kDays) {
      const Counted counted(test::day(from), dice);
      for (const char* to : kDays) {
        const Date as_of = test::day(to);
        for (const char* province : {"51", "62"}) {
          const Area* top = book().find(province, as_of);
          if (top == nullptr) continue;
          for (const Level level : {Level::district, Level::commune}) {
            for (const Area* unit : book().areas_at(level, as_of, top->id)) {
              const auto wanted = expected(counted, as_of, *unit);
              const auto tally = counted.on(as_of, unit->id);
              const std::string what = unit->code.text() + " of " + to + " from " + from;
              BOOST_TEST_REQUIRE((tally.absence == (wanted ? Absence::none : Absence::split)), what);
              if (wanted) BOOST_TEST_REQUIRE(tally.numerator == *wanted, what);
            }
          }
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(districts_are_equal_where_no_commune_straddles) {
  std::mt19937_64 dice(5162);
  const Date before = test::day("2025-06-30");
  const Date after = test::day("2025-12-31");
  const Counted then(before, dice);
  int whole = 0;
  for (const char* province : {"51", "62"}) {
    for (const Area* district : book().areas_at(Level::district, before, book().find(province, before)->id)) {
      // Its communes of then, counted into what they became, and back: the same, unless one of today holds
      // others too.
      std::set<AreaId> today;
      std::int64_t own = 0;
      for (const Area* leaf : book().leaves(district->id, before)) {
        own += then.poor.at(leaf->id);
        const auto places = became(leaf->id, after);
        today.insert(places.begin(), places.end());
      }
      bool straddles = false;
      std::int64_t sum = 0;
      for (const AreaId unit : today) {
        for (const AreaId source : became(unit, before))
          straddles = straddles || !book().is_within(source, district->id);
        const auto tally = then.on(after, unit);
        straddles = straddles || tally.absence != Absence::none;
        sum += tally.numerator;
      }
      BOOST_TEST(then.on(before, district->id).numerator == own);
      if (straddles) continue;
      ++whole;
      BOOST_TEST(sum == own, district->full_name);
    }
  }
  BOOST_TEST(whole >= 15, whole);  // of 23
}

BOOST_AUTO_TEST_CASE(straddling_communes_are_refused_as_the_ledger_says) {
  const Date then = test::day("2025-06-30");
  const Date now = test::day("2025-12-31");
  // 21142 Trà Bùi went into two communes: it is none of them.
  const Area* bui = book().find("21142", then);
  BOOST_REQUIRE(bui != nullptr);
  BOOST_TEST(became(bui->id, now).size() == 2U);
  BOOST_REQUIRE(!book().resolve_former("21142", now).ok());
  BOOST_TEST(book().resolve_former("21142", now).problem().code == "area-split");
  // 21109 Đông Sơn of today holds communes of more than one former district: on those it has no figure, and
  // is named.
  std::mt19937_64 dice(21109);
  const Counted counted(now, dice);
  const Area* son = book().find("21109", now);
  BOOST_REQUIRE(son != nullptr);
  std::set<AreaId> districts;
  for (const AreaId source : became(son->id, then))
    districts.insert(book().ancestor(source, Level::district)->id);
  BOOST_TEST(districts.size() >= 2U);
  for (const AreaId district : districts) {
    const auto tally = counted.on(then, district);
    BOOST_TEST((tally.absence == Absence::split));
    BOOST_TEST((std::find(tally.absent.begin(), tally.absent.end(), son->id) != tally.absent.end()));
  }
  // 21283 and 21286 part in January 2025 and are together again in July: steps are composed before anything
  // is refused.
  for (const char* code : {"21283", "21286"}) {
    const Area* unit = book().find(code, test::day("2024-12-31"));
    BOOST_REQUIRE(unit != nullptr);
    BOOST_TEST(became(unit->id, now).size() == 1U, code);
    BOOST_TEST(book().resolve_former(code, now).ok(), code);
  }
  BOOST_TEST((book().resolve_former("21283", then).ok() || book().resolve_former("21286", then).ok() ||
              became(book().find("21283", test::day("2024-12-31"))->id, then).size() > 1));
}

BOOST_AUTO_TEST_SUITE_END()
