// The service's keys on disk: made once, rotated, and never lost half way.

#include "access/keyring.h"

#include <fstream>

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace rasoat::access;
namespace fs = std::filesystem;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("rasoat-keyring-" + std::to_string(::getpid()));
  Folder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
};

bool same(const Key& one, const Key& other) {
  return std::equal(one.data(), one.data() + Key::kBytes, other.data());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(keyring)

BOOST_AUTO_TEST_CASE(a_key_is_made_once_and_for_its_owner_only) {
  const Folder folder;
  const Keyring first(folder.path);
  const Keyring second(folder.path);
  BOOST_TEST(same(first.newest(), second.newest()));
  struct stat status {};
  BOOST_REQUIRE(::stat((folder.path / "service.key").c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777) == 0600);
  ::chmod((folder.path / "service.key").c_str(), 0644);
  BOOST_CHECK_THROW(Keyring(folder.path), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(another_process_follows_a_rotation_and_both_keys_open) {
  const Folder folder;
  Keyring command(folder.path);
  const Keyring service(folder.path);
  const Key data = Key::random();
  const std::string before = service.seal_key(data);
  BOOST_TEST(service.sealed_under_newest(before));
  command.begin_rotation();
  BOOST_TEST(!service.sealed_under_newest(before));
  BOOST_TEST(same(service.unseal_key(before), data));
  const std::string during = service.seal_key(data);
  BOOST_TEST(service.sealed_under_newest(during));
  // Killed here, another run goes on with the same next key.
  Keyring again(folder.path);
  BOOST_TEST(again.rotating());
  again.begin_rotation();
  BOOST_TEST(again.sealed_under_newest(during));
  again.end_rotation();
  BOOST_TEST(!service.rotating());
  BOOST_TEST(same(service.unseal_key(during), data));
  BOOST_CHECK_THROW(service.unseal_key(before), Unsealable);
}

BOOST_AUTO_TEST_CASE(a_changed_byte_does_not_open) {
  const Folder folder;
  const Keyring ring(folder.path);
  std::string sealed = ring.seal_key(Key::random());
  for (std::size_t i = 0; i < sealed.size(); i += 7) {
    std::string changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    BOOST_CHECK_THROW(ring.unseal_key(changed), Unsealable);
  }
}

BOOST_AUTO_TEST_SUITE_END()
