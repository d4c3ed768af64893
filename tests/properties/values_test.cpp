// What holds for every day, number, amount, rate and time, not only for those somebody thought of.

#include <algorithm>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "domain/cron.h"
#include "domain/date.h"
#include "domain/dated.h"
#include "domain/exact.h"
#include "domain/schedule.h"
#include "ingest/cells.h"
#include "ingest/number_format.h"
#include "ingest/text.h"
#include "ingest/xlsx.h"
#include "properties/dice.h"

using namespace rasoat;
using domain::Date;
using domain::Exact;
using domain::Wide;
using test::Dice;

namespace {

std::string grouped(std::int64_t number, char mark) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, mark);
  return text;
}

/// One field of a cron expression and the values it means, worked out by itself.
struct Field {
  std::string text;
  std::vector<bool> fits;
  bool star = false;
};

Field field(Dice& dice, int least, int most) {
  Field made;
  made.fits.assign(static_cast<std::size_t>(most) + 1, false);
  const auto set = [&](int from, int to, int step) {
    for (int value = from; value <= to; value += step) made.fits[static_cast<std::size_t>(value)] = true;
  };
  const auto entries = dice.between(1, 2);
  for (int entry = 0; entry < entries; ++entry) {
    if (entry > 0) made.text += ',';
    const int low = static_cast<int>(dice.between(least, most));
    const int high = static_cast<int>(dice.between(low, most));
    const int step = static_cast<int>(dice.between(1, 9));
    switch (dice.below(5)) {
      case 0:
        made.text += "*";
        set(least, most, 1);
        break;
      case 1:
        made.text += fmt::format("*/{}", step);
        set(least, most, step);
        break;
      case 2:
        made.text += fmt::format("{}-{}", low, high);
        set(low, high, 1);
        break;
      case 3:
        made.text += fmt::format("{}-{}/{}", low, high, step);
        set(low, high, step);
        break;
      default:
        made.text += std::to_string(low);
        set(low, low, 1);
    }
  }
  made.star = made.text.front() == '*';
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(values)

BOOST_AUTO_TEST_CASE(a_day_written_in_any_form_is_read_as_that_day) {
  Dice dice(1);
  const std::int32_t first = Date::known("0001-01-01").days_since_1970();
  const std::int32_t last = Date::known("9999-12-31").days_since_1970();
  for (int i = 0; i < 20'000; ++i) {
    const Date day = Date::from_days(static_cast<std::int32_t>(dice.between(first, last)));
    BOOST_TEST_REQUIRE((Date::parse(day.iso()) == day));
    BOOST_TEST_REQUIRE((ingest::read_date(day.iso()) == day));
    BOOST_TEST_REQUIRE((ingest::read_date(day.vietnamese()) == day));
    BOOST_TEST_REQUIRE((ingest::read_date(day.iso() + " 08:30:00") == day));
    const Date next = Date::from_days(day.days_since_1970() + 1);
    BOOST_TEST_REQUIRE((day.iso() < next.iso()) == (day == Date::from_days(last) ? false : true));
  }
}

BOOST_AUTO_TEST_CASE(a_day_of_a_workbook_is_the_day_its_number_counts_to) {
  Dice dice(2);
  for (int i = 0; i < 20'000; ++i) {
    const auto serial = static_cast<std::int32_t>(dice.between(61, 2'958'465));
    const Date day = Date::known("1899-12-30").plus_days(serial);
    BOOST_TEST_REQUIRE(ingest::serial_date(serial, ingest::DateSystem::from_1900).value_or("") == day.iso());
    const std::int32_t later = serial - 1'462;  // the two systems lie four years and a day apart
    BOOST_TEST_REQUIRE(
        !ingest::serial_date(2'958'465 - 1'461 + i, ingest::DateSystem::from_1904).has_value());
    if (later >= 0) {
      BOOST_TEST_REQUIRE(ingest::serial_date(later, ingest::DateSystem::from_1904).value_or("") == day.iso());
    }
  }
}

BOOST_AUTO_TEST_CASE(whole_numbers_with_and_without_thousands_marks) {
  Dice dice(3);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t number = dice.number(15);
    for (const std::string& text : {std::to_string(number), grouped(number, '.'), grouped(number, ',')}) {
      const auto read = ingest::read_integer(text);
      BOOST_TEST_REQUIRE((read.kind == ingest::IntegerCell::Kind::value && read.value == number), text);
    }
    if (number > 0) {
      const auto negative = ingest::read_integer("-" + std::to_string(number));
      BOOST_TEST_REQUIRE((negative.kind == ingest::IntegerCell::Kind::negative));
    }
  }
}

BOOST_AUTO_TEST_CASE(decimals_in_both_notations_are_the_same_number) {
  Dice dice(4);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t whole = dice.number(12);
    const std::string part = fmt::format("{:02}", dice.between(1, 99));
    const std::string plain = std::to_string(whole) + "." + part;
    const auto point = ingest::read_decimal(grouped(whole, ',') + "." + part, ingest::Notation::point);
    const auto comma = ingest::read_decimal(grouped(whole, '.') + "," + part, ingest::Notation::comma);
    BOOST_TEST_REQUIRE(point.value_or("none") == comma.value_or("nothing"), plain);
    BOOST_TEST_REQUIRE((Exact::parse(*point) == Exact::parse(plain)), plain);
  }
}

BOOST_AUTO_TEST_CASE(amounts_of_money_go_from_dong_to_million_and_back) {
  Dice dice(5);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t dong = dice.number(15);
    BOOST_TEST_REQUIRE(domain::dong_from_million(domain::million_from_dong(dong)).value_or(-1) == dong);
  }
}

