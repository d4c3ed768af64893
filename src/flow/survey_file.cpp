#include "flow/survey_file.h"

#include <fstream>
#include <stdexcept>
#include <vector>

#include "access/digest.h"
#include "ingest/xlsx.h"

namespace rasoat::flow {

FileRead read_through(const std::filesystem::path& file, std::int64_t limit_bytes) {
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file)) throw std::runtime_error("cannot open " + file.string());
  FileRead read;
  read.bytes = std::filesystem::file_size(file);
  if (read.bytes > static_cast<std::uint64_t>(limit_bytes)) return read;
  access::Sha256 digest;
  auto sniffer = std::make_shared<ingest::Sniffer>();
  std::vector<char> piece(1 << 20);
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0) {
    const std::string_view bytes(piece.data(), static_cast<std::size_t>(in.gcount()));
    digest.take(bytes);
    sniffer->take(bytes);
  }
  read.sha256 = digest.hex();
  read.sniffer = std::move(sniffer);
  return read;
}

domain::Result<ingest::Survey> survey_file(const std::filesystem::path& file, const FileRead& read,
                                           const domain::Texts& texts, std::int64_t limit_bytes) {
  if (read.sniffer == nullptr) {
    return domain::Problem{
        "too-large", texts.say("refused.too-large", {{"limit", std::to_string(limit_bytes / (1024 * 1024))}}),
        ""};
  }
  ingest::Survey survey;
  survey.bytes = read.bytes;
  survey.sha256 = read.sha256;
  const auto format = read.sniffer->finish(texts);
  if (!format) return format.problem();
  survey.format = *format;
  if (survey.format == ingest::Survey::Format::xlsx) {
    const auto looked = ingest::look_into_workbook(file, texts);
    if (!looked) return looked.problem();
  }
  return survey;
}

domain::Result<const domain::Round*> round_for(domain::Kind kind, const std::string& round,
                                               const std::vector<domain::Round>& rounds,
                                               const domain::Texts& texts) {
  if (!domain::needs_round(kind)) return static_cast<const domain::Round*>(nullptr);
  if (round.empty()) return domain::Problem{"round-required", texts.say("refused.round-required"), "round"};
  const domain::Round* found = domain::find_round(rounds, round);
  if (found == nullptr) {
    return domain::Problem{"round-unknown", texts.say("refused.round-unknown", {{"round", round}}), "round"};
  }
  return found;
}

}  // namespace rasoat::flow
