#include "flow/live_snapshot.h"

#include "flow/audit_round.h"
#include "store/cube.h"
#include "store/migrate.h"

namespace rasoat::flow {
namespace {

std::shared_ptr<const domain::Snapshot> assemble(const std::shared_ptr<AuditLists>& lists,
                                                 store::CubeContent content, domain::Cube cube,
                                                 const std::string& release,
                                                 std::shared_ptr<const domain::Rules> rules,
                                                 std::shared_ptr<const domain::Boundaries> boundaries,
                                                 std::vector<domain::Round> rounds) {
  auto snapshot = std::make_shared<domain::Snapshot>();
  snapshot->version = content.version;
  snapshot->release = release;
  snapshot->cube = std::move(cube);
  snapshot->dated = std::make_shared<const domain::DatedBook>(std::move(content.dated));
  snapshot->benchmarks = domain::BenchmarkRegister(std::move(content.benchmarks));
  snapshot->audits = std::make_shared<const domain::AuditBook>(
      [lists](const domain::Snapshot& of, const domain::Round& round, const domain::Area& province) {
        return audit_round(*lists, of, round, province);
      });
  snapshot->rounds = std::move(rounds);
  snapshot->rules = std::move(rules);
  snapshot->boundaries = std::move(boundaries);
  return snapshot;
}

}  // namespace

LiveSnapshot::LiveSnapshot(store::Pool& pool, std::shared_ptr<const domain::Rules> rules,
                           std::shared_ptr<const domain::Boundaries> boundaries)
    : pool_(pool),
      rules_(std::move(rules)),
      boundaries_(std::move(boundaries)),
      lists_(std::make_shared<AuditLists>(pool)) {}

std::shared_ptr<const domain::Snapshot> LiveSnapshot::make() {
  auto rounds = store::rounds(pool_);
  domain::CubeMaker maker(*boundaries_, rounds);
  auto content = store::read_cube(pool_, [&](const domain::CurrentFact& fact) { maker.add(fact); });
  return assemble(lists_, std::move(content), maker.finish(), "", rules_, boundaries_, std::move(rounds));
}

std::shared_ptr<const domain::Snapshot> LiveSnapshot::now() {
  {
    const std::scoped_lock lock(mutex_);
    if (current_ && std::chrono::steady_clock::now() - looked_at_ < std::chrono::milliseconds(500))
      return current_;
  }
  std::unique_lock making(making_, std::try_to_lock);
  if (!making.owns_lock()) {
    const std::scoped_lock lock(mutex_);
    if (current_) return current_;
  }
  if (making.owns_lock()) making.unlock();
  try {
    return fresh();
  } catch (const store::Unavailable&) {
    const std::scoped_lock lock(mutex_);
    if (current_) return current_;
    throw;
  }
}

std::shared_ptr<const domain::Snapshot> LiveSnapshot::fresh() {
  const std::scoped_lock making(making_);
  const auto looked = std::chrono::steady_clock::now();
  std::shared_ptr<const domain::Snapshot> there;
  {
    const std::scoped_lock lock(mutex_);
    there = current_;
  }
  if (!there || store::cube_version(pool_) != there->version) there = make();
  const std::scoped_lock lock(mutex_);
  if (current_ != there) made_at_ = looked;
  current_ = there;
  looked_at_ = looked;
  return there;
}

domain::Result<std::shared_ptr<const domain::Snapshot>> LiveSnapshot::release(const std::string& name) {
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& kept : releases_) {
      if (kept->release == name) return kept;
    }
  }
  auto rounds = store::rounds(pool_);
  domain::CubeMaker maker(*boundaries_, rounds);
  auto content = store::read_release(pool_, name, [&](const domain::CurrentFact& fact) { maker.add(fact); });
  if (!content) {
    return domain::Problem{"release-unknown", rules_->texts.say("query.release-unknown", {{"release", name}}),
                           "release"};
  }
  auto made =
      assemble(lists_, std::move(*content), maker.finish(), name, rules_, boundaries_, std::move(rounds));
  const std::scoped_lock lock(mutex_);
  releases_.insert(releases_.begin(), made);
  if (releases_.size() > kReleasesKept) releases_.pop_back();
  return made;
}

bool LiveSnapshot::ready() const {
  const std::scoped_lock lock(mutex_);
  return current_ != nullptr;
}

LiveSnapshot::Age LiveSnapshot::age() const {
  const auto now = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex_);
  return {std::chrono::duration_cast<std::chrono::seconds>(now - looked_at_),
          std::chrono::duration_cast<std::chrono::seconds>(now - made_at_)};
}

}  // namespace rasoat::flow
