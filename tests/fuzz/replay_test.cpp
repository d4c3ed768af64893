// Every file of tests/fuzz/corpus through the target it is for: seeds, and each input that once was a fault.
// Add an input here and it is looked at for ever.

#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

// The targets, each LLVMFuzzerTestOneInput under the name CMakeLists.txt gives it.
#define RASOAT_FUZZ_TARGET(name) extern "C" int fuzz_##name(const std::uint8_t*, std::size_t);
#include "fuzz/targets.inc"
#undef RASOAT_FUZZ_TARGET

namespace {

using Target = int (*)(const std::uint8_t*, std::size_t);

const std::map<std::string, Target> kTargets{
#define RASOAT_FUZZ_TARGET(name) {#name, &fuzz_##name},
#include "fuzz/targets.inc"
#undef RASOAT_FUZZ_TARGET
};

const std::filesystem::path kCorpus = std::filesystem::path(RASOAT_SOURCE_DIR) / "tests/fuzz/corpus";

std::vector<std::filesystem::path> inputs_of(const std::string& target) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(kCorpus / target))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fuzz)

BOOST_AUTO_TEST_CASE(every_corpus_has_a_target_and_every_target_a_corpus) {
  for (const auto& entry : std::filesystem::directory_iterator(kCorpus))
    BOOST_TEST(kTargets.contains(entry.path().filename().string()), entry.path().string());
  for (const auto& [name, target] : kTargets) BOOST_TEST(inputs_of(name).size() >= 3U, name);
}

BOOST_AUTO_TEST_CASE(every_input_is_borne) {
  for (const auto& [name, target] : kTargets) {
    for (const auto& file : inputs_of(name)) {
      BOOST_TEST_CONTEXT(file.string()) {
        const std::string bytes = bytes_of(file);
        try {
          target(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        } catch (const std::exception& error) {
          BOOST_ERROR(error.what());
        }
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
