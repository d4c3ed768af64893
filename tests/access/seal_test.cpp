// What is sealed and hashed: stored values must be found again by every later version.

#include "access/seal.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

namespace {

using namespace rasoat::access;

Key counting_key() {
  std::array<unsigned char, Key::kBytes> bytes{};
  std::iota(bytes.begin(), bytes.end(), static_cast<unsigned char>(0));
  return Key::from_bytes(bytes.data());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_and_hash)

BOOST_AUTO_TEST_CASE(the_hash_of_an_id_number_is_keyed_blake2b) {
  prepare_sealing();
  // hashlib.blake2b(b"051200000007", digest_size=16, key=bytes(range(32))).hexdigest()
  BOOST_TEST(identity_hash(counting_key(), "051200000007") == "a7aa9497eb6b73f2ef0f9994b38981e9");
  const IdentityHash many(counting_key());
  for (int turn = 0; turn < 2; ++turn)
    BOOST_TEST(many.of("0512 0000 0007") == "a7aa9497eb6b73f2ef0f9994b38981e9");  // digits only
  BOOST_TEST(many.of("051200000008") != many.of("051200000007"));
  BOOST_TEST(identity_hash(Key::random(), "051200000007") != "a7aa9497eb6b73f2ef0f9994b38981e9");
  BOOST_TEST(many.of("").empty());
}

BOOST_AUTO_TEST_CASE(texts_of_every_length_come_out_again_and_changed_ones_do_not) {
  prepare_sealing();
  const Key key = Key::random();
  std::string text;
  for (int length = 1; length < 40; ++length) {
    text += static_cast<char>('a' + length % 26);
    std::string sealed = seal(key, text);
    BOOST_TEST(unseal(key, sealed) == text);
    BOOST_TEST(sealed.find('=') == std::string::npos);
    sealed[sealed.size() / 2] = sealed[sealed.size() / 2] == 'A' ? 'B' : 'A';
    BOOST_CHECK_THROW(unseal(key, sealed), Unsealable);
  }
  BOOST_TEST(seal(key, "").empty());
}

BOOST_AUTO_TEST_CASE(half_a_file_is_not_left_in_clear_nor_sealed) {
  prepare_sealing();
  const auto folder = std::filesystem::temp_directory_path() / ("rasoat-seal-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  const auto entries = [&] {
    return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
  };
  const Key key = Key::random();
  std::ofstream(folder / "list") << std::string(200'000, 'x');
  seal_file(key, folder / "list", folder / "sealed");
  BOOST_TEST(entries() == 2);
  {
    std::fstream sealed(folder / "sealed", std::ios::in | std::ios::out | std::ios::binary);
    sealed.seekp(150'000);
    sealed << "changed";
  }
  BOOST_CHECK_THROW(unseal_file(key, folder / "sealed", folder / "clear"), Unsealable);
  BOOST_CHECK_THROW(seal_file(key, folder / "missing", folder / "other"), std::runtime_error);
  BOOST_TEST(entries() == 2);
  std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_SUITE_END()
