#include "flow/freeze_release.h"

#include <algorithm>
#include <cctype>

#include "access/digest.h"
#include "store/cube.h"

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

/// Two machines with the same files and rules give the same name, and asking twice gives one release.
std::string name_of(const std::vector<std::string>& contents, const std::string& rule_hashes) {
  access::Sha256 hash;
  for (const std::string& line : contents) hash.take(line + "\n");
  hash.take(rule_hashes);
  return "auto-" + hash.hex().substr(0, 16);
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
  return domain::Done{};
}

std::string freeze_automatic(Tools& tools, const access::Person& by) {
  const std::string hashes = hashes_of(tools.rules);
  // Most exports find the release that an earlier one has frozen: no approval needs to wait for that.
  std::string name = name_of(store::pointer_contents(tools.pool), hashes);
  if (store::release_exists(tools.pool, name)) return name;
  store::Release release;
  release.made_at = tools.now();
  release.made_by = by.account;
  release.note = in(domain::Language::vi, tools.rules.texts.say("release.automatic"));
  return store::freeze_by_contents(
      tools.pool, release, hashes,
      [&](const std::vector<std::string>& contents) { return name_of(contents, hashes); });
}

}  // namespace rasoat::flow
