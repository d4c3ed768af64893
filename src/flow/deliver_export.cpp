#include "flow/deliver_export.h"

#include <chrono>
#include <fstream>
#include <iterator>

#include "domain/date.h"
#include "flow/write_file.h"

namespace rasoat::flow {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

bool holds(const std::filesystem::path& path, const std::string& bytes) {
  std::ifstream file(path, std::ios::binary);
  return file && std::string{std::istreambuf_iterator<char>(file), {}} == bytes;
}

Failed into_folder(const Tools& tools, const store::ReportDelivery& delivery,
                   const std::vector<Attachment>& files) {
  const auto folder = (tools.delivery.folder / delivery.target).lexically_normal();
  try {
    std::filesystem::create_directories(folder);
    for (const Attachment& file : files) {
      if (!holds(folder / file.name, file.bytes)) write_file(folder / file.name, file.bytes);
    }
  } catch (const std::system_error& error) {
    return error.what();  // full disk, no right, folder away: tried again later
  }
  return std::nullopt;
}

Letter letter_of(const Tools& tools, const store::ReportRun& run, const store::ReportDelivery& delivery,
                 const std::vector<Attachment>& files) {
  const domain::Texts& texts = tools.rules.texts;
  const domain::TextArguments facts{{"schedule", run.schedule},
                                    {"round", run.round},
                                    {"release", run.release},
                                    {"missing", std::to_string(run.missing)}};
  Letter letter;
  letter.message_id = delivery.message_id;
  letter.recipients = words_of(delivery.recipients);
  letter.subject = texts.say("mail.report-subject", facts).vi;
  letter.text = texts.say(run.missing == 0 ? "mail.report" : "mail.report-missing", facts).vi + "\n\n";
  for (const Attachment& file : files) letter.text += file.name + "\n";
  letter.attachments = files;
  letter.written_at =
      std::chrono::duration_cast<std::chrono::seconds>(tools.clock().time_since_epoch()).count();
  return letter;
}

}  // namespace

std::string_view name(domain::Dispatch::Way way) {
  switch (way) {
    case domain::Dispatch::Way::folder:
      return "folder";
    case domain::Dispatch::Way::mail:
      return "mail";
    case domain::Dispatch::Way::https:
      return "https";
    case domain::Dispatch::Way::sftp:
      return "sftp";
  }
  return "";
}

Failed deliver_export(Tools& tools, const store::ReportRun& run, const store::ReportDelivery& delivery,
                      const std::vector<Attachment>& files) {
  if (delivery.way == "folder") return into_folder(tools, delivery, files);
  if (delivery.way == "mail") return send_letter(tools.delivery, letter_of(tools, run, delivery, files));
  const auto target = tools.delivery.targets.find(delivery.target);
  if (target == tools.delivery.targets.end()) return "the settings know no target " + delivery.target;
  for (const Attachment& file : files) {
    const Failed failed = delivery.way == "https" ? put_https(tools.delivery, target->second, file)
                                                  : put_sftp(tools.delivery, target->second, file);
    if (failed) return failed;
  }
  return std::nullopt;
}

}  // namespace rasoat::flow
