#include "flow/freeze_release.h"

#include <algorithm>
#include <cctype>

#include "store/cube.h"
#include "store/journal.h"

namespace rasoat::flow {
namespace {

bool usable(const std::string& name) {
  constexpr std::size_t kLongest = 64;
  return !name.empty() && name.size() <= kLongest &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-';
         });
}

/// `file hash` a line: which rules the figures were made with.
std::string hashes_of(const domain::Rules& rules) {
  std::string text;
  for (const auto& [file, hash] : rules.hashes) text += file + " " + hash + "\n";
  return text;
}

}  // namespace

domain::Outcome freeze_release(Tools& tools, const std::string& name, const std::string& note,
                               const access::Person& by) {
  const domain::Texts& texts = tools.rules.texts;
  if (!usable(name)) {
    return domain::Problem{
        "bad-value",
        texts.say("query.bad-value",
                  {{"name", "name"}, {"value", name}, {"expected", "A-Z a-z 0-9 . _ -, 1–64"}}),
        "name"};
  }
  store::Release release;
  release.name = name;
  release.made_at = tools.now();
  release.made_by = by.account;
  release.note = note;
  if (!store::freeze_release(tools.pool, release, hashes_of(tools.rules))) {
    return domain::Problem{"release-taken", texts.say("http.release-taken", {{"name", name}}), "name"};
  }
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), by.account, "release.freeze", "release " + name, ""});
  });
  return domain::Done{};
}

}  // namespace rasoat::flow
