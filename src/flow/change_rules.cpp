#include "flow/change_rules.h"

#include <algorithm>
#include <fstream>

#include "access/digest.h"
#include "access/passwords.h"
#include "config/ruling.h"
#include "flow/make_account.h"
#include "store/account.h"
#include "store/rules.h"

namespace rasoat::flow {
namespace {

namespace fs = std::filesystem;

domain::Problem refuse(const Tools& tools, std::string_view code, const std::string& value) {
  return {std::string(code), tools.rules.texts.say("rules." + std::string(code), {{"value", value}}), value};
}

}  // namespace

std::vector<std::string> ruling_names() {
  const auto names = config::ruling_names();
  return {names.begin(), names.end()};
}

std::string hash_of_rules(const domain::Rules& rules) {
  access::Sha256 digest;
  for (const auto& [file, hash] : rules.hashes) {
    const std::string top = file.substr(0, file.find('/'));
    const auto names = config::ruling_names();
    if (std::find(names.begin(), names.end(), top) == names.end()) continue;
    for (const std::string_view part :
         {std::string_view(file), std::string_view(" "), std::string_view(hash), std::string_view("\n")}) {
      digest.take(part);
    }
  }
  return digest.hex();
}

domain::Result<access::Person> administrator(Tools& tools, const std::string& user,
                                             const std::string& password) {
  const auto account = store::find_account(tools.pool, user);
  const bool fits = access::password_fits(password, account ? account->password_hash : "");
  if (!account || !fits || account->disabled || account->role != "admin")
    return refuse(tools, "not-administrator", user);
  auto person = person_of(tools, *account);
  if (!person) return refuse(tools, "not-administrator", user);
  return std::move(*person);
}

domain::Outcome propose_rules(Tools& tools, const domain::Rules& edited, const std::string& decision,
                              domain::Date date, const access::Person& by) {
  const std::string hash = hash_of_rules(edited);
  if (hash == hash_of_rules(tools.rules)) return refuse(tools, "unchanged", hash.substr(0, 16));
  store::propose_rules(tools.pool, {hash, decision, date.iso(), by.account}, tools.now());
  return domain::Done{};
}

domain::Outcome activate_rules(Tools& tools, const domain::Rules& edited, const fs::path& folder,
                               const access::Person& by) {
  const std::string hash = hash_of_rules(edited);
  const auto proposal = store::find_proposal(tools.pool, hash);
  if (!proposal) return refuse(tools, "not-proposed", hash.substr(0, 16));
  if (proposal->by == by.account) return refuse(tools, "same-person", proposal->decision);
  // Whole before it is named: a reload in between still reads the ones before.
  const fs::path place = tools.data_directory / "rules" / hash.substr(0, 16);
  const fs::path aside = place.string() + ".new";
  fs::remove_all(aside);
  fs::create_directories(aside);
  for (const std::string& name : ruling_names()) {
    if (fs::exists(folder / name)) fs::copy(folder / name, aside / name, fs::copy_options::recursive);
  }
  fs::remove_all(place);
  fs::rename(aside, place);
  if (!store::activate_rules(tools.pool, *proposal, by.account, tools.now()))
    return refuse(tools, "in-force", proposal->decision);
  const fs::path mark = tools.data_directory / "rules" / "active";
  std::ofstream(mark.string() + ".new") << place.filename().string() << '\n';
  fs::rename(mark.string() + ".new", mark);
  return domain::Done{};
}

}  // namespace rasoat::flow
