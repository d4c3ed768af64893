// check and import: files from the command line.

#include <cstdio>
#include <filesystem>
#include <future>
#include <iostream>

#include <unistd.h>

#include "app/commands.h"
#include "export/upload_answers.h"
#include "flow/decide_upload.h"
#include "flow/mark_upload.h"
#include "flow/receive_upload.h"

namespace rasoat::app {
namespace {

Exit refuse(const domain::Problem& problem) {
  std::cerr << "rasoat: " << problem.message.vi << " / " << problem.message.en << '\n';
  return Exit::input;
}

/// A bar for those who watch; silent when standard error is no terminal.
std::function<void(std::int64_t)> progress_bar() {
  if (::isatty(STDERR_FILENO) == 0) return {};
  return [](std::int64_t rows) { std::fprintf(stderr, "\r%lld dòng / rows", static_cast<long long>(rows)); };
}

/// The words of the command as a file to send; nothing after a complaint.
std::optional<flow::SentFile> sent_file(Context& context, const Arguments& arguments, Exit& exit) {
  const auto kind = domain::kind_named(arguments.word(0));
  if (!kind) {
    std::cerr << "rasoat: không có loại / no such kind: " << arguments.word(0)
              << " (households | counts | disbursement | results | ntm-criteria | targets | benchmarks)\n";
    exit = Exit::usage;
    return std::nullopt;
  }
  flow::SentFile sent;
  sent.kind = *kind;
  sent.file = arguments.word(1);
  sent.file_name = sent.file.filename().string();
  sent.round = arguments.value_or("round", "");
  sent.person = flow::system_person();
  sent.progress = progress_bar();
  if (::access(sent.file.c_str(), R_OK) != 0 || std::filesystem::is_directory(sent.file)) {
    std::cerr << "rasoat: không mở được / cannot open " << sent.file.string() << '\n';
    exit = Exit::system;
    return std::nullopt;
  }
  if (domain::needs_round(sent.kind) && sent.round.empty()) {
    std::cerr << "rasoat: cần --round / --round is required for " << arguments.word(0) << '\n';
    exit = Exit::usage;
    return std::nullopt;
  }
  // Begun now: the rules take as long to load as a large file to read.
  sent.read =
      std::async(std::launch::async, flow::read_through, sent.file, context.settings().upload_limit_bytes);
  return sent;
}

void print(const export_::UploadSummary& summary, const std::vector<domain::Finding>& findings,
           const std::string& format) {
  if (format == "json") {
    std::cout << export_::upload_json(summary, &findings) << '\n';
  } else if (format == "csv") {
    std::cout << export_::findings_csv(findings);
  } else {
    std::cout << export_::upload_table(summary, findings);
  }
}

bool known_format(const std::string& format) {
  return format == "text" || format == "json" || format == "csv";
}

}  // namespace

Exit check_command(Context& context, const Arguments& arguments) {
  Exit exit = Exit::done;
  const std::string format = arguments.value_or("format", "text");
  if (!known_format(format))
    return refuse({"usage", {"--format text | json | csv", "--format text | json | csv"}, ""}), Exit::usage;
  const auto sent = sent_file(context, arguments, exit);
  if (!sent) return exit;
  const auto checked = flow::check_file(*context.rules(), context.settings().upload_limit_bytes, *sent);
  if (!checked) return refuse(checked.problem());
  if (arguments.has("marked")) {
    flow::mark_checked(*context.rules(), sent->kind, sent->file, arguments.value_or("marked", ""),
                       checked->findings);
  }
  export_::UploadSummary summary;
  summary.kind = sent->kind;
  summary.round = sent->round;
  summary.rows = checked->rows;
  summary.errors = checked->findings.errors();
  summary.warnings = checked->findings.warnings();
  summary.state = summary.errors > 0 ? domain::UploadState::rejected : domain::UploadState::checked;
  print(summary, checked->findings.kept(), format);
  return summary.errors > 0 ? Exit::input : Exit::done;
}

Exit import_command(Context& context, const Arguments& arguments) {
  Exit exit = Exit::done;
  const std::string format = arguments.value_or("format", "text");
  if (!known_format(format))
    return refuse({"usage", {"--format text | json", "--format text | json"}, ""}), Exit::usage;
  auto sent = sent_file(context, arguments, exit);
  if (!sent) return exit;
  if (arguments.has("accept-shrink")) sent->shrink = flow::Shrink::accept;
  flow::clear_interrupted(context.tools());
  auto received = flow::receive_upload(context.tools(), *sent);
  if (!received) return refuse(received.problem());
  const bool approvable = received->upload.state == domain::UploadState::checked ||
                          received->upload.state == domain::UploadState::submitted;
  if (arguments.has("approve") && approvable) {
    const auto approved = flow::approve_upload(context.tools(), received->upload.id, flow::system_person());
    if (!approved) return refuse(approved.problem());
    received->upload.state = domain::UploadState::approved;
  }
  export_::UploadSummary summary;
  summary.id = number(received->upload.id);
  summary.kind = received->upload.kind;
  summary.round = received->upload.period;
  summary.state = received->upload.state;
  summary.rows = static_cast<std::int64_t>(received->upload.rows);
  summary.errors = static_cast<std::int64_t>(received->upload.errors);
  summary.warnings = static_cast<std::int64_t>(received->upload.warnings);
  print(summary, received->findings, format);
  return received->upload.errors > 0 ? Exit::input : Exit::done;
}

}  // namespace rasoat::app
