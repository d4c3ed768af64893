#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/text.h"

namespace rasoat::export_ {

/// Writes JSON straight into a string, without a document in memory: commas, escapes and number forms are its
/// concern, nesting the caller's. Invalid UTF-8 becomes U+FFFD. One object belongs to one thread; what is not
/// closed when `take` is called is a bug and throws.
class JsonOut {
 public:
  JsonOut& begin_object();
  JsonOut& end_object();
  JsonOut& begin_array();
  JsonOut& end_array();
  JsonOut& key(std::string_view name);

  JsonOut& value(std::string_view text);
  JsonOut& value(const std::string& text) { return value(std::string_view(text)); }
  JsonOut& value(const char* text) { return value(std::string_view(text)); }
  JsonOut& value(std::int64_t number);
  JsonOut& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonOut& value(std::uint64_t number);
  JsonOut& value(double number);  ///< shortest form that reads back the same; null unless finite
  JsonOut& value(bool truth);
  JsonOut& null();
  /// A number or a whole JSON value as it is, `2.93`; the caller answers for its form.
  JsonOut& raw(std::string_view json);
  /// `{"vi": …, "en": …}`.
  JsonOut& value(const domain::Text& text);
  template <typename T>
  JsonOut& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : null();
  }

  /// `"name": value` in one call.
  template <typename T>
  JsonOut& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  /// The finished text; the writer is empty afterwards.
  std::string take();

 private:
  void before_value();
  void write_string(std::string_view text);

  std::string out_;
  std::vector<char> open_;  // '{' or '[' of each level
  bool first_ = true;       // nothing written yet on this level
  bool after_key_ = false;
};

}  // namespace rasoat::export_
