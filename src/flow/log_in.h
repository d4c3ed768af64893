#pragma once

#include <string>
#include <vector>

#include "access/scope.h"
#include "domain/result.h"
#include "flow/tools.h"
#include "store/account.h"

namespace rasoat::flow {

/// Somebody at the door.
struct Entry {
  std::string user;
  std::string password;
  std::string code;     ///< of the second factor, or a recovery code; empty = not given
  std::string address;  ///< where from, for slowing down and for the list of sessions
};

struct LoggedIn {
  std::string secret;  ///< of the session; only its hash is kept
  access::Person person;
  bool must_change = false;
  bool must_enrol = false;  ///< the settings require a second factor that this account has not yet
};

/// Opens a session. Problems: `sign-in-wait` (its place says how many seconds), `sign-in-wrong` (whatever is
/// wrong: nothing tells whether there is such an account, not even the time it takes), and for whoever knows
/// the password `code-required` and `code-wrong`. Any thread; at most a few passwords are tried at once.
domain::Result<LoggedIn> log_in(Tools& tools, const Entry& entry);

/// Opens a session for an account that proved itself elsewhere.
LoggedIn open_session(Tools& tools, const store::Account& account, const std::string& address,
                      const std::string& how);

/// Another password for the account itself; ends all its sessions. Problems: `sign-in-wait`, `sign-in-wrong`,
/// `password-short`, `password-long`, `password-common`, `password-name`, `password-same`.
domain::Outcome change_password(Tools& tools, const access::Person& person, const std::string& old_password,
                                const std::string& new_password, const std::string& address);

/// True when the settings want a second factor of this account and it has none.
bool must_enrol(const Tools& tools, const store::Account& account);

/// Begins a second factor: its secret and address, shown once. Nothing is required until it is confirmed. One
/// that is in force is only replaced after it was removed (`factor-exists`). The password is asked for again.
struct NewFactor {
  std::string secret;   ///< base32, to be typed
  std::string address;  ///< otpauth://…, for a QR code
};
domain::Result<NewFactor> begin_factor(Tools& tools, const access::Person& person,
                                       const std::string& password, const std::string& address);
/// Confirms it by a first code and gives the recovery codes, shown once. Problem `code-wrong`.
domain::Result<std::vector<std::string>> confirm_factor(Tools& tools, const access::Person& person,
                                                        const std::string& code, const std::string& address);
/// Removes it, by a code of it or a recovery code.
domain::Outcome remove_factor(Tools& tools, const access::Person& person, const std::string& code,
                              const std::string& address);
/// An administrator removes somebody's lost factor; sessions end.
domain::Outcome reset_factor(Tools& tools, const std::string& user, const access::Person& by);

}  // namespace rasoat::flow
