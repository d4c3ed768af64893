#include "http/service.h"

#include "access/passwords.h"
#include "flow/log_in.h"
#include "flow/make_account.h"
#include "store/account.h"
#include "store/session.h"

namespace rasoat::http {

std::shared_ptr<const Response> AnswerCache::find(std::uint64_t version, const std::string& key) {
  const std::scoped_lock lock(mutex_);
  if (version != version_) return nullptr;
  const auto found = answers_.find(key);
  return found == answers_.end() ? nullptr : found->second;
}

void AnswerCache::keep(std::uint64_t version, const std::string& key,
                       std::shared_ptr<const Response> answer) {
  const std::scoped_lock lock(mutex_);
  if (version < version_) return;  // made on figures that have moved meanwhile
  if (version > version_ || answers_.size() >= kMost) answers_.clear();
  version_ = version;
  answers_[key] = std::move(answer);
}

std::shared_ptr<const SignIns::Known> SignIns::find(const std::string& secret) {
  constexpr std::chrono::milliseconds kRemembered(1'000);
  constexpr auto kRenewed = kRemembered / 2;  // by one request, while the others go by what is known
  constexpr std::size_t kMost = 10'000;
  const std::string hash = access::token_hash(secret);
  const auto now = std::chrono::steady_clock::now();
  {
    const std::scoped_lock lock(mutex_);
    const auto found = entries_.find(hash);
    if (found != entries_.end() && now - found->second.at < kRemembered) {
      Entry& entry = found->second;
      if (entry.renewing || now - entry.at < kRenewed) return entry.known;
      entry.renewing = true;
    }
  }
  auto known = ask(hash);
  const std::scoped_lock lock(mutex_);
  if (entries_.size() >= kMost) entries_.clear();
  entries_[hash] = {now, known, false};
  return known;
}

void SignIns::forget() {
  const std::scoped_lock lock(mutex_);
  entries_.clear();
}

std::shared_ptr<const SignIns::Known> SignIns::ask(const std::string& hash) {
  // A session that was not used for a while has ended; a machine's token ends only by its date.
  const auto idle = std::chrono::minutes(tools_.security.session_idle_minutes);
  constexpr auto kTouch = std::chrono::minutes(1);
  const auto session = store::find_session(tools_.pool, hash);
  if (!session) return nullptr;
  const auto stamp_before = [&](std::chrono::milliseconds ago) {
    const auto then =
        std::chrono::duration_cast<std::chrono::milliseconds>(tools_.clock().time_since_epoch()) - ago;
    return store::stamp(then.count());
  };
  if (session->ends_at <= tools_.now()) return nullptr;
  if (!session->token && session->seen_at < stamp_before(idle)) return nullptr;
  const auto account = store::find_account(tools_.pool, session->account);
  if (!account) return nullptr;
  auto person = flow::person_of(tools_, *account);
  if (!person) return nullptr;
  if (session->seen_at < stamp_before(kTouch)) store::touch_session(tools_.pool, hash, tools_.now());
  // Who came from the identity provider proved themselves there.
  const bool by_password = session->label == "password";
  return std::make_shared<const Known>(Known{std::move(*person), by_password && account->must_change,
                                             by_password && flow::must_enrol(tools_, *account),
                                             session->token, session->reports});
}

}  // namespace rasoat::http
