#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "domain/result.h"

namespace rasoat::config {

/// Log-in at an identity provider (OpenID Connect), beside passwords. Off while `issuer` is empty.
struct Provider {
  std::string issuer;         ///< `oidc.issuer`: https://id.example.vn
  std::string client_id;      ///< `oidc.client_id`
  std::string client_secret;  ///< the file `oidc.client_secret_file`; empty for a public client
  std::string redirect;       ///< `oidc.redirect`: https://rasoat.example.vn/api/v1/session/provider/return
  std::string claim = "sub";  ///< `oidc.claim`: what an account's subject is compared with
  std::string authorities;    ///< `oidc.authorities`: a file of CA certificates; empty = the system's
};

/// What the province decides about access.
struct Security {
  std::int64_t session_idle_minutes = 120;  ///< `security.session_idle_minutes`
  std::int64_t session_hours = 12;          ///< `security.session_hours`: a session's end in any case
  std::int64_t lapse_days = 180;            ///< `security.lapse_days`: accounts not used so long; 0 = never
  std::int64_t token_days = 365;            ///< `security.token_days`: the longest life of a token
  std::string second_factor = "none";       ///< `security.second_factor`: none | administrators | all
  std::int64_t household_months = 0;        ///< `retention.household_months` after a round's date; 0 = kept
  std::int64_t identity_months = 0;         ///< `retention.identity_months`, likewise
  Provider provider;
};

/// The settings of one installation, from `DIR/rasoat.properties` and the environment. Every path absolute.
struct Settings {
  std::filesystem::path data_directory;    ///< `data.directory`: sealed files, spool, service key
  std::filesystem::path rules_directory;   ///< `rules.directory`: the files of etc/
  std::filesystem::path ui_directory;      ///< `ui.directory`: built pages
  std::string database;                    ///< `database`: socket path or mysql://user@host:port/db
  std::string database_user = "rasoat";    ///< `database.user`
  std::string database_name = "rasoat";    ///< `database.name`
  std::string database_password;           ///< RASOAT_DATABASE_PASSWORD or the file `database.password_file`
  std::string http_address = "127.0.0.1";  ///< `http.address`
  std::uint16_t http_port = 8080;          ///< `http.port`
  std::string http_certificate;            ///< `http.certificate`, `http.key`: TLS in the service itself
  std::string http_key;
  std::filesystem::path delivery_file;  ///< `delivery.file`: mail server, targets, secrets
  std::string http_hosts;               ///< `http.hosts`: names it is called by, comma-separated; empty = any
  std::string http_proxies;  ///< `http.trusted_proxies`: whose X-Forwarded-For, -Proto and -Host are believed
  std::int64_t upload_limit_bytes = 268'435'456;  ///< `upload.limit_bytes`
  std::filesystem::path log_file;        ///< `log.file`; empty = standard error, which the journal keeps
  std::uint64_t log_bytes = 10'485'760;  ///< `log.bytes`: of one file, then it is rotated
  std::uint64_t log_files = 10;          ///< `log.files`: older ones kept
  Security security;
};

/// Reads the settings; `config_file` empty = RASOAT_CONFIG, else built-in defaults beside the program's own
/// tree (enough for `check`). A key nobody knows, a wrong number or an unreadable file is a Problem.
domain::Result<Settings> load_settings(const std::string& config_file, const std::filesystem::path& program);

}  // namespace rasoat::config
