#include "export/manifest.h"

#include <array>

#include <sodium.h>

#include "export/json_out.h"

namespace rasoat::export_ {
namespace {

void write_request(JsonOut& out, const ReportRequest& request, const Report& report) {
  out.key("request").begin_object().member("report", request.report).member("round", request.round);
  out.member("format", name(request.format)).member("within", request.within);
  out.member("level", request.level ? domain::name(*request.level) : std::string_view());
  out.member("as_of", report.as_of.iso()).member("indicator", request.indicator);
  out.member("group", request.group);
  out.member("partial", request.partial == domain::Partial::accept);
  out.member("audience", name(request.audience));
  out.member("language", request.language == domain::Language::vi ? "vi" : "en");
  out.member("created", report.created).end_object();
}

void write_benchmarks(JsonOut& out, const domain::Snapshot& snapshot, const Report& report) {
  out.key("benchmarks").begin_array();
  for (const domain::Benchmark& benchmark : snapshot.benchmarks.all()) {
    if (benchmark.period != report.round) continue;
    out.begin_object().member("indicator", benchmark.indicator.text());
    out.member("scope", benchmark.scope.text()).member("period", benchmark.period);
    out.member("value", benchmark.value_text).member("source", benchmark.source);
    out.member("provisional", benchmark.provisional).end_object();
  }
  out.end_array();
}

/// Whether the same came out, and if not, what has changed since.
void write_again(JsonOut& out, const domain::Snapshot& snapshot, const ReportRequest& request,
                 const ExportedReport& exported) {
  if (!request.earlier) return;
  const Earlier& then = *request.earlier;
  out.key("made_again").begin_object().member("same_bytes", then.sha256 == exported.sha256);
  out.member("sha256_then", then.sha256).member("same_software", then.software == request.software);
  out.member("software_then", then.software).key("rules_changed").begin_array();
  for (const auto& [file, hash] : snapshot.rules->hashes) {
    const auto before = then.rules.find(file);
    if (before == then.rules.end() || before->second != hash) out.value(file);
  }
  for (const auto& [file, hash] : then.rules) {
    if (!snapshot.rules->hashes.contains(file)) out.value(file);
  }
  out.end_array().end_object();
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest) {
    text += kHex[byte >> 4U];
    text += kHex[byte & 15U];
  }
  return text;
}

std::string manifest_of(const domain::Snapshot& snapshot, const ReportRequest& request, const Report& report,
                        const ExportedReport& exported) {
  JsonOut out;
  out.begin_object().member("file", exported.file_name).member("sha256", exported.sha256);
  out.member("bytes", static_cast<std::int64_t>(exported.bytes.size()));
  exported.form.empty() ? out.key("form").null() : out.member("form", exported.form);
  write_request(out, request, report);
  report.release.empty() ? out.key("release").null() : out.member("release", report.release);
  out.member("pointers_version", snapshot.version);
  out.member("round", report.round).member("standard", report.standard);
  out.member("reference_date", report.reference_date.iso()).member("boundary_date", report.as_of.iso());
  out.key("tables").begin_array();
  for (const Block& block : report.blocks) {
    const Table* table = std::get_if<Table>(&block);
    if (table == nullptr) continue;
    out.begin_object().member("id", table->id);
    out.member("rows", static_cast<std::int64_t>(table->size())).end_object();
  }
  out.end_array().key("missing").begin_array();
  for (const domain::AreaId area : report.missing) out.value(snapshot.rules->areas.get(area).code.text());
  out.end_array().key("differences").begin_array();
  for (const Difference& difference : report.differences) {
    out.begin_object().member("check", difference.code);
    out.member("area", snapshot.rules->areas.get(difference.area).code.text());
    out.member("message", difference.message).end_object();
  }
  out.end_array();
  write_benchmarks(out, snapshot, report);
  out.key("rules").begin_object();
  for (const auto& [file, hash] : snapshot.rules->hashes) out.member(file, hash);
  out.end_object().member("software", request.software);
  write_again(out, snapshot, request, exported);
  out.end_object();
  return out.take() + "\n";
}

}  // namespace rasoat::export_
