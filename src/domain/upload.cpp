#include "domain/upload.h"

#include <array>
#include <utility>

namespace rasoat::domain {
namespace {
constexpr std::array<std::string_view, 7> kKinds{"households",   "counts",  "disbursement", "results",
                                                 "ntm-criteria", "targets", "benchmarks"};
constexpr std::array<std::string_view, 6> kStates{"received", "checked",    "submitted",
                                                  "approved", "superseded", "rejected"};
}  // namespace

std::string_view name(Kind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

std::optional<Kind> kind_named(std::string_view name) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i] == name) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

bool needs_round(Kind kind) { return kind == Kind::households || kind == Kind::counts; }

std::string_view name(UploadState state) { return kStates.at(static_cast<std::size_t>(state)); }

std::optional<UploadState> upload_state_named(std::string_view name) {
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    if (kStates[i] == name) return static_cast<UploadState>(i);
  }
  return std::nullopt;
}

void Findings::add(Finding finding) {
  count(finding.severity);
  if (!full()) kept_.push_back(std::move(finding));
}

}  // namespace rasoat::domain
