#include "access/password_rules.h"

#include <algorithm>

namespace rasoat::access {
namespace {

/// Characters of UTF-8, so that a Vietnamese password is not measured by its bytes.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Lower case, and the signs people put for letters undone.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '@':
        out += 'a';
        break;
      case '0':
        out += 'o';
        break;
      case '1':
        out += 'i';
        break;
      case '3':
        out += 'e';
        break;
      case '$':
        out += 's';
        break;
      default:
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return out;
}

bool letter(char c) { return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0; }

std::string only_letters(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (letter(c)) out += c;
  }
  return out;
}

/// Without the digits and signs before and after.
std::string core(std::string_view text) {
  while (!text.empty() && !letter(text.front())) text.remove_prefix(1);
  while (!text.empty() && !letter(text.back())) text.remove_suffix(1);
  return std::string(text);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// True when a piece of at most six signs makes up the whole by being repeated: `abcabcabcabc`.
bool repeated(std::string_view text) {
  for (std::size_t size = 1; size <= 6 && size * 2 <= text.size(); ++size) {
    std::size_t at = size;
    while (at < text.size() && text[at] == text[at % size]) ++at;
    if (at == text.size()) return true;
  }
  return false;
}

/// True when nearly every sign follows the one before it, up or down: `1234567890`, `abcdefghij`.
bool run(std::string_view text) {
  std::size_t steps = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const int step = text[i] - text[i - 1];
    const bool around = (text[i] == '0' && text[i - 1] == '9') || (text[i] == '9' && text[i - 1] == '0');
    if (step == 1 || step == -1 || step == 0 || around) ++steps;
  }
  return steps * 4 >= (text.size() - 1) * 3;
}

}  // namespace

std::optional<Weakness> weakness_of(std::string_view password, std::string_view user,
                                    const std::set<std::string, std::less<>>& common) {
  if (characters(password) < kLeastLength) return Weakness::too_short;
  if (password.size() > kMostLength) return Weakness::too_long;
  const std::string small = lower(password);
  const std::string undone = plain(password);
  for (const std::string& word :
       {small, undone, only_letters(small), only_letters(undone), plain(core(small))}) {
    if (common.contains(word)) return Weakness::common;
    // The same word twice is still that word.
    if (word.size() % 2 == 0 && word.substr(0, word.size() / 2) == word.substr(word.size() / 2) &&
        common.contains(word.substr(0, word.size() / 2))) {
      return Weakness::common;
    }
  }
  // Hardly any letters: a date, a telephone or an ID number. And what is left after a name is taken away.
  if (only_letters(small).empty() && characters(password) < 20) return Weakness::common;
  if (repeated(small) || run(small)) return Weakness::common;
  const std::string name = lower(user);
  if (name.size() >= 4 && small.find(name) != std::string::npos && small.size() < name.size() + 8) {
    return Weakness::own_name;
  }
  return std::nullopt;
}

}  // namespace rasoat::access
