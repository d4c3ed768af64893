#include "config/load_schedule.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "config/json_file.h"

namespace rasoat::config {
namespace {

using domain::Dispatch;
using domain::DueRule;
using domain::Schedule;

template <typename Word>
Word choice(JsonObject& object, std::string_view key, const std::map<std::string, Word, std::less<>>& words,
            std::string_view otherwise, Problems& problems) {
  const auto found = words.find(object.text_or(key, otherwise));
  if (found != words.end()) return found->second;
  std::string expected;
  for (const auto& [word, value] : words) expected += (expected.empty() ? "" : ", ") + word;
  problems.add(object.place(), "\"" + std::string(key) + "\" must be one of: " + expected);
  return words.begin()->second;
}

bool plain_name(const std::string& text) {
  return !text.empty() && text.size() <= 64 && text.front() != '.' &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-';
         });
}

/// One address; no room for a second header line.
bool address(const std::string& text) {
  const auto at = text.find('@');
  return at != std::string::npos && at > 0 && at + 1 < text.size() && text.size() <= 254 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return c > 32 && c < 127 && c != '<' && c != '>' && c != ',' && c != ';' && c != '"';
         });
}

int clock_minute(JsonObject& object, Problems& problems) {
  const std::string text = object.text_or("at", "07:00");
  const bool form = text.size() == 5 && text[2] == ':' && std::isdigit(static_cast<unsigned char>(text[0])) &&
                    std::isdigit(static_cast<unsigned char>(text[1])) &&
                    std::isdigit(static_cast<unsigned char>(text[3])) &&
                    std::isdigit(static_cast<unsigned char>(text[4]));
  const int hour = form ? std::stoi(text.substr(0, 2)) : 24;
  const int minute = form ? std::stoi(text.substr(3)) : 60;
  if (hour < 24 && minute < 60) return hour * 60 + minute;
  problems.add(object.place(), "\"at\" must be HH:MM");
  return 0;
}

DueRule due_rule(JsonObject object, Problems& problems) {
  DueRule rule;
  rule.free_day = choice<DueRule::FreeDay>(object, "free_day",
                                           {{"keep", DueRule::FreeDay::keep},
                                            {"next", DueRule::FreeDay::next},
                                            {"previous", DueRule::FreeDay::previous},
                                            {"skip", DueRule::FreeDay::skip}},
                                           "keep", problems);
  if (object.has("cron")) {
    rule.cron = domain::Cron::parse(object.text("cron"));
    if (!rule.cron) problems.add(object.place(), "\"cron\" has five fields: minute hour day month weekday");
  } else {
    rule.event = object.text("event");
    const std::int64_t days = object.integer_if("days").value_or(0);
    if (days < -180 || days > 180) problems.add(object.place(), "\"days\" must be from -180 to 180");
    rule.days = static_cast<int>(std::clamp<std::int64_t>(days, -180, 180));
    rule.minute = clock_minute(object, problems);
  }
  object.finish();
  return rule;
}

Dispatch dispatch(JsonObject object, Problems& problems) {
  Dispatch made;
  made.way = choice<Dispatch::Way>(object, "to",
                                   {{"folder", Dispatch::Way::folder},
                                    {"mail", Dispatch::Way::mail},
                                    {"https", Dispatch::Way::https},
                                    {"sftp", Dispatch::Way::sftp}},
                                   "", problems);
  if (made.way == Dispatch::Way::mail) {
    made.recipients = object.texts("recipients");
    if (made.recipients.empty() || made.recipients.size() > 100)
      problems.add(object.place(), "mail goes to 1 to 100 recipients");
    for (const std::string& recipient : made.recipients) {
      if (!address(recipient)) problems.add(object.place(), "\"" + recipient + "\" is no mail address");
    }
  } else {
    made.target = object.text_or("target", made.way == Dispatch::Way::folder ? "." : "");
    if (made.target != "." && !plain_name(made.target))
      problems.add(object.place(), "\"target\" must be a plain name: letters, digits, . _ -");
  }
  object.finish();
  return made;
}

void read_policies(JsonObject& file, Schedule& schedule, Problems& problems) {
  schedule.missing = choice<Schedule::Missing>(file, "missing",
                                               {{"send", Schedule::Missing::send},
                                                {"wait", Schedule::Missing::wait},
                                                {"alarm", Schedule::Missing::alarm}},
                                               "send", problems);
  const std::int64_t wait = file.integer_if("wait_minutes").value_or(0);
  if (wait < 0 || wait > 14 * 24 * 60) problems.add(file.place(), "\"wait_minutes\" must be from 0 to 20160");
  schedule.wait_minutes = static_cast<int>(std::clamp<std::int64_t>(wait, 0, 14 * 24 * 60));
  schedule.hold = file.flag("hold");
  schedule.catch_up = choice<Schedule::CatchUp>(
      file, "catch_up", {{"latest", Schedule::CatchUp::latest}, {"all", Schedule::CatchUp::all}}, "latest",
      problems);
  schedule.enabled = !file.has("enabled") || file.flag("enabled");
  schedule.english = choice<bool>(file, "language", {{"vi", false}, {"en", true}}, "vi", problems);
  schedule.audience = choice<std::string>(file, "audience", {{"official", "official"}, {"public", "public"}},
                                          "official", problems);
  schedule.each = choice<std::string>(
      file, "each", {{"", ""}, {"district", "district"}, {"commune", "commune"}}, "", problems);
}

