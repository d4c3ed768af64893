#include "config/settings.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <vector>

#include <Poco/Exception.h>
#include <Poco/Util/PropertyFileConfiguration.h>

namespace rasoat::config {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Where etc/ and the built pages stand when no settings name them: beside a build in the source tree, or
/// where the package puts them.
fs::path beside(const fs::path& program, const char* in_tree, const char* installed) {
  const fs::path tree = program.parent_path().parent_path() / in_tree;
  return fs::exists(tree) ? tree : fs::path(installed);
}

/// Every full key of the file: Poco hands them out one dotted part at a time.
std::vector<std::string> leaves(const Poco::Util::AbstractConfiguration& properties,
                                const std::string& under) {
  Poco::Util::AbstractConfiguration::Keys parts;
  properties.keys(under, parts);
  if (parts.empty() && !under.empty()) return {under};
  std::vector<std::string> all;
  for (const std::string& part : parts) {
    for (std::string& key : leaves(properties, under.empty() ? part : under + "." + part))
      all.push_back(std::move(key));
  }
  if (!under.empty() && properties.hasProperty(under)) all.push_back(under);
  return all;
}

domain::Problem wrong(const std::string& key, const std::string& what) {
  return {"settings", {"Cài đặt “" + key + "”: " + what, "Setting \"" + key + "\": " + what}, key};
}

}  // namespace

domain::Result<Settings> load_settings(const std::string& config_file, const fs::path& program) {
  Settings settings;
  settings.rules_directory = beside(program, "etc", "/usr/share/rasoat/etc");
  settings.ui_directory = beside(program, "src/ui/dist", "/usr/share/rasoat/ui");
  const std::string file = config_file.empty() ? environment("RASOAT_CONFIG") : config_file;
  if (!file.empty()) {
    try {
      Poco::AutoPtr<Poco::Util::PropertyFileConfiguration> properties(
          new Poco::Util::PropertyFileConfiguration(file));
      static const std::set<std::string> known{
          "data.directory", "rules.directory",        "ui.directory", "database",  "database.user",
          "database.name",  "database.password_file", "http.address", "http.port", "http.certificate",
          "http.key",       "upload.limit_bytes",     "delivery.file"};
      for (const std::string& key : leaves(*properties, "")) {
        if (!known.contains(key)) return wrong(key, "không có nghĩa / means nothing here");
      }
      settings.data_directory = properties->getString("data.directory", "");
      settings.rules_directory = properties->getString("rules.directory", settings.rules_directory.string());
      settings.ui_directory = properties->getString("ui.directory", settings.ui_directory.string());
      settings.delivery_file =
          properties->getString("delivery.file", (settings.data_directory / "delivery.json").string());
      settings.database = properties->getString("database", "");
      settings.database_user = properties->getString("database.user", settings.database_user);
      settings.database_name = properties->getString("database.name", settings.database_name);
      settings.http_address = properties->getString("http.address", settings.http_address);
      const int port = properties->getInt("http.port", settings.http_port);
      if (port < 1 || port > 65535) return wrong("http.port", "1…65535");
      settings.http_port = static_cast<std::uint16_t>(port);
      settings.http_certificate = properties->getString("http.certificate", "");
      settings.http_key = properties->getString("http.key", "");
      settings.upload_limit_bytes = properties->getInt64("upload.limit_bytes", settings.upload_limit_bytes);
      if (const std::string path = properties->getString("database.password_file", ""); !path.empty()) {
        std::ifstream secret(path);
        if (!std::getline(secret, settings.database_password)) return wrong("database.password_file", path);
      }
    } catch (const Poco::Exception& error) {
      return wrong(file, error.displayText());
    }
  }
  if (const std::string address = environment("RASOAT_DATABASE"); !address.empty())
    settings.database = address;
  if (const std::string secret = environment("RASOAT_DATABASE_PASSWORD"); !secret.empty()) {
    settings.database_password = secret;
  }
  return settings;
}

}  // namespace rasoat::config
