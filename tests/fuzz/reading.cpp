#include "fuzz/reading.h"

#include "fuzz/fuzz.h"
#include "ingest/bad_workbook.h"
#include "ingest/mark.h"
#include "ingest/text.h"

namespace rasoat::fuzz {

void read_and_mark(const std::filesystem::path& file, domain::Kind kind) {
  const test::Reading reading = test::read_file(file, kind);
  const auto& findings = reading.findings;
  must(findings.kept().size() == std::size_t(findings.errors() + findings.warnings()) || findings.full(),
       "every finding is kept or counted");
  for (const domain::Finding& finding : findings.kept()) {
    must(finding.row >= 0, "a finding names a row");
    must(!finding.message.vi.empty() && !finding.message.en.empty(), "a finding is said in words");
    ingest::Utf8Check check;
    must(check.take(finding.message.vi) && check.take(finding.value) && check.complete(),
         "a finding is UTF-8");
  }
  const MemoryFile marked;
  ingest::MarkRequest request;
  request.file = file;
  request.to = marked.path();
  request.kind = kind;
  request.rules = &test::rules();
  request.findings = &findings.kept();
  request.errors = findings.errors();
  request.warnings = findings.warnings();
  request.title = "fuzz";
  try {
    ingest::mark_file(request);
  } catch (const ingest::BadWorkbook&) {
    return;  // said of what cannot be read at all
  }
  test::read_file(marked.path(), kind);
}

}  // namespace rasoat::fuzz
