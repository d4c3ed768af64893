// Cells: numbers, dates and words in every reading there is.

#include <charconv>

#include "domain/date.h"
#include "domain/exact.h"
#include "fuzz/fuzz.h"
#include "ingest/cells.h"
#include "ingest/number_format.h"
#include "ingest/text.h"
#include "ingest/xlsx.h"

using namespace rasoat;

namespace {

void numbers(std::string_view text) {
  const auto whole = ingest::read_integer(text);
  if (whole.kind == ingest::IntegerCell::Kind::value)
    fuzz::must(whole.value >= 0 && ingest::read_integer(std::to_string(whole.value)).value == whole.value,
               "a whole number read again is the same");
  ingest::notation_of(text);
  ingest::ambiguous(text);
  for (const auto notation : {ingest::Notation::unknown, ingest::Notation::point, ingest::Notation::comma}) {
    const auto decimal = ingest::read_decimal(text, notation);
    if (!decimal) continue;
    fuzz::must(ingest::read_decimal(*decimal, ingest::Notation::point) == decimal,
               "a plain decimal number reads as itself");
  }
  if (const auto exact = domain::Exact::parse(text)) {
    const auto again = domain::Exact::parse(exact->plain(9));
    fuzz::must(again && *again == *exact, "an exact number written and read is the same");
    exact->rounded().vietnamese();
    exact->rounded().signed_vietnamese();
  }
  ingest::plain_number(text);
  double serial = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), serial);
  if (parsed.ec == std::errc()) {
    for (const auto system : {ingest::DateSystem::from_1900, ingest::DateSystem::from_1904}) {
      const auto day = ingest::serial_date(serial, system);
      fuzz::must(!day || ingest::read_date(*day), "a day of a workbook can be read as a day");
    }
  }
}

void days(std::string_view text) {
  if (const auto date = ingest::read_date(text)) {
    fuzz::must(ingest::read_date(date->iso()) == date && ingest::read_date(date->vietnamese()) == date,
               "a day read again is the same");
  }
  if (const auto date = domain::Date::parse(text)) fuzz::must(date->iso() == text, "ISO is one form");
  ingest::shows_date(text);
  ingest::CellName name;
  if (ingest::read_cell_name(text, name))
    fuzz::must(name.column >= 0 && !ingest::column_letters(name.column).empty(), "a cell has a column");
}

void words(std::string_view text) {
  ingest::Utf8Check check;
  if (!check.take(text) || !check.complete()) {
    ingest::guess_encoding(text);
    return;
  }
  const std::string clean = ingest::clean(text);
  fuzz::must(ingest::clean(clean) == clean, "clean text stays as it is");
  const std::string key = ingest::word_key(text);
  fuzz::must(ingest::word_key(clean) == key, "a key does not depend on how a text is composed");
  ingest::bare_key(text);
  ingest::unwrapped(text);
  ingest::legacy_typing(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  numbers(text);
  days(text);
  words(text);
  return 0;
}
