#include "config/settings.h"

#include <cstdlib>
#include <fstream>
#include <optional>
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

/// Every full key of the file: Poco hands them out one dotted part at a time. A part without a name (`a..b`,
/// ` = 1`) ends the way: Poco would hand out the same part below it for ever.
std::vector<std::string> leaves(const Poco::Util::AbstractConfiguration& properties,
                                const std::string& under) {
  Poco::Util::AbstractConfiguration::Keys parts;
  properties.keys(under, parts);
  if (parts.empty() && !under.empty()) return {under};
  std::vector<std::string> all;
  const std::string ahead = under.empty() ? "" : under + '.';
  for (const std::string& part : parts) {
    if (part.empty()) {
      all.push_back(ahead.empty() ? "." : ahead);
      continue;
    }
    std::string key = ahead;
    key += part;
    for (std::string& leaf : leaves(properties, key)) all.push_back(std::move(leaf));
  }
  if (!under.empty() && properties.hasProperty(under)) all.push_back(under);
  return all;
}

domain::Problem wrong(const std::string& key, const std::string& what) {
  return {"settings", {"Cài đặt “" + key + "”: " + what, "Setting \"" + key + "\": " + what}, key};
}

const std::set<std::string>& security_keys() {
  static const std::set<std::string> known{"security.session_idle_minutes",
                                           "security.session_hours",
                                           "security.lapse_days",
                                           "security.token_days",
                                           "security.second_factor",
                                           "retention.household_months",
                                           "retention.identity_months",
                                           "oidc.issuer",
                                           "oidc.client_id",
                                           "oidc.client_secret_file",
                                           "oidc.redirect",
                                           "oidc.claim",
                                           "oidc.authorities"};
  return known;
}

std::optional<domain::Problem> read_provider(const Poco::Util::AbstractConfiguration& properties,
                                             Provider& provider) {
  provider.issuer = properties.getString("oidc.issuer", "");
  provider.client_id = properties.getString("oidc.client_id", "");
  provider.redirect = properties.getString("oidc.redirect", "");
  provider.claim = properties.getString("oidc.claim", provider.claim);
  provider.authorities = properties.getString("oidc.authorities", "");
  if (const std::string path = properties.getString("oidc.client_secret_file", ""); !path.empty()) {
    std::ifstream secret(path);
    if (!std::getline(secret, provider.client_secret)) return wrong("oidc.client_secret_file", path);
  }
  if (provider.issuer.empty()) return std::nullopt;
  // A provider without TLS can be anybody; on this machine itself it is for trying out.
  const bool here = provider.issuer.rfind("http://127.0.0.1:", 0) == 0;
  if (provider.issuer.rfind("https://", 0) != 0 && !here) return wrong("oidc.issuer", "https://…");
  if (provider.client_id.empty()) return wrong("oidc.client_id", "thiếu / is missing");
  if (provider.redirect.rfind("http", 0) != 0)
    return wrong("oidc.redirect", "https://…/api/v1/session/provider/return");
  return std::nullopt;
}

std::optional<domain::Problem> read_security(const Poco::Util::AbstractConfiguration& properties,
                                             Security& security) {
  struct Number {
    const char* key;
    std::int64_t* value;
    std::int64_t least, most;
  };
  for (const auto& [key, value, least, most] :
       {Number{"security.session_idle_minutes", &security.session_idle_minutes, 1, 1'440},
        Number{"security.session_hours", &security.session_hours, 1, 168},
        Number{"security.lapse_days", &security.lapse_days, 0, 3'650},
        Number{"security.token_days", &security.token_days, 1, 3'650},
        Number{"retention.household_months", &security.household_months, 0, 1'200},
        Number{"retention.identity_months", &security.identity_months, 0, 1'200}}) {
    *value = properties.getInt64(key, *value);
    if (*value < least || *value > most)
      return wrong(key, std::to_string(least) + "…" + std::to_string(most));
  }
  security.second_factor = properties.getString("security.second_factor", security.second_factor);
  if (security.second_factor != "none" && security.second_factor != "administrators" &&
      security.second_factor != "all")
    return wrong("security.second_factor", "none | administrators | all");
  return read_provider(properties, security.provider);
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
      static const std::set<std::string> known{"data.directory",
                                               "rules.directory",
                                               "ui.directory",
                                               "database",
                                               "database.user",
                                               "database.name",
                                               "database.password_file",
                                               "http.address",
                                               "http.port",
                                               "http.certificate",
                                               "http.key",
                                               "http.hosts",
                                               "http.trusted_proxies",
                                               "delivery.file",
                                               "log.file",
                                               "log.bytes",
                                               "log.files",
                                               "upload.limit_bytes"};
      for (const std::string& key : leaves(*properties, "")) {
        if (!known.contains(key) && !security_keys().contains(key))
          return wrong(key, "không có nghĩa / means nothing here");
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
      settings.http_hosts = properties->getString("http.hosts", "");
      settings.http_proxies = properties->getString("http.trusted_proxies", "");
      if (auto problem = read_security(*properties, settings.security)) return *problem;
      settings.upload_limit_bytes = properties->getInt64("upload.limit_bytes", settings.upload_limit_bytes);
      settings.log_file = properties->getString("log.file", "");
      settings.log_bytes = properties->getUInt64("log.bytes", settings.log_bytes);
      settings.log_files = properties->getUInt64("log.files", settings.log_files);
      if (settings.log_bytes < 1'000 || settings.log_files > 1'000) return wrong("log.bytes", "≥ 1000");
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
