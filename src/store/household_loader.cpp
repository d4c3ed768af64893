#include "store/household_loader.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

constexpr std::size_t kPush = 256 * 1024;

/// What a byte is written as after a backslash; 0 for one that stands for itself. Looked up for every byte of
/// a list.
constexpr auto kEscape = [] {
  std::array<char, 256> letters{};
  letters['\\'] = '\\';
  letters['\t'] = 't';
  letters['\n'] = 'n';
  letters['\0'] = '0';
  return letters;
}();

char escape_of(char c) { return kEscape[static_cast<unsigned char>(c)]; }

/// Bytes with those escaped that would end the field, the line or the text.
void append_escaped(std::string& out, std::string_view bytes) {
  std::size_t clean = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char letter = escape_of(bytes[at]);
    if (letter == 0) continue;
    out.append(bytes, clean, at - clean);
    out += '\\';
    out += letter;
    clean = at + 1;
  }
  out.append(bytes, clean);
}

void append_text(std::string& out, std::string_view text) {
  append_escaped(out, text);
  out += '\t';
}

/// Hash and seals in their places of the column `identity`, which sql/migrations/0011 names.
void append_identity(std::string& out, const SealedFields& sealed) {
  const auto hash = sealed.id_hash.value_or(std::array<unsigned char, 16>{});
  append_escaped(out, {reinterpret_cast<const char*>(hash.data()), hash.size()});
  const std::size_t name = sealed.head_name.size();
  if (name > 0xFFFF) throw std::logic_error("a sealed name has no room");
  const std::array<char, 2> length{static_cast<char>(name >> 8U), static_cast<char>(name & 255U)};
  append_escaped(out, {length.data(), length.size()});
  append_escaped(out, sealed.head_name);
  append_escaped(out, sealed.head_id_number);
  out += '\t';
}

template <typename T>
void append_number(std::string& out, T value) {
  std::array<char, 24> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the next line
  char* const end = std::to_chars(digits.data(), digits.data() + digits.size() - 1, value).ptr;
  *end = '\t';
  out.append(digits.data(), end + 1);
}

/// The answers of a household in their places of the column `answers`, which sql/migrations/0010 names:
/// numbers right-aligned, -1 for "not given", dates as eight digits or blanks.
class Answers {
 public:
  explicit Answers(std::string& out) : out_(out) {}

  Answers& number(std::size_t width, long value) {
    out_.append(width, ' ');
    std::size_t at = out_.size();
    std::size_t left = width;
    auto rest = static_cast<unsigned long>(std::abs(value));
    for (; left > 0 && (rest > 0 || left == width); rest /= 10, --left)
      out_[--at] = static_cast<char>('0' + rest % 10);
    if (rest > 0 || (value < 0 && left == 0))
      throw std::logic_error(fmt::format("{} has no room in {} places", value, width));
    if (value < 0) out_[--at] = '-';
    return *this;
  }
  template <typename T>
  Answers& choice(std::size_t width, const std::optional<T>& value) {
    return number(width, value ? static_cast<long>(*value) : -1);
  }
  template <typename Set>
  Answers& set(std::size_t width, const std::optional<Set>& value) {
    return number(width, value ? static_cast<long>(value->to_ulong()) : -1);
  }
  Answers& date(const std::optional<domain::Date>& value) {
    if (!value) {
      out_.append(8, ' ');
      return *this;
    }
    const std::string iso = value->iso();
    out_.append(iso, 0, 4).append(iso, 5, 2).append(iso, 8, 2);
    return *this;
  }

 private:
  std::string& out_;
};

}  // namespace

HouseholdLoader::Chunk::Chunk() : file(::memfd_create("households", MFD_CLOEXEC)) {
  if (file < 0) throw std::runtime_error("no memory file: " + std::string(std::strerror(errno)));
}

HouseholdLoader::Chunk::Chunk(Chunk&& other) noexcept
    : file(std::exchange(other.file, -1)), rows(std::exchange(other.rows, 0)) {}

HouseholdLoader::Chunk::~Chunk() {
  if (file >= 0) ::close(file);
}

