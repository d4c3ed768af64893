#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "domain/result.h"

namespace rasoat::config {

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
  std::filesystem::path delivery_file;            ///< `delivery.file`: mail server, targets, secrets
  std::int64_t upload_limit_bytes = 268'435'456;  ///< `upload.limit_bytes`
};

/// Reads the settings; `config_file` empty = RASOAT_CONFIG, else built-in defaults beside the program's own
/// tree (enough for `check`). A key nobody knows, a wrong number or an unreadable file is a Problem.
domain::Result<Settings> load_settings(const std::string& config_file, const std::filesystem::path& program);

}  // namespace rasoat::config