BOOST_AUTO_TEST_CASE(exact_numbers_are_ordered_as_products_are_and_rounded_to_the_nearest) {
  Dice dice(6);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t a = dice.number(9);
    const std::int64_t b = dice.between(1, 1'000'000'000);
    const std::int64_t c = dice.number(9);
    const std::int64_t d = dice.between(1, 1'000'000'000);
    const Exact left = Exact::ratio(a, b);
    const Exact right = Exact::ratio(c, d);
    BOOST_TEST_REQUIRE((left < right) == (Wide{a} * d < Wide{c} * b));
    BOOST_TEST_REQUIRE((left == right) == (Wide{a} * d == Wide{c} * b));
    BOOST_TEST_REQUIRE((left - right + right == left));
    // |rounded - value| ≤ 0,005, and half goes away from zero: -x is rounded as x.
    const domain::Hundredths rounded = left.rounded();
    const Wide off = Wide{rounded.count} * b - Wide{100} * a;
    BOOST_TEST_REQUIRE((2 * (off < 0 ? -off : off) <= b));
    BOOST_TEST_REQUIRE(Exact::ratio(-a, b).rounded().count == -rounded.count);
    const auto again = Exact::parse(rounded.plain());
    BOOST_TEST_REQUIRE((again && *again == Exact::ratio(rounded.count, 100)));
  }
}

BOOST_AUTO_TEST_CASE(a_rate_is_the_two_counts_it_comes_from) {
  Dice dice(7);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t whole = dice.between(1, 10'000'000);
    const std::int64_t part = dice.between(0, whole);
    const auto rate = domain::Rate::of(part, whole);
    BOOST_TEST_REQUIRE((rate && rate->percent() >= Exact::whole(0) && rate->percent() <= Exact::whole(100)));
    BOOST_TEST_REQUIRE((rate->percent() * Exact::whole(whole) == Exact::whole(100 * part)));
  }
  BOOST_TEST(!domain::Rate::of(0, 0).has_value());
}