void HouseholdLoader::Chunk::write(const std::string& bytes) const {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t count = ::write(file, bytes.data() + at, bytes.size() - at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw std::runtime_error("memory file: " + std::string(std::strerror(errno)));
    at += static_cast<std::size_t>(count);
  }
}

HouseholdLoader::HouseholdLoader(const Pool& pool, domain::UploadId upload) : pool_(pool), upload_(upload) {
  buffer_.reserve(kPush + 4096);
}

HouseholdLoader::~HouseholdLoader() {
  for (Lane& lane : lanes_) {
    if (lane.thread.joinable()) lane.thread.join();
  }
}

void HouseholdLoader::load_once(Session& session, const Chunk& chunk) const {
  std::string statement(queries::household_load.sql);
  // Opened anew by its path, so that it is read from its beginning each time.
  statement.replace(statement.find("%file"), 5, std::to_string(chunk.file));
  statement.replace(statement.find("%upload"), 7, std::to_string(number(upload_)));
  session.begin();
  const std::uint64_t loaded = session.execute_text(queries::household_load.name, statement);
  const std::uint64_t warnings = session.warnings();
  if (loaded != chunk.rows || warnings != 0) {
    throw Failure(queries::household_load.name, 0,
                  fmt::format("loaded {} of {} rows with {} warnings", loaded, chunk.rows, warnings));
  }
  session.commit();
}

void HouseholdLoader::load(Lane& lane, const Chunk& chunk) const {
  constexpr int kTries = 10;
  try {
    if (!lane.session) lane.session = pool_.session_for(Session::Purpose::loading);
    for (int attempt = 1;; ++attempt) {
      try {
        return load_once(*lane.session, chunk);
      } catch (const Failure& failure) {
        lane.session->roll_back();
        if (!failure.passing() || attempt == kTries) throw;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5 * attempt));
    }
  } catch (...) {
    lane.failure = std::current_exception();
  }
}

void HouseholdLoader::wait(Lane& lane) {
  if (lane.thread.joinable()) lane.thread.join();
  if (lane.failure) std::rethrow_exception(std::exchange(lane.failure, nullptr));
}

void HouseholdLoader::hand_over() {
  chunk_->write(buffer_);
  buffer_.clear();
  Lane& lane = lanes_[next_];
  next_ = (next_ + 1) % lanes_.size();
  wait(lane);
  lane.thread = std::thread([this, &lane, chunk = std::move(*chunk_)] { load(lane, chunk); });
  chunk_.reset();
}

void HouseholdLoader::add(const domain::Household& h, const SealedFields& sealed) {
  if (!chunk_) chunk_ = std::make_unique<Chunk>();
  append_number(buffer_, h.row);
  append_number(buffer_, number(h.area));
  append_text(buffer_, h.former_commune);
  append_text(buffer_, h.village);
  append_text(buffer_, h.household_code);
  append_identity(buffer_, sealed);
  append_text(buffer_, h.ethnicity);
  append_text(buffer_, h.enumerator);
  append_text(buffer_, h.decision_no);
  append_text(buffer_, h.change_reason);
  Answers(buffer_)
      .choice(4, h.birth_year)
      .choice(2, h.gender)
      .choice(2, h.woman_head)
      .number(1, h.minority ? 1 : 0)
      .number(5, h.members)
      .choice(2, h.setting)
      .choice(5, h.b1_score)
      .choice(5, h.b2_score)
      .set(5, h.deprivations)
      .number(1, static_cast<long>(h.declared))
      .choice(2, h.computed)
      .choice(2, h.previous)
      .set(3, h.causes)
      .choice(2, h.no_labour_capacity)
      .choice(2, h.merit)
      .date(h.survey_date)
      .date(h.decision_date);
  buffer_ += '\n';
  if (++chunk_->rows == kChunk) {
    hand_over();
  } else if (buffer_.size() >= kPush) {
    chunk_->write(buffer_);
    buffer_.clear();
  }
}

void HouseholdLoader::finish() {
  if (chunk_) hand_over();
  for (Lane& lane : lanes_) wait(lane);
}

}  // namespace rasoat::store
