// What can be looked at without a database: folder, disk, memory, programs, typeface, pages, key, delivery.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "config/load_schedule.h"
#include "export/fonts.h"
#include "flow/back_up.h"
#include "flow/examine.h"

namespace rasoat::flow {
namespace {

namespace fs = std::filesystem;

/// Fails when others than the owner may do anything with the file.
void private_to_owner(Check& check, const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return check.fail(file.string() + " is missing");
  if ((status.st_mode & 077) != 0) check.fail("others may read " + file.string());
}

/// A file with a password may be its group's to read (root writes it, the service reads it), nobody else's.
void closed_to_others(Check& check, const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return;
  if ((status.st_mode & 007) != 0) check.fail("everybody may read " + file.string());
}

std::uint64_t available_megabytes() {
  std::ifstream file("/proc/meminfo");
  std::string name, unit;
  std::uint64_t kilobytes = 0;
  while (file >> name >> kilobytes) {
    std::getline(file, unit);
    if (name == "MemAvailable:") return kilobytes / 1024;
  }
  throw std::runtime_error("/proc/meminfo says nothing of MemAvailable");
}

bool on_the_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string_view folders = path == nullptr ? "/usr/bin:/bin" : path;
  while (!folders.empty()) {
    const auto end = folders.find(':');
    if (::access((fs::path(folders.substr(0, end)) / program).c_str(), X_OK) == 0) return true;
    folders.remove_prefix(end == std::string_view::npos ? folders.size() : end + 1);
  }
  return false;
}

void look_at_folder(Examination& examination, const fs::path& folder) {
  const bool there =
      examination.look("data.folder", "the data folder is named and there",
                       "set data.directory in the settings and make the folder", [&](Check& check) {
                         if (folder.empty()) return check.fail("data.directory is not set");
                         if (!folder.is_absolute())
                           return check.fail(folder.string() + " is not an absolute path");
                         if (!fs::is_directory(folder)) return check.fail(folder.string() + " is no folder");
                         check.found = folder.string();
                       });
  if (!there) return;
  examination.look("data.private", "nobody else may look into the data folder", "chmod 700 on it",
                   [&](Check& check) { private_to_owner(check, folder); });
  examination.look("data.writable", "the data folder can be written",
                   "chown it to the service's user; mount its disk for writing", [&](Check& check) {
                     if (::access(folder.c_str(), W_OK | X_OK) != 0) check.fail(folder.string());
                   });
  examination.look("data.space", "there is room on the disk", "free room under the data folder or move it",
                   [&](Check& check) {
                     const auto megabytes = fs::space(folder).available >> 20;
                     const std::string text = std::to_string(megabytes) + " MB";
                     if (megabytes < 100) return check.fail(text);
                     if (megabytes < 2048) return check.warn(text);
                     check.found = text;
                   });
  examination.look("data.inodes", "there is room for more files",
                   "remove old backups; make the file system anew", [&](Check& check) {
                     struct statvfs status {};
                     if (::statvfs(folder.c_str(), &status) != 0) return check.fail("cannot be asked");
                     if (status.f_files > 0 && status.f_favail < 1000)
                       check.warn(std::to_string(status.f_favail) + " left");
                   });
  examination.look("data.spool", "no file of a broken-off transfer lies about",
                   "remove the files named; they belong to nothing", [&](Check& check) {
                     if (!fs::exists(folder / "spool")) return;
                     const auto limit = fs::file_time_type::clock::now() - std::chrono::hours(24);
                     for (const auto& entry : fs::directory_iterator(folder / "spool")) {
                       if (entry.last_write_time() < limit) check.warn(entry.path().string());
                     }
                   });
  examination.look("data.restore", "no restore was broken off", "run rasoat restore DIR again",
                   [&](Check& check) {
                     if (restore_unfinished(folder)) check.fail("restore.unfinished is there");
                   });
  examination.look(
      "key.private", "the service key is there and nobody else's",
      "put DIR/service.key back from the safe and chmod 600 it; without it sealed fields are lost",
      [&](Check& check) { private_to_owner(check, folder / "service.key"); });
  examination.look(
      "backup.recent", "a backup of the last two days is there",
      "systemctl enable --now rasoat-backup.timer, or rasoat backup DIR/backups/NAME by your own plan",
      [&](Check& check) {
        fs::file_time_type newest{};
        if (fs::exists(folder / "backups")) {
          for (const auto& entry : fs::directory_iterator(folder / "backups")) {
            const fs::path manifest = entry.path() / "manifest.json";
            if (fs::exists(manifest)) newest = std::max(newest, fs::last_write_time(manifest));
          }
        }
        if (newest == fs::file_time_type{}) return check.warn("none in " + (folder / "backups").string());
        if (newest < fs::file_time_type::clock::now() - std::chrono::hours(48))
          check.warn("the newest is older");
      });
}

void look_at_machine(Examination& examination) {
  examination.look("machine.memory", "there is memory for the cube and a list",
                   "give the machine more memory, or the database less (innodb_buffer_pool_size)",
                   [&](Check& check) {
                     const auto megabytes = available_megabytes();
                     if (megabytes < 512) return check.warn(std::to_string(megabytes) + " MB available");
                     check.found = std::to_string(megabytes) + " MB available";
                   });
  examination.look("machine.files", "enough files may be open at once", "LimitNOFILE=8192 in the unit",
                   [&](Check& check) {
                     rlimit limit{};
                     ::getrlimit(RLIMIT_NOFILE, &limit);
                     if (limit.rlim_cur < 1024) check.warn(std::to_string(limit.rlim_cur));
                   });
  examination.look("machine.user", "the service is not root", "run it as a user of its own, as the unit does",
                   [&](Check& check) {
                     if (::geteuid() == 0) check.warn("looked at by root");
                   });
  examination.look(
      "machine.clock", "the clock is set", "systemctl enable --now systemd-timesyncd", [&](Check& check) {
        // The year of this program's first release: earlier it cannot be.
        if (std::chrono::system_clock::now() < std::chrono::sys_days{std::chrono::year{2025} / 1 / 1})
          check.fail("it is before 2025");
      });
  examination.look("programs.dump", "the database's own programs are there (backup, restore)",
                   "apt-get install mariadb-client", [&](Check& check) {
                     if (!on_the_path("mariadb-dump") && !on_the_path("mysqldump"))
                       check.fail("no mariadb-dump");
                     if (!on_the_path("mariadb") && !on_the_path("mysql")) check.fail("no mariadb");
                   });
  examination.look("fonts.vietnamese", "the typeface of the reports is there",
                   "apt-get install fonts-noto-core", [&](Check& check) {
                     if (!export_::font_installed("Noto Sans"))
                       check.warn("no Noto Sans: pages will look otherwise");
                   });
}

}  // namespace

void examine_machine(Examination& examination, const config::Settings& settings) {
  look_at_folder(examination, settings.data_directory);
  look_at_machine(examination);
  examination.look("pages.built", "the pages are there", "install the package again, or run etc/build-pages",
                   [&](Check& check) {
                     if (!fs::exists(settings.ui_directory / "index.html"))
                       check.fail((settings.ui_directory / "index.html").string() + " is missing");
                   });
  examination.look("delivery.read", "the settings of delivery are understood",
                   "mend the file named; its form is in examples/delivery.json", [&](Check& check) {
                     const auto delivery =
                         config::load_delivery(settings.delivery_file, settings.data_directory);
                     if (!delivery) check.fail(delivery.problem().message.en);
                   });
  examination.look("delivery.private", "passwords of delivery are nobody else's to read",
                   "chown root:rasoat and chmod 640 the file named",
                   [&](Check& check) { closed_to_others(check, settings.delivery_file); });
}

}  // namespace rasoat::flow
