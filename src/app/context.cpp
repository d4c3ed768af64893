#include "app/context.h"

#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include "app/log_out.h"
#include "app/version.h"
#include "config/load_passwords.h"
#include "config/load_rules.h"
#include "config/load_schedule.h"
#include "config/ruling.h"
#include "store/migrate.h"

namespace rasoat::app {
namespace {

/// One line whatever a message holds: what is no printable sign becomes a space.
domain::Log make_log() {
  return [](domain::LogLevel level, std::string_view event, std::string_view details) {
    static constexpr std::string_view names[] = {"debug", "info", "warning", "error"};
    const auto now =
        std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    auto line = fmt::format("{:%FT%T}.{:03}Z level={} event={}", now, now.time_since_epoch().count() % 1000,
                            names[static_cast<int>(level)], event);
    if (!details.empty()) line += ' ';
    for (const char c : details) line += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    LogOut::of_process().write(line + '\n');
  };
}

std::filesystem::path program() { return std::filesystem::read_symlink("/proc/self/exe"); }

}  // namespace

Context::Context(std::string config_file)
    : config_file_(std::move(config_file)),
      clock_([] { return std::chrono::system_clock::now(); }),
      log_(make_log()) {}

Context::~Context() = default;

const config::Settings& Context::settings() {
  if (!settings_) {
    auto loaded = config::load_settings(config_file_, program());
    if (!loaded) throw GiveUp(loaded.problem().message.vi + " / " + loaded.problem().message.en);
    settings_ = std::move(*loaded);
  }
  return *settings_;
}

std::shared_ptr<const domain::Rules> Context::rules() {
  if (!rules_) {
    auto loaded =
        config::load_rules(settings().rules_directory, config::rules_in_force(settings().data_directory));
    std::string said;
    for (const domain::Problem& problem : loaded.problems) {
      said += (said.empty() ? "" : "\nrasoat: ") + problem.place + ": " + problem.message.en;
    }
    if (!loaded.rules)
      throw GiveUp("the rules under " + settings().rules_directory.string() + " cannot be used: " + said);
    rules_ = std::make_shared<const domain::Rules>(std::move(*loaded.rules));
  }
  return rules_;
}

std::shared_ptr<const domain::Boundaries> Context::boundaries() {
  if (!boundaries_) boundaries_ = std::make_shared<const domain::Boundaries>(rules()->areas);
  return boundaries_;
}

store::Pool& Context::pool() {
  if (!pool_) {
    const config::Settings& s = settings();
    if (s.database.empty()) {
      throw GiveUp("no database: name it in --config FILE, RASOAT_CONFIG or RASOAT_DATABASE");
    }
    pool_ = std::make_unique<store::Pool>(
        store::parse_address(s.database, s.database_user, s.database_name, s.database_password));
  }
  return *pool_;
}

flow::LiveSnapshot& Context::live() {
  if (!live_) live_ = std::make_unique<flow::LiveSnapshot>(pool(), rules(), boundaries());
  return *live_;
}

flow::Tools& Context::tools() {
  if (!tools_) {
    access::prepare_sealing();
    if (settings().data_directory.empty()) throw GiveUp("data.directory is not set in the settings");
    service_key_ = std::make_unique<access::Keyring>(settings().data_directory);
    const auto delivery = config::load_delivery(settings().delivery_file, settings().data_directory);
    if (!delivery) throw GiveUp(delivery.problem().message.en);
    const auto passwords = config::load_common_passwords(settings().rules_directory);
    if (!passwords) throw GiveUp(passwords.problem().message.en);
    tools_ = std::make_unique<flow::Tools>(flow::Tools{
        pool(), *rules(), *boundaries(), live(), *service_key_, clock_, log_, settings().data_directory,
        settings().upload_limit_bytes, *delivery, version(), settings().security, *passwords});
  }
  return *tools_;
}

domain::Result<std::shared_ptr<const domain::Snapshot>> Context::snapshot(const std::string& release) {
  if (!release.empty()) return live().release(release);
  return live().fresh();
}

}  // namespace rasoat::app
