#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace rasoat::domain {

/// A code of one kind. Codes of different kinds do not compare, assign or mix. Order is by bytes.
template <typename Tag>
class Code {
 public:
  Code() = default;
  explicit Code(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  auto operator<=>(const Code&) const = default;

 private:
  std::string text_;
};

/// GSO code of an administrative unit (`VN`, a region, 2, 3 or 5 digits). Names a unit only with a date.
using AreaCode = Code<struct AreaCodeTag>;
/// `2023`, `2021-old`: one review.
using RoundCode = Code<struct RoundCodeTag>;
/// `2022-2025`: the poverty line and deprivation list in force.
using StandardCode = Code<struct StandardCodeTag>;
/// `poverty.rate`.
using IndicatorCode = Code<struct IndicatorCodeTag>;

/// One version of one unit: what a code names between two dates. Given in `etc/areas/units.csv`, stable.
enum class AreaId : std::uint32_t {};
/// One received file.
enum class UploadId : std::uint64_t {};
/// One account; 0 is the account `system`, which is no person.
enum class AccountId : std::uint64_t {};

constexpr std::uint32_t number(AreaId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint64_t number(UploadId id) { return static_cast<std::uint64_t>(id); }
constexpr std::uint64_t number(AccountId id) { return static_cast<std::uint64_t>(id); }

}  // namespace rasoat::domain

template <typename Tag>
struct std::hash<rasoat::domain::Code<Tag>> {
  std::size_t operator()(const rasoat::domain::Code<Tag>& code) const noexcept {
    return std::hash<std::string>{}(code.text());
  }
};
