#include "flow/seed_demonstration.h"
namespace rasoat::flow {
domain::Result<std::size_t> seed_demonstration(Tools&) { return std::size_t{0}; }
}  // namespace rasoat::flow
