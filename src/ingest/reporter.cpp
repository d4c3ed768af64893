#include "ingest/reporter.h"

#include "ingest/text.h"

namespace rasoat::ingest {
namespace {

constexpr std::size_t kMostCharacters = 200;

/// At most so many characters, never half of one.
std::string cut(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (++characters > kMostCharacters) return std::string(text.substr(0, i)) + "…";
  }
  return std::string(text);
}

}  // namespace

void Reporter::add(std::string_view code, const Place& place, std::string_view value,
                   std::string_view expected, const domain::TextArguments& arguments) {
  const auto severity = code.front() == 'E' ? domain::Severity::error : domain::Severity::warning;
  // A file of millions of faults must not cost the sentences that nobody will read.
  if (findings_.full()) return findings_.count(severity);
  domain::Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.sheet = sheet_;
  finding.row = place.row;
  finding.column = place.column;
  finding.value = cut(value);
  finding.expected = expected;
  finding.personal = place.personal;
  domain::TextArguments all = arguments;
  // A personal value stays in its own field, which is sealed; the sentence goes without it.
  all.emplace_back("value", place.personal ? "***" : finding.value);
  all.emplace_back("expected", finding.expected);
  all.emplace_back("column", finding.column);
  finding.message = texts_.say("finding." + finding.code, all);
  findings_.add(std::move(finding));
}

}  // namespace rasoat::ingest
