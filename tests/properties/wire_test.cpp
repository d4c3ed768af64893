// What goes over the wire: JSON, addresses, preferences of headers, packed bodies.

#include "fuzz/wire.h"

#include <bit>
#include <cmath>

#include <Poco/Dynamic/Var.h>
#include <Poco/InflatingStream.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "export/json_out.h"
#include "http/head.h"
#include "http/preference.h"
#include "http/static_files.h"
#include "properties/dice.h"

using namespace rasoat;
using Poco::Dynamic::Var;
using test::Dice;

namespace {

/// Writes a random value, and the same as the reader should see it.
Var random_json(Dice& dice, export_::JsonOut& out, int depth) {
  switch (dice.below(depth > 0 ? 7 : 5)) {
    case 0: {
      const std::string text = dice.cell(20, true) + (dice.chance(20) ? "\x01\x1f\x7f" : "");
      out.value(text);
      return text;
    }
    case 1: {
      // The library's reader takes whole numbers beyond 2^53 for doubles; no count or amount is one.
      constexpr std::int64_t kMost = std::int64_t{1} << 53;
      const std::int64_t number = dice.between(-kMost, kMost);
      out.value(number);
      return number;
    }
    case 2: {
      auto number = std::bit_cast<double>(dice.between(INT64_MIN, INT64_MAX));
      // Whole numbers beyond 2^53 and extremes are not what the service writes as doubles.
      if (!std::isfinite(number) || std::abs(number) > 1e15 || std::abs(number) < 1e-15) number = 0.25;
      out.value(number);
      return number;
    }
    case 3:
      out.value(depth % 2 == 0);
      return depth % 2 == 0;
    case 4:
      out.null();
      return {};
    case 5: {
      out.begin_array();
      Poco::JSON::Array::Ptr made = new Poco::JSON::Array;
      for (std::size_t left = dice.below(5); left > 0; --left) made->add(random_json(dice, out, depth - 1));
      out.end_array();
      return made;
    }
    default: {
      out.begin_object();
      Poco::JSON::Object::Ptr made = new Poco::JSON::Object;
      for (std::size_t left = dice.below(5); left > 0; --left) {
        const std::string name = std::to_string(left) + dice.cell(6, true);
        out.key(name);
        made->set(name, random_json(dice, out, depth - 1));
      }
      out.end_object();
      return made;
    }
  }
}

bool same(const Var& left, const Var& right) {
  if (left.isEmpty() || right.isEmpty()) return left.isEmpty() && right.isEmpty();
  if (left.type() == typeid(Poco::JSON::Object::Ptr)) {
    if (right.type() != left.type()) return false;
    const auto a = left.extract<Poco::JSON::Object::Ptr>();
    const auto b = right.extract<Poco::JSON::Object::Ptr>();
    if (a->size() != b->size()) return false;
    for (const std::string& name : a->getNames()) {
      if (!b->has(name) || !same(a->get(name), b->get(name))) return false;
    }
    return true;
  }
  if (left.type() == typeid(Poco::JSON::Array::Ptr)) {
    if (right.type() != left.type()) return false;
    const auto a = left.extract<Poco::JSON::Array::Ptr>();
    const auto b = right.extract<Poco::JSON::Array::Ptr>();
    if (a->size() != b->size()) return false;
    for (unsigned i = 0; i < a->size(); ++i) {
      if (!same(a->get(i), b->get(i))) return false;
    }
    return true;
  }
  if (left.isString() || right.isString())
    return left.isString() && right.isString() && left.extract<std::string>() == right.extract<std::string>();
  if (left.isBoolean() || right.isBoolean())
    return left.isBoolean() && right.isBoolean() && left.convert<bool>() == right.convert<bool>();
  if (left.isInteger() && right.isInteger())
    return left.convert<std::int64_t>() == right.convert<std::int64_t>();
  return left.convert<double>() == right.convert<double>();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wire)

BOOST_AUTO_TEST_CASE(json_is_read_as_it_was_written) {
  Dice dice(31);
  for (int i = 0; i < 2'000; ++i) {
    export_::JsonOut out;
    out.begin_object().key("content");
    const Var written = random_json(dice, out, 4);
    const std::string text = out.end_object().take();
    Poco::JSON::Parser parser;
    const auto read = parser.parse(text).extract<Poco::JSON::Object::Ptr>();
    BOOST_TEST_REQUIRE(same(written, read->get("content")), text);
  }
}

BOOST_AUTO_TEST_CASE(json_of_any_bytes_is_utf8) {
  Dice dice(32);
  for (int i = 0; i < 2'000; ++i) {
    export_::JsonOut out;
    const std::string text = out.begin_array().value(dice.bytes(30)).end_array().take();
    Poco::JSON::Parser parser;
    BOOST_CHECK_NO_THROW(parser.parse(text));
    for (const char c : text) BOOST_TEST_REQUIRE(static_cast<unsigned char>(c) >= 0x20);
  }
}

BOOST_AUTO_TEST_CASE(an_address_is_taken_apart_as_it_was_put_together) {
  Dice dice(33);
  for (int i = 0; i < 2'000; ++i) {
    Poco::URI address("/api/v1/rankings");
    std::map<std::string, std::string, std::less<>> query;
    for (std::size_t left = dice.below(6); left > 0; --left) {
      const std::string name = "n" + dice.cell(5, false);
      query[name] = dice.cell(12, true);
    }
    for (const auto& [name, value] : query) address.addQueryParameter(name, value);
    fuzz::WireRequest wire("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    wire.setURI(address.toString());
    const http::Request request = http::read_head(wire);
    BOOST_TEST_REQUIRE(request.path == "/api/v1/rankings");
    for (const auto& [name, value] : query)
      BOOST_TEST_REQUIRE(request.parameter(name) == value, address.toString());
    BOOST_TEST_REQUIRE(request.parameter("absent").empty());
  }
}

BOOST_AUTO_TEST_CASE(a_preference_is_the_weight_that_was_given) {
  Dice dice(34);
  for (int i = 0; i < 2'000; ++i) {
    const auto thousandths = static_cast<int>(dice.between(0, 999));
    const std::string weight = fmt::format("0.{:03}", thousandths);
    const std::string header =
        fmt::format("de;q=0.1,{}en-GB ; q={} , *;q=0.05", dice.chance(50) ? " " : "", weight);
    BOOST_TEST_REQUIRE(http::preference(header, "en") == thousandths, header);
    BOOST_TEST_REQUIRE(http::preference(header, "vi") == 50, header);
  }
}

BOOST_AUTO_TEST_CASE(packed_bodies_unpack) {
  Dice dice(35);
  for (int i = 0; i < 200; ++i) {
    const std::string text = dice.bytes(5'000) + std::string(dice.below(5'000), 'a');
    std::istringstream packed(http::packed(text));
    Poco::InflatingInputStream inflate(packed, Poco::InflatingStreamBuf::STREAM_GZIP);
    std::string unpacked;
    Poco::StreamCopier::copyToString(inflate, unpacked);
    BOOST_TEST_REQUIRE((unpacked == text));
  }
}

BOOST_AUTO_TEST_SUITE_END()
