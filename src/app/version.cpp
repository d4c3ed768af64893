#include "app/version.h"

#include "store/queries.gen.h"

namespace rasoat::app {

std::string version() {
  const std::string schema(store::queries::migrations.back().name);
  return std::string(RASOAT_VERSION) + " (commit " + RASOAT_COMMIT + ", schema " + schema.substr(0, 4) + ")";
}

}  // namespace rasoat::app
