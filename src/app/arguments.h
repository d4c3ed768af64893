#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.h"

namespace rasoat::app {

/// Exit statuses of the command line (contract section 5).
enum class Exit : int { done = 0, input = 1, usage = 2, system = 3 };

/// What one command accepts: names of options with a value, options without, and how many words it takes.
struct Accepts {
  std::vector<std::string_view> values;
  std::vector<std::string_view> switches;
  std::size_t fewest = 0;
  std::size_t most = 0;
};

/// The words after the command's name: `--round 2023`, `--round=2023`, `--approve`, and the rest in order.
class Arguments {
 public:
  /// Refuses unknown options, options without their value, repeated ones and a wrong number of words.
  static domain::Result<Arguments> parse(const std::vector<std::string>& words, const Accepts& accepts);

  const std::string& word(std::size_t index) const { return words_.at(index); }
  std::size_t words() const { return words_.size(); }
  std::optional<std::string> value(std::string_view option) const;
  std::string value_or(std::string_view option, std::string_view otherwise) const;
  bool has(std::string_view option) const;

 private:
  std::vector<std::string> words_;
  std::map<std::string, std::string, std::less<>> options_;
};

}  // namespace rasoat::app
