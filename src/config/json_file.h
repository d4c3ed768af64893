#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <Poco/JSON/Object.h>

#include "domain/result.h"
#include "domain/text.h"

namespace rasoat::config {

/// Collects every problem of every file, so that a person mends them all in one go.
class Problems {
 public:
  void add(std::string_view place, std::string_view what);
  void add_all(const Problems& others) { all_.insert(all_.end(), others.all_.begin(), others.all_.end()); }
  const std::vector<domain::Problem>& all() const { return all_; }
  bool none() const { return all_.empty(); }

 private:
  std::vector<domain::Problem> all_;
};

/// The bytes of a file, or a problem.
std::optional<std::string> read_file(const std::filesystem::path& path, Problems& problems);

/// The .json files of a folder in order of name, so that what is read does not depend on the disk.
std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder, Problems& problems);

/// SHA-256 of a file's bytes in hex, by which manifests name the rules that were in force.
std::string sha256(const std::string& bytes);

/// Reads one JSON object field by field. A missing field, a wrong type and a key nobody asked for are
/// problems that name the file and the path inside it; reading goes on with an empty value.
class JsonObject {
 public:
  JsonObject(Poco::JSON::Object::Ptr object, std::string place, Problems& problems);

  /// Parses a whole file; an unreadable one gives an empty object and a problem.
  static JsonObject parse(const std::string& bytes, std::string place, Problems& problems);

  bool has(std::string_view key) const;
  std::string text(std::string_view key);
  std::string text_or(std::string_view key, std::string_view otherwise);
  std::int64_t integer(std::string_view key);
  /// Nothing for a missing key or null: what is unknown stays open.
  std::optional<std::int64_t> integer_if(std::string_view key);
  /// The whole numbers of a list; none for a missing key.
  std::vector<std::int64_t> integers_if(std::string_view key);
  double decimal(std::string_view key);
  /// Nothing for a missing key; otherwise true or false.
  std::optional<bool> flag_if(std::string_view key);
  bool flag(std::string_view key);
  domain::Text words(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::vector<JsonObject> objects(std::string_view key);
  JsonObject object(std::string_view key);
  /// All members whose values are texts.
  std::vector<std::pair<std::string, std::string>> members() const;
  std::vector<std::string> keys() const;
  /// Complains about keys that were never asked for.
  void finish();
  const std::string& place() const { return place_; }

 private:
  const Poco::Dynamic::Var* find(std::string_view key, bool required);

  Poco::JSON::Object::Ptr object_;
  std::string place_;
  Problems* problems_;
  std::vector<std::string> asked_;
  Poco::Dynamic::Var held_;
};

}  // namespace rasoat::config
