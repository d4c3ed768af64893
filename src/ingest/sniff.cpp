#include <algorithm>

#include "ingest/read.h"
#include "ingest/text.h"

namespace rasoat::ingest {
namespace {

constexpr std::size_t kHead = 64 * 1024;
constexpr std::string_view kZip("PK\x03\x04", 4);
constexpr std::string_view kOle("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);

bool starts_with(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

}  // namespace

struct Sniffer::State {
  std::string head;
  Utf8Check utf8;
  std::uint64_t bytes = 0;
  std::int64_t line = 1;
  bool zip = false;
};

Sniffer::Sniffer() : state_(std::make_unique<State>()) {}
Sniffer::~Sniffer() = default;

void Sniffer::take(std::string_view piece) {
  State& state = *state_;
  state.bytes += piece.size();
  if (state.head.size() < kHead) state.head += piece.substr(0, kHead - state.head.size());
  state.zip = starts_with(state.head, kZip);
  if (state.zip) return;
  const std::uint64_t before = state.utf8.bad_offset();
  const bool good = state.utf8.take(piece);
  const std::uint64_t fine =
      good ? piece.size() : state.utf8.bad_offset() - std::min(before, state.utf8.bad_offset());
  state.line += static_cast<std::int64_t>(line_ends(piece.substr(0, fine)));
}

domain::Result<Survey::Format> Sniffer::finish(const domain::Texts& texts) const {
  const State& state = *state_;
  const auto refuse = [&](std::string_view code, domain::TextArguments arguments = {}) {
    return domain::Problem{std::string(code), texts.say("refused." + std::string(code), arguments), ""};
  };
  const std::string_view text = trim(state.head);
  if (state.bytes == 0 || (text.empty() && state.bytes <= kHead)) return refuse("empty");
  if (state.zip) return Survey::Format::xlsx;
  if (starts_with(state.head, kOle)) return refuse("old-or-locked-excel");
  if (starts_with(text, "%PDF")) return refuse("not-a-table", {{"what", "PDF"}});
  if (!state.utf8.complete()) {
    // Control bytes other than white space mean that this is no text in any encoding.
    const auto controls = std::count_if(state.head.begin(), state.head.end(), [](char c) {
      const auto u = static_cast<unsigned char>(c);
      return u < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
    const std::string guess = guess_encoding(state.head);
    if (guess != "UTF-16" && static_cast<std::size_t>(controls) * 50 > state.head.size()) {
      return refuse("not-a-table", {{"what", "?"}});
    }
    return refuse(guess.empty() ? "not-utf8" : "legacy-encoding",
                  {{"encoding", guess}, {"line", std::to_string(state.line)}});
  }
  if (starts_with(text, "<") || starts_with(text, "{"))
    return refuse("not-a-table", {{"what", "HTML/XML/JSON"}});
  if (state.head.find_first_of(",;\t") == std::string::npos) return refuse("not-a-table", {{"what", "?"}});
  return Survey::Format::csv;
}

}  // namespace rasoat::ingest
