// The settings file: a key that means nothing is refused by its name, however it is spelled.

#include "config/settings.h"

#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

using namespace rasoat;

namespace {

/// The key that stopped the reading of a file with these lines; empty when it was read.
std::string refused(const std::string& lines) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("rasoat-settings-" + std::to_string(::getpid()) + ".properties");
  std::ofstream(path) << lines;
  const auto settings = config::load_settings(path, "/usr/bin/rasoat");
  std::filesystem::remove(path);
  return settings ? "" : settings.problem().place;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(settings)

BOOST_AUTO_TEST_CASE(what_is_known_is_read) {
  BOOST_TEST(refused("http.port = 8081\ndata.directory = /var/lib/rasoat\n") == "");
}

BOOST_AUTO_TEST_CASE(unknown_keys_are_named) {
  BOOST_TEST(refused("http.prot = 8081\n") == "http.prot");
  BOOST_TEST(refused("http.port = 0\n") == "http.port");
}

/// Found by fuzzing: Poco hands out a part without a name again below itself, for ever.
BOOST_AUTO_TEST_CASE(parts_without_a_name_end) {
  BOOST_TEST(refused(" = 12\n") == ".");
  BOOST_TEST(refused("http..port = 8081\n") == "http.");
  BOOST_TEST(refused("http.port. = 8081\n") == "http.port.");
}

BOOST_AUTO_TEST_SUITE_END()
