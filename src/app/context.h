#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "config/settings.h"
#include "domain/boundaries.h"
#include "domain/outside.h"
#include "domain/rules.h"
#include "flow/live_snapshot.h"
#include "flow/tools.h"
#include "store/pool.h"

namespace rasoat::app {

/// Said when a part that a command needs cannot be had; `main` prints it and exits with status 3.
class GiveUp : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The composition root: makes each part of the service once, when first asked for, and hands out references.
/// `check` never asks for a database and so needs none. One thread until `serve` starts its own.
class Context {
 public:
  explicit Context(std::string config_file);
  ~Context();

  /// As given on the command line; empty for RASOAT_CONFIG.
  const std::string& config_file() const { return config_file_; }
  const config::Settings& settings();
  /// Everything in etc/; all problems of all files are printed before giving up.
  std::shared_ptr<const domain::Rules> rules();
  std::shared_ptr<const domain::Boundaries> boundaries();
  store::Pool& pool();
  flow::Tools& tools();
  flow::LiveSnapshot& live();
  /// The live figures, or those of a release.
  domain::Result<std::shared_ptr<const domain::Snapshot>> snapshot(const std::string& release);
  const domain::Clock& clock() const { return clock_; }
  const domain::Log& log() const { return log_; }

 private:
  std::string config_file_;
  domain::Clock clock_;
  domain::Log log_;
  std::optional<config::Settings> settings_;
  // Shared: snapshots on other threads hold the rules they were made with.
  std::shared_ptr<const domain::Rules> rules_;
  std::shared_ptr<const domain::Boundaries> boundaries_;
  std::unique_ptr<store::Pool> pool_;
  std::unique_ptr<flow::LiveSnapshot> live_;
  std::unique_ptr<access::Keyring> service_key_;
  std::unique_ptr<flow::Tools> tools_;
};

}  // namespace rasoat::app