BOOST_AUTO_TEST_CASE(a_cron_expression_is_due_when_each_field_says_so) {
  Dice dice(8);
  for (int i = 0; i < 300; ++i) {
    const Field minute = field(dice, 0, 59);
    const Field hour = field(dice, 0, 23);
    const Field day = field(dice, 1, 31);
    const Field month = field(dice, 1, 12);
    Field weekday = field(dice, 0, 7);
    if (weekday.fits[7]) weekday.fits[0] = true;
    const std::string text =
        fmt::format("{} {} {} {} {}", minute.text, hour.text, day.text, month.text, weekday.text);
    domain::DueRule rule;
    rule.cron = domain::Cron::parse(text);
    BOOST_TEST_REQUIRE(rule.cron.has_value(), text);
    const std::int64_t from = 1'700'000'000 / 60 * 60 + dice.between(0, 500) * 86'400;
    std::vector<std::int64_t> expected;
    for (std::int64_t at = from + 60; at <= from + 2 * 86'400; at += 60) {
      const Date date = domain::vietnam_day(at);
      const auto of_day = static_cast<std::size_t>((at + 7 * 3'600) / 60 % 1'440);
      const bool by_day = day.fits[static_cast<std::size_t>(date.day())];
      const bool by_weekday = weekday.fits[static_cast<std::size_t>(domain::weekday(date))];
      const bool days = day.star || weekday.star ? by_day && by_weekday : by_day || by_weekday;
      if (minute.fits[of_day % 60] && hour.fits[of_day / 60] && days &&
          month.fits[static_cast<std::size_t>(date.month())])
        expected.push_back(at);
    }
    BOOST_TEST_REQUIRE((domain::due_times(rule, {}, from, from + 2 * 86'400) == expected), text);
  }
}

BOOST_AUTO_TEST_CASE(the_next_time_is_later_and_the_same_for_whoever_asks_before_it) {
  Dice dice(9);
  for (int i = 0; i < 300; ++i) {
    const std::string text = fmt::format("{} {} {} {} {}", field(dice, 0, 59).text, field(dice, 0, 23).text,
                                         field(dice, 1, 28).text, field(dice, 1, 12).text, "*");
    domain::DueRule rule;
    rule.cron = domain::Cron::parse(text);
    BOOST_TEST_REQUIRE(rule.cron.has_value(), text);
    const std::int64_t now = 1'700'000'000 + dice.between(0, 40'000'000);
    const auto next = domain::next_due(rule, {}, now);
    BOOST_TEST_REQUIRE((next && *next > now), text);
    BOOST_TEST_REQUIRE((domain::next_due(rule, {}, dice.between(now, *next - 1)) == next), text);
    const auto after = domain::next_due(rule, {}, *next);
    BOOST_TEST_REQUIRE((after && *after > *next), text);
  }
}

BOOST_AUTO_TEST_CASE(every_column_has_letters_of_its_own) {
  for (int column = 0; column < 16'384; ++column) {
    ingest::CellName name;
    BOOST_TEST_REQUIRE(ingest::read_cell_name(ingest::column_letters(column) + "12", name));
    BOOST_TEST_REQUIRE((name.column == column && name.row == 12));
  }
}

BOOST_AUTO_TEST_CASE(clean_text_stays_as_it_is_and_has_the_same_key) {
  Dice dice(10);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = dice.cell(20, true);
    const std::string clean = ingest::clean(text);
    BOOST_TEST_REQUIRE(ingest::clean(clean) == clean);
    BOOST_TEST_REQUIRE(ingest::word_key(clean) == ingest::word_key(text), text);
  }
}

BOOST_AUTO_TEST_CASE(utf8_is_told_the_same_in_whatever_pieces_it_comes) {
  Dice dice(11);
  for (int i = 0; i < 5'000; ++i) {
    const std::string text = dice.chance(50) ? dice.bytes(12) : dice.cell(20, true);
    ingest::Utf8Check whole;
    whole.take(text);
    ingest::Utf8Check pieces;
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t size = 1 + dice.below(rest.size());
      pieces.take(rest.substr(0, size));
      rest.remove_prefix(size);
    }
    BOOST_TEST_REQUIRE(whole.complete() == pieces.complete());
  }
}

BOOST_AUTO_TEST_SUITE_END()
