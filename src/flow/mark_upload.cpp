#include "flow/mark_upload.h"

#include "flow/nameless_file.h"
#include "flow/read_households.h"
#include "flow/receive_upload.h"
#include "ingest/mark.h"
#include "ingest/read.h"

namespace rasoat::flow {
namespace {

bool may_have_original(const store::Upload& upload, const access::Person& person) {
  const bool register_kind = upload.kind == domain::Kind::benchmarks || upload.kind == domain::Kind::targets;
  return person.role == access::Role::officer || person.role == access::Role::reviewer ||
         (register_kind && person.role == access::Role::admin);
}

domain::Problem problem(const Tools& tools, const std::string& code, const std::string& state = "") {
  return {code, tools.rules.texts.say("upload." + code, {{"state", state}}), state};
}

/// `danh-sach.xlsx` → `danh-sach-da-kiem-tra.xlsx`.
std::string marked_name(const store::Upload& upload, bool workbook) {
  std::filesystem::path name(upload.file_name);
  std::string stem = name.stem().string();
  if (stem.empty()) stem = std::string(domain::name(upload.kind));
  const std::string ending = name.extension().string();
  return stem + "-da-kiem-tra" + (!ending.empty() ? ending : workbook ? ".xlsx" : ".csv");
}

std::string media_type(bool workbook) {
  return workbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                  : "text/csv; charset=utf-8";
}

}  // namespace

domain::Result<NamedFile> mark_upload(Tools& tools, const store::Upload& upload,
                                      const access::Person& person) {
  if (!may_have_original(upload, person)) {
    return domain::Problem{"no-right", tools.rules.texts.say("http.forbidden"), ""};
  }
  if (upload.state == domain::UploadState::received) {
    return problem(tools, "upload-state", std::string(domain::name(upload.state)));
  }
  const auto sealed = tools.original(upload.sha256, upload.id);
  if (upload.data_key.empty() || !std::filesystem::exists(sealed)) return problem(tools, "original-gone");
  note_reading(tools, person, upload.id, "original");
  const auto folder = tools.data_directory / "spool";
  const NamelessFile clear(folder);
  const NamelessFile marked(folder);
  access::unseal_file(access::unseal_key(tools.service_key, upload.data_key), sealed, clear.path());
  const auto findings = findings_for(tools, upload, person);
  ingest::MarkRequest request;
  request.file = clear.path();
  request.to = marked.path();
  request.kind = upload.kind;
  request.rules = &tools.rules;
  request.findings = &findings;
  request.errors = static_cast<std::int64_t>(upload.errors);
  request.warnings = static_cast<std::int64_t>(upload.warnings);
  request.title = tools.rules.texts
                      .say(upload.period.empty() ? "mark.file" : "mark.file-of-round",
                           {{"file", upload.file_name},
                            {"round", upload.period},
                            {"id", std::to_string(number(upload.id))}})
                      .vi;
  const bool workbook = ingest::is_workbook(request.file);
  ingest::mark_file(request);
  return NamedFile{marked.bytes(), media_type(workbook), marked_name(upload, workbook)};
}

void mark_checked(const domain::Rules& rules, domain::Kind kind, const std::filesystem::path& file,
                  const std::filesystem::path& to, const domain::Findings& findings) {
  ingest::MarkRequest request;
  request.file = file;
  request.to = to;
  request.kind = kind;
  request.rules = &rules;
  request.findings = &findings.kept();
  request.errors = findings.errors();
  request.warnings = findings.warnings();
  request.title = file.filename().string();
  ingest::mark_file(request);
}

}  // namespace rasoat::flow
