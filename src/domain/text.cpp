#include "domain/text.h"

namespace rasoat::domain {
namespace {

std::string fill(std::string_view sentence, const TextArguments& arguments) {
  std::string out;
  out.reserve(sentence.size() + 32);
  std::size_t at = 0;
  while (at < sentence.size()) {
    const std::size_t open = sentence.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : sentence.find('}', open);
    if (close == std::string_view::npos) break;
    out += sentence.substr(at, open - at);
    const std::string_view key = sentence.substr(open + 1, close - open - 1);
    bool known = false;
    for (const auto& [name, value] : arguments) {
      if (name != key) continue;
      out += value;
      known = true;
      break;
    }
    if (!known) out += sentence.substr(open, close - open + 1);
    at = close + 1;
  }
  out += sentence.substr(at);
  return out;
}

}  // namespace

Texts::Texts(std::map<std::string, Text, std::less<>> sentences) : sentences_(std::move(sentences)) {}

Text Texts::say(std::string_view key, const TextArguments& arguments) const {
  const auto found = sentences_.find(key);
  if (found == sentences_.end()) return {std::string(key), std::string(key)};
  return {fill(found->second.vi, arguments), fill(found->second.en, arguments)};
}

bool Texts::has(std::string_view key) const { return sentences_.find(key) != sentences_.end(); }

}  // namespace rasoat::domain
