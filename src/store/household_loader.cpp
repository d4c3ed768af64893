#include "store/household_loader.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/compile.h>
#include <fmt/format.h>
#include <unistd.h>

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

constexpr std::size_t kPush = 256 * 1024;

void append_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\0':
        out += "\\0";
        break;
      default:
        out += c;
    }
  }
  out += '\t';
}

template <typename T>
void append_number(std::string& out, T value) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{}\t"), value);
}

/// -1 stands for "not given" in small numbers; dates are NULL.
template <typename T>
void append_choice(std::string& out, const std::optional<T>& value) {
  append_number(out, value ? static_cast<int>(*value) : -1);
}

template <typename Set>
void append_set(std::string& out, const std::optional<Set>& value) {
  append_number(out, value ? static_cast<long>(value->to_ulong()) : -1L);
}

void append_date(std::string& out, const std::optional<domain::Date>& date) {
  out += date ? date->iso() : "\\N";
  out += '\t';
}

}  // namespace

HouseholdLoader::HouseholdLoader(const Pool& pool, domain::UploadId upload)
    : upload_(upload), session_(pool.loading_session()) {
  buffer_.reserve(kPush + 4096);
}

HouseholdLoader::~HouseholdLoader() {
  if (writing_end_ >= 0) ::close(writing_end_);
  if (thread_.joinable()) thread_.join();
}

void HouseholdLoader::begin_chunk() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe: " + std::string(std::strerror(errno)));
  ::fcntl(ends[1], F_SETPIPE_SZ,
          1 << 20);  // fewer switches between us and the loader; a smaller one works too
  writing_end_ = ends[1];
  failure_ = nullptr;
  thread_ = std::thread([this, reading = ends[0]] { load(reading); });
}

void HouseholdLoader::load(int reading_end) {
  try {
    std::string statement(queries::household_load.sql);
    statement.replace(statement.find("%d"), 2, std::to_string(reading_end));
    session_->begin();
    loaded_ = session_->execute_text(queries::household_load.name, statement);
    warnings_ = session_->warnings();
  } catch (...) {
    failure_ = std::current_exception();
  }
  // Closed before anybody joins: a writer that is still pushing gets EPIPE instead of waiting for ever.
  ::close(reading_end);
}

void HouseholdLoader::push() {
  std::size_t at = 0;
  while (at < buffer_.size()) {
    const ssize_t count = ::write(writing_end_, buffer_.data() + at, buffer_.size() - at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;  // the loader gave up; end_chunk says why
    at += static_cast<std::size_t>(count);
  }
  const bool cut = at < buffer_.size();
  buffer_.clear();
  if (cut) end_chunk();
}

void HouseholdLoader::end_chunk() {
  if (writing_end_ >= 0) {
    if (!buffer_.empty()) push();
    if (writing_end_ >= 0) ::close(writing_end_);
    writing_end_ = -1;
  }
  if (!thread_.joinable()) return;
  thread_.join();
  const std::size_t expected = std::exchange(rows_, 0);
  if (failure_) {
    session_->roll_back();
    std::rethrow_exception(failure_);
  }
  if (loaded_ != expected || warnings_ != 0) {
    session_->roll_back();
    throw Failure(queries::household_load.name, 0,
                  fmt::format("loaded {} of {} rows with {} warnings", loaded_, expected, warnings_));
  }
  session_->commit();
}

void HouseholdLoader::add(const domain::Household& h, const SealedFields& sealed) {
  if (!thread_.joinable()) begin_chunk();
  append_number(buffer_, number(upload_));
  append_number(buffer_, h.row);
  append_number(buffer_, number(h.area));
  append_text(buffer_, h.former_commune);
  append_text(buffer_, h.village);
  append_text(buffer_, h.household_code);
  append_text(buffer_, sealed.head_name);
  append_text(buffer_, sealed.head_id_number);
  append_text(buffer_, sealed.id_hash);
  append_choice(buffer_, h.birth_year);
  append_choice(buffer_, h.gender);
  append_choice(buffer_, h.woman_head);
  append_text(buffer_, h.ethnicity);
  append_number(buffer_, h.minority ? 1 : 0);
  append_number(buffer_, h.members);
  append_choice(buffer_, h.setting);
  append_choice(buffer_, h.b1_score);
  append_choice(buffer_, h.b2_score);
  append_set(buffer_, h.deprivations);
  append_number(buffer_, static_cast<int>(h.declared));
  append_choice(buffer_, h.computed);
  append_choice(buffer_, h.previous);
  append_set(buffer_, h.causes);
  append_choice(buffer_, h.no_labour_capacity);
  append_choice(buffer_, h.merit);
  append_text(buffer_, h.enumerator);
  append_date(buffer_, h.survey_date);
  append_text(buffer_, h.decision_no);
  append_date(buffer_, h.decision_date);
  append_text(buffer_, h.change_reason);
  buffer_.back() = '\n';
  if (++rows_ == kChunk) {
    end_chunk();
  } else if (buffer_.size() >= kPush) {
    push();
  }
}

void HouseholdLoader::finish() { end_chunk(); }

}  // namespace rasoat::store
