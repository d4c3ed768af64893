#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "domain/benchmark_register.h"
#include "domain/boundaries.h"
#include "domain/cube.h"
#include "domain/dated_book.h"
#include "domain/rules.h"

namespace rasoat::domain {

class AuditBook;

/// Everything a read needs, as of one version of the pointers (or of one release): immutable, shared by the
/// requests that began while it was current.
struct Snapshot {
  std::uint64_t version = 0;
  std::string release;  ///< empty for the live pointers
  // Shared: rules and boundaries outlive the many snapshots made on them.
  std::shared_ptr<const Rules> rules;
  std::shared_ptr<const Boundaries> boundaries;
  std::vector<Round> rounds;
  Cube cube;
  // Shared: it keeps sums under a lock and cannot be moved.
  std::shared_ptr<const DatedBook> dated = std::make_shared<const DatedBook>();
  BenchmarkRegister benchmarks;
  // Shared: it makes audits when they are asked for, under a lock, and cannot be moved.
  std::shared_ptr<const AuditBook> audits;  // null: none can be made
};

}  // namespace rasoat::domain
