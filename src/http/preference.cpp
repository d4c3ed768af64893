#include "http/preference.h"

#include <algorithm>

#include <Poco/String.h>

namespace rasoat::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The next piece before `mark`; taken off the front of `rest`.
std::string_view next(std::string_view& rest, char mark) {
  const auto piece = rest.substr(0, rest.find(mark));
  rest.remove_prefix(std::min(rest.size(), piece.size() + 1));
  return trimmed(piece);
}

/// `q=0.85` in thousandths.
int weight(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto one = next(parameters, ';');
    if (one.size() < 3 || (one.front() != 'q' && one.front() != 'Q') || one[1] != '=') continue;
    if (one[2] != '0') return 1000;
    int thousandths = 0;
    int place = 100;
    for (std::size_t i = 4; i < one.size() && place > 0 && one[i] >= '0' && one[i] <= '9'; ++i, place /= 10)
      thousandths += (one[i] - '0') * place;
    return thousandths;
  }
  return 1000;
}

bool same(std::string_view left, std::string_view right) {
  return Poco::icompare(std::string(left), std::string(right)) == 0;
}

}  // namespace

int preference(std::string_view header, std::string_view wanted) {
  int named = -1;
  int any = 0;
  while (!header.empty()) {
    auto element = next(header, ',');
    const auto name = next(element, ';');
    const bool narrower = name.size() > wanted.size() && name[wanted.size()] == '-' &&
                          same(name.substr(0, wanted.size()), wanted);
    if (same(name, wanted) || narrower) named = std::max(named, weight(element));
    if (name == "*") any = weight(element);
  }
  return named >= 0 ? named : any;
}

}  // namespace rasoat::http
