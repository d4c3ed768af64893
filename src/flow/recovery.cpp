#include "flow/recovery.h"

#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

#include "access/recovery.h"
#include "flow/make_account.h"
#include "store/journal.h"

namespace rasoat::flow {
namespace {

namespace fs = std::filesystem;

fs::path public_file(const fs::path& folder) { return folder / "recovery.public"; }
fs::path sealed_file(const fs::path& folder) { return folder / "service.key.recovery"; }

std::string bytes_of_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

/// For the owner only; whole or not at all.
void write_private(const fs::path& file, std::string_view bytes) {
  const std::string aside = file.string() + ".part" + std::to_string(::getpid());
  const int handle = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (handle < 0) throw std::runtime_error("cannot write " + aside);
  const bool written = ::write(handle, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
                       ::fsync(handle) == 0;
  ::close(handle);
  if (!written) throw std::runtime_error("cannot write " + aside);
  fs::rename(aside, file);
}

std::string key_bytes(const fs::path& file) {
  const access::Key key = access::load_service_key(file);
  return {reinterpret_cast<const char*>(key.data()), access::Key::kBytes};
}

}  // namespace

bool has_recovery_key(const Tools& tools) { return fs::exists(public_file(tools.data_directory)); }

std::optional<std::pair<std::string, std::string>> make_recovery_key(Tools& tools) {
  if (has_recovery_key(tools)) return std::nullopt;
  const access::RecoveryPair pair = access::make_recovery();
  write_private(public_file(tools.data_directory), pair.public_half);
  renew_recovery(tools);
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), system_person().account, "key.recovery", "service key", "made"});
  });
  return pair.shares;
}

void renew_recovery(Tools& tools) {
  if (!has_recovery_key(tools)) return;
  const fs::path& folder = tools.data_directory;
  std::string keys = key_bytes(folder / "service.key");
  if (tools.service_key.rotating()) keys += key_bytes(folder / "service.key.next");
  write_private(sealed_file(folder),
                access::seal_for_recovery(bytes_of_file(public_file(folder)), keys) + "\n");
}

domain::Outcome recover_service_key(const domain::Texts& texts, const fs::path& data_directory,
                                    const fs::path& sealed, const std::string& one,
                                    const std::string& other) {
  const fs::path file = data_directory / "service.key";
  const auto refuse = [&](const char* code) {
    return domain::Problem{code, texts.say(std::string("key.") + code, {{"value", file.string()}}), ""};
  };
  if (fs::exists(file)) return refuse("recovery-key-there");
  const auto keys = access::open_with_shares(one, other, bytes_of_file(sealed));
  const std::size_t size = access::Key::kBytes;
  if (!keys || (keys->size() != size && keys->size() != 2 * size)) return refuse("recovery-shares");
  if (keys->size() == 2 * size)
    write_private(data_directory / "service.key.next", std::string_view(*keys).substr(size));
  write_private(file, std::string_view(*keys).substr(0, size));
  return domain::Done{};
}

}  // namespace rasoat::flow
