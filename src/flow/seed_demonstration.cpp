#include "flow/seed_demonstration.h"

#include <fstream>
#include <stdexcept>

#include "flow/decide_upload.h"
#include "flow/demonstration_files.h"
#include "flow/demonstration_programmes.h"
#include "flow/follow_flags.h"
#include "flow/receive_upload.h"
#include "store/migrate.h"

namespace rasoat::flow {
namespace {

domain::Outcome load(Tools& tools, SentFile sent) {
  sent.person = system_person();
  const auto received = receive_upload(tools, sent);
  if (!received) return received.problem();
  const store::Upload& upload = received->upload;
  if (upload.state == domain::UploadState::rejected) {
    std::string first = sent.file_name;
    for (const domain::Finding& finding : received->findings) {
      if (finding.severity != domain::Severity::error) continue;
      first += ", row " + std::to_string(finding.row) + ": " + finding.message.en;
      break;
    }
    return domain::Problem{"demonstration", {first, first}, sent.file_name};
  }
  if (upload.state != domain::UploadState::checked) return domain::Done{};
  return approve_upload(tools, upload.id, sent.person);
}

domain::Outcome load_made_up(Tools& tools, const DemonstrationFile& file) {
  const auto folder = tools.data_directory / "spool";
  std::filesystem::create_directories(folder);
  SentFile sent;
  sent.kind = file.kind;
  sent.round = file.round;
  sent.file_name = file.name;
  sent.file = folder / file.name;
  sent.origin = Origin::synthetic;
  std::ofstream out(sent.file, std::ios::binary);
  out << file.bytes << std::flush;
  if (!out) throw std::runtime_error("cannot write " + sent.file.string());
  out.close();
  auto outcome = load(tools, sent);
  std::filesystem::remove(sent.file);
  return outcome;
}

}  // namespace

domain::Result<std::size_t> seed_demonstration(Tools& tools, const domain::DemonstrationPlan& plan,
                                               const std::filesystem::path& folder) {
  std::size_t files = 0;
  for (const domain::DemonstrationPlan::Published& published : plan.published) {
    SentFile sent;
    sent.kind = *domain::kind_named(published.kind);
    sent.round = published.round;
    sent.file_name = published.file;
    sent.file = folder / published.file;
    const auto outcome = load(tools, std::move(sent));
    if (!outcome) return outcome.problem();
    ++files;
  }
  const auto rounds = store::rounds(tools.pool);
  for (const domain::DemonstrationYear& year : domain::simulate(plan, tools.rules.areas)) {
    if (!year.plan->listed) continue;
    const domain::Round* round = domain::find_round(rounds, year.plan->round);
    const domain::Standard* standard = round == nullptr ? nullptr : tools.rules.standard(round->standard);
    if (standard == nullptr) throw std::logic_error("demonstration: no round " + year.plan->round);
    for (const DemonstrationFile& file :
         demonstration_files(plan, year, *round, *standard, tools.rules.areas)) {
      const auto outcome = load_made_up(tools, file);
      if (!outcome) return outcome.problem();
      ++files;
    }
  }
  for (const DemonstrationFile& file : demonstration_programmes(plan, tools.rules)) {
    const auto outcome = load_made_up(tools, file);
    if (!outcome) return outcome.problem();
    ++files;
  }
  follow_all_flags(tools, system_person());
  return files;
}

}  // namespace rasoat::flow
