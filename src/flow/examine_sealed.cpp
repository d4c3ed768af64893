#include "flow/examine_sealed.h"

#include <optional>
#include <string>

#include "flow/keys.h"
#include "flow/log_anchor.h"
#include "flow/recovery.h"
#include "store/account.h"
#include "store/journal.h"
#include "store/secret.h"
#include "store/session.h"

namespace rasoat::flow {
namespace {

constexpr int kMostNamed = 5;

/// Collects what was found, naming the first few.
class Findings {
 public:
  void add(const std::string& what) {
    if (++count_ <= kMostNamed) text_ += (text_.empty() ? "" : "; ") + what;
  }
  void into(Check& check) const {
    if (count_ == 0) return;
    check.fail(count_ > kMostNamed ? text_ + "; and " + std::to_string(count_ - kMostNamed) + " more"
                                   : text_);
  }

 private:
  int count_ = 0;
  std::string text_;
};

void look_at_log(Tools& tools, Check& check) {
  Findings findings;
  for (const std::uint64_t seq : store::broken_log_entries(tools.pool))
    findings.add("log entry " + std::to_string(seq));
  if (const std::string gone = contradicted_anchors(tools); !gone.empty()) findings.add("anchored " + gone);
  findings.into(check);
}

std::optional<access::Key> opened(Tools& tools, const std::string& sealed) {
  try {
    return access::unseal_key(tools.service_key, sealed);
  } catch (const access::Unsealable&) {
    return std::nullopt;
  }
}

void look_at_fields(Tools& tools, Check& check) {
  Findings findings;
  for (const store::SealedKey& sealed_key : store::data_keys(tools.pool)) {
    const auto key = opened(tools, sealed_key.sealed);
    if (!key) continue;  // another look names it
    store::each_sealed_text(tools.pool, sealed_key.upload,
                            [&](const std::string& place, const std::string& sealed) {
                              try {
                                access::unseal(*key, sealed);
                              } catch (const access::Unsealable&) {
                                findings.add("upload " + std::to_string(sealed_key.upload) + " " + place);
                              }
                            });
  }
  const auto factor = [&](const std::string& user, const std::string& sealed) {
    try {
      access::unseal(factor_key(tools), sealed);
    } catch (const access::Unsealable&) {
      findings.add("second factor of " + user);
    }
  };
  for (const store::Account& account : store::list_accounts(tools.pool)) {
    if (const auto kept = store::find_factor(tools.pool, account.id))
      factor(account.user, kept->secret_sealed);
  }
  findings.into(check);
}

}  // namespace

void examine_sealed(Examination& examination, Tools& tools) {
  examination.look("log.chain", "the log was not changed, cut or written anew",
                   "keep the database as it is and find out who changed it",
                   [&](Check& check) { look_at_log(tools, check); });
  examination.look("uploads.fields", "every sealed field opens",
                   "restore the last backup into a scratch machine and compare the rows named",
                   [&](Check& check) { look_at_fields(tools, check); });
  examination.look("key.recovery", "there is a recovery key",
                   "rasoat key shares: prints two shares for two people", [&](Check& check) {
                     if (!has_recovery_key(tools)) check.warn("the data are lost with this machine's key");
                   });
  examination.look("key.rotation", "no change of the service key is half done",
                   "rasoat key rotate: goes on with it", [&](Check& check) {
                     if (tools.service_key.rotating()) check.warn("service.key.next is there");
                   });
}

}  // namespace rasoat::flow
