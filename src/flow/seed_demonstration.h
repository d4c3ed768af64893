#pragma once
#include "flow/tools.h"
namespace rasoat::flow {
domain::Result<std::size_t> seed_demonstration(Tools& tools);
}
