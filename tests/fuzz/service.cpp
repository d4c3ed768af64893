#include "fuzz/service.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "access/seal.h"
#include "support/world.h"

namespace rasoat::fuzz {
namespace {

/// A folder for the keys, which goes with the program.
struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "rasoat-fuzz-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path path;
};

struct House {
  Folder folder;
  std::shared_ptr<const domain::Rules> rules = test::shipped();
  std::shared_ptr<const domain::Boundaries> boundaries =
      std::make_shared<const domain::Boundaries>(rules->areas);
  store::Pool pool{store::parse_address((folder.path / "away.sock").string(), "rasoat", "rasoat", "")};
  flow::LiveSnapshot live{pool, rules, boundaries};
  access::Keyring keys{folder.path};
  flow::Tools tools{pool,
                    *rules,
                    *boundaries,
                    live,
                    keys,
                    [] { return std::chrono::system_clock::now(); },
                    [](domain::LogLevel, std::string_view, std::string_view) {},
                    folder.path,
                    65'536};
  http::Service service{tools, folder.path / "no-pages", false,
                        http::Peers("127.0.0.1,10.0.0.0/8", "", false), "fuzz"};
};

}  // namespace

http::Service& service() {
  static const bool sealing = (access::prepare_sealing(), true);
  static House house;
  static const bool begun = [] {
    house.service.queued = [] { return 0; };
    house.service.full = [] { return false; };
    house.service.gauges = [] { return std::vector<http::Gauge>{}; };
    return true;
  }();
  if (!sealing || !begun) throw std::logic_error("the service was not prepared");
  return house.service;
}

const domain::Snapshot& snapshot() {
  static const domain::Snapshot made = [] {
    test::World world;
    world.published("poverty.rate", "VN", "2023", "2.93");
    int number = 0;
    for (const char* code : {"522", "524", "525", "527", "528", "529", "530", "531"}) {
      ++number;
      world.counts("2022", code, {{"households", 20'000 + number}, {"poor", 900 * number}});
      world.counts("2023", code, {{"households", 20'000 + number}, {"poor", 800 * number}});
    }
    return world.snapshot();
  }();
  return made;
}

}  // namespace rasoat::fuzz
