#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rasoat::domain {

/// One sentence in both languages of the service. Vietnamese is what officers read; English is for
/// engineers and partners. Neither is ever derived from the other.
struct Text {
  std::string vi;
  std::string en;
  bool operator==(const Text&) const = default;
};

enum class Language { vi, en };

inline const std::string& in(Language language, const Text& text) {
  return language == Language::vi ? text.vi : text.en;
}

/// Named values put into a sentence: {"value", "12a"} fills `{value}`.
using TextArguments = std::vector<std::pair<std::string_view, std::string>>;

/// Every sentence the service says to people, by key, in both languages. It is filled from
/// `etc/texts/vi.json` and `etc/texts/en.json` and never changes afterwards, so any thread may read it.
class Texts {
 public:
  Texts() = default;
  explicit Texts(std::map<std::string, Text, std::less<>> sentences);

  /// The sentence under `key` with its placeholders filled. An unknown key gives the key itself: a missing
  /// sentence must not hide the finding it belongs to (a test compares keys used with keys present).
  Text say(std::string_view key, const TextArguments& arguments = {}) const;

  bool has(std::string_view key) const;
  const std::map<std::string, Text, std::less<>>& all() const { return sentences_; }

 private:
  std::map<std::string, Text, std::less<>> sentences_;
};

}  // namespace rasoat::domain
