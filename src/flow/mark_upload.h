#pragma once

#include <string>

#include "domain/result.h"
#include "flow/tools.h"
#include "store/upload.h"

namespace rasoat::flow {

/// Bytes for somebody to keep.
struct NamedFile {
  std::string bytes;
  std::string media_type;
  std::string name;
};

/// The sender's own file with its faults marked, for the officer and the reviewer in whose scope it lies;
/// nobody else gets original files. Problems: `no-right`, `upload-state` while it is being checked,
/// `original-gone` when its time was over.
domain::Result<NamedFile> mark_upload(Tools& tools, const store::Upload& upload,
                                      const access::Person& person);

/// The same for a file that was only checked: writes the marked copy beside it.
void mark_checked(const domain::Rules& rules, domain::Kind kind, const std::filesystem::path& file,
                  const std::filesystem::path& to, const domain::Findings& findings);

}  // namespace rasoat::flow
