#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <optional>
#include <string>

#include "access/scope.h"
#include "domain/result.h"
#include "domain/upload.h"
#include "flow/survey_file.h"
#include "flow/tools.h"
#include "store/upload.h"

namespace rasoat::flow {

enum class Shrink { refuse, accept };
enum class Origin { real, synthetic };

/// A complete file that somebody sends.
struct SentFile {
  domain::Kind kind = domain::Kind::households;
  std::string round;
  std::filesystem::path file;
  std::string file_name;
  access::Person person;
  Shrink shrink = Shrink::refuse;
  Origin origin = Origin::real;
  std::function<void(std::int64_t rows)> progress;  ///< may be empty
  std::shared_future<FileRead> read;                ///< of `file`, where it was begun already; may be empty
};

struct ReceivedFile {
  store::Upload upload;
  std::vector<domain::Finding> findings;  ///< personal values in clear: for the sender only
  bool already_there = false;             ///< the same bytes were received before; nothing was done
};

/// A file that has its upload: to be checked by this process, or there already.
struct OpenedUpload {
  domain::UploadId id{};
  bool ours = false;  ///< to be checked now by `check_opened`
  access::Key data_key = access::Key::random();
  std::string sha256;
  std::uint64_t bytes = 0;
  std::optional<domain::Round> round;
};

/// The first half of receive_upload: looks at the file as a whole and opens its upload, in state `received`.
domain::Result<OpenedUpload> open_sent(Tools& tools, const SentFile& sent);
/// The second half, for an upload that is ours: reads and checks the rows. Throws where it cannot be ended;
/// whoever had it then takes it back.
void check_opened(Tools& tools, const SentFile& sent, const OpenedUpload& opened);

/// Takes a file whole or not at all: reads it once for its hash and once for its rows, which stream into the
/// database while they are checked, counted and sealed; the last commit makes it an upload, `checked` or,
/// with errors, `rejected`. The same bytes again answer with the upload that is there. What is no upload at
/// all
/// (`empty`, `not-utf8`, `not-a-table`, `too-large`, an unknown round) is a Problem and leaves nothing.
domain::Result<ReceivedFile> receive_upload(Tools& tools, const SentFile& sent);

/// The findings of an upload as this person may read them: values of personal columns in clear only for
/// officers and reviewers (who are scoped), empty for everybody else.
std::vector<domain::Finding> findings_for(Tools& tools, const store::Upload& upload,
                                          const access::Person& person);

/// All of the checking and none of the keeping: `rasoat check`, without a database.
struct CheckedFile {
  std::int64_t rows = 0;
  domain::Findings findings;
};
domain::Result<CheckedFile> check_file(const domain::Rules& rules, std::int64_t limit_bytes,
                                       const SentFile& sent);

/// Deletes what processes that died left of uploads they were checking. Run at start; safe with several
/// instances.
void clear_interrupted(Tools& tools);

/// True when every area an upload's rows name lies in the person's scope.
bool may_see(const Tools& tools, const access::Person& person, const store::Upload& upload);

}  // namespace rasoat::flow
