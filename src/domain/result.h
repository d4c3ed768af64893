#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "domain/text.h"

namespace rasoat::domain {

/// What went wrong, where a person can act on it: a stable code, one sentence, and the place it is about (a
/// file, a field, a query parameter; empty when there is none).
struct Problem {
  std::string code;
  Text message;
  std::string place;
  bool operator==(const Problem&) const = default;
};

/// Either a value or a Problem. Exceptions are kept for giving up (database gone, disk full, a bug); a
/// Result is for what the caller is expected to look at.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit on purpose
  Result(Problem problem) : content_(std::in_place_index<1>, std::move(problem)) {}  // NOLINT

  explicit operator bool() const { return content_.index() == 0; }
  bool ok() const { return content_.index() == 0; }

  /// The value. Asking for it without one is a bug and throws.
  T& value() & { return check(), std::get<0>(content_); }
  const T& value() const& { return check(), std::get<0>(content_); }
  T&& value() && { return check(), std::get<0>(std::move(content_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Problem& problem() const { return std::get<1>(content_); }

 private:
  void check() const {
    if (!ok()) throw std::logic_error("value of a failed Result: " + std::get<1>(content_).code);
  }
  std::variant<T, Problem> content_;
};

/// A Result without a value: done, or a Problem.
struct Done {};
using Outcome = Result<Done>;

}  // namespace rasoat::domain