domain::Problem all_of(const Problems& problems, std::string code, std::string place) {
  std::string list;
  for (const domain::Problem& each : problems.all())
    list += (list.empty() ? "" : "; ") + each.place + ": " + each.message.en;
  return {std::move(code), {list, list}, std::move(place)};
}

}  // namespace

domain::Result<Schedule> read_schedule(const std::string& json) {
  Problems problems;
  JsonObject file = JsonObject::parse(json, "schedule", problems);
  if (!problems.none()) return all_of(problems, "schedule", "schedule");
  Schedule schedule;
  schedule.name = file.text("name");
  if (!plain_name(schedule.name))
    problems.add(file.place(), "\"name\" must be 1 to 64 letters, digits, . _ -");
  schedule.report = file.text("report");
  schedule.round = file.text_or("round", "latest");
  schedule.release = file.text_or("release", "");
  schedule.formats =
      file.has("format") ? std::vector<std::string>{file.text("format")} : file.texts("formats");
  if (schedule.formats.empty()) problems.add(file.place(), "\"formats\" names at least one");
  if (file.has("areas")) schedule.areas = file.texts("areas");
  if (schedule.areas.empty()) problems.add(file.place(), "\"areas\" names at least one");
  schedule.indicator = file.text_or("indicator", schedule.indicator);
  schedule.recipient = file.text_or("recipient", "");
  if (file.has("cron")) {
    schedule.when.cron = domain::Cron::parse(file.text("cron"));
    if (!schedule.when.cron)
      problems.add(file.place(), "\"cron\" has five fields: minute hour day month weekday");
  } else {
    schedule.when = due_rule(file.object("when"), problems);
  }
  read_policies(file, schedule, problems);
  if (file.has("deliver")) {
    for (JsonObject& object : file.objects("deliver")) schedule.deliver.push_back(dispatch(object, problems));
  }
  file.finish();
  if (!problems.none()) return all_of(problems, "schedule", "schedule");
  return schedule;
}

domain::Result<domain::DeliverySettings> load_delivery(const std::filesystem::path& path,
                                                       const std::filesystem::path& data_directory) {
  domain::DeliverySettings settings;
  settings.folder = data_directory / "outbox";
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return settings;
  Problems problems;
  const auto bytes = read_file(path, problems);
  JsonObject file = JsonObject::parse(bytes.value_or("{}"), path.string(), problems);
  settings.folder = file.text_or("folder", settings.folder.string());
  settings.ca_file = file.text_or("ca_file", "");
  settings.site = file.text_or("site", settings.site);
  settings.patience = file.integer_if("patience_seconds").value_or(settings.patience);
  if (!settings.folder.is_absolute()) problems.add(file.place(), "\"folder\" must be an absolute path");
  if (settings.patience < 1) problems.add(file.place(), "\"patience_seconds\" must be at least 1");
  if (file.has("mail")) {
    JsonObject object = file.object("mail");
    domain::MailServer mail;
    mail.url = object.text("url");
    mail.from = object.text("from");
    mail.user = object.text_or("user", "");
    mail.password = object.text_or("password", "");
    mail.administrator = object.text_or("administrator", "");
    mail.safety = choice<domain::MailServer::Safety>(
        object, "tls",
        {{"required", domain::MailServer::Safety::starttls}, {"none", domain::MailServer::Safety::none}},
        "required", problems);
    if (!address(mail.from)) problems.add(object.place(), "\"from\" must be a mail address");
    object.finish();
    settings.mail = std::move(mail);
  }
  if (file.has("targets")) {
    JsonObject targets = file.object("targets");
    for (const std::string& name : targets.keys()) {
      JsonObject object = targets.object(name);
      settings.targets[name] = {object.text("url"),
                                object.text_or("user", ""),
                                object.text_or("password", ""),
                                object.text_or("private_key_file", ""),
                                object.text_or("host_key_sha256", ""),
                                object.text_or("token", "")};
      object.finish();
    }
  }
  file.finish();
  if (!problems.none()) return all_of(problems, "settings", path.string());
  return settings;
}

}  // namespace rasoat::config
