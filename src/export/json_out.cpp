#include "export/json_out.h"

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace rasoat::export_ {
namespace {

/// Length of the well-formed UTF-8 sequence at `at`, or 0 (RFC 3629: no overlong forms, no surrogates).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (length == 0 || at + length > text.size()) return 0;
  if (byte(at + 1) < low || byte(at + 1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

}  // namespace

void JsonOut::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!open_.empty() && open_.back() == '{') throw std::logic_error("a JSON member without a name");
  if (!first_) out_ += ',';
  first_ = false;
}

JsonOut& JsonOut::begin_object() {
  before_value();
  out_ += '{';
  open_.push_back('{');
  first_ = true;
  return *this;
}

JsonOut& JsonOut::end_object() {
  if (open_.empty() || open_.back() != '{' || after_key_) throw std::logic_error("no JSON object to close");
  out_ += '}';
  open_.pop_back();
  first_ = false;
  return *this;
}

JsonOut& JsonOut::begin_array() {
  before_value();
  out_ += '[';
  open_.push_back('[');
  first_ = true;
  return *this;
}

JsonOut& JsonOut::end_array() {
  if (open_.empty() || open_.back() != '[') throw std::logic_error("no JSON array to close");
  out_ += ']';
  open_.pop_back();
  first_ = false;
  return *this;
}

JsonOut& JsonOut::key(std::string_view name) {
  if (open_.empty() || open_.back() != '{' || after_key_)
    throw std::logic_error("a JSON name outside an object");
  if (!first_) out_ += ',';
  first_ = false;
  write_string(name);
  out_ += ':';
  after_key_ = true;
  return *this;
}

void JsonOut::write_string(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out_ += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text, at);
    const char c = text[at];
    if (length == 0) {
      out_ += "\xEF\xBF\xBD";
      ++at;
      continue;
    }
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += "\\u00";
      out_ += kHex[static_cast<std::size_t>(c) >> 4];
      out_ += kHex[static_cast<std::size_t>(c) & 15];
    } else {
      out_ += text.substr(at, length);
    }
    at += length;
  }
  out_ += '"';
}

JsonOut& JsonOut::value(std::string_view text) {
  before_value();
  write_string(text);
  return *this;
}

JsonOut& JsonOut::value(std::int64_t number) {
  before_value();
  out_ += std::to_string(number);
  return *this;
}

JsonOut& JsonOut::value(std::uint64_t number) {
  before_value();
  out_ += std::to_string(number);
  return *this;
}

JsonOut& JsonOut::value(double number) {
  if (!std::isfinite(number)) return null();
  before_value();
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  out_.append(buffer.data(), end.ptr);
  return *this;
}

JsonOut& JsonOut::value(bool truth) {
  before_value();
  out_ += truth ? "true" : "false";
  return *this;
}

JsonOut& JsonOut::null() {
  before_value();
  out_ += "null";
  return *this;
}

JsonOut& JsonOut::raw(std::string_view json) {
  before_value();
  out_ += json;
  return *this;
}

JsonOut& JsonOut::value(const domain::Text& text) {
  return begin_object().member("vi", text.vi).member("en", text.en).end_object();
}

std::string JsonOut::take() {
  if (!open_.empty() || after_key_) throw std::logic_error("unfinished JSON");
  first_ = true;
  return std::exchange(out_, {});
}

}  // namespace rasoat::export_
