#pragma once

#include <string_view>

namespace rasoat::http {

/// How much a client wants something by a header such as `Accept-Language: vi;q=0.8, en` (RFC 9110, 12.4.2):
/// thousandths of the weight given to `wanted`, to a narrower form of it (`en-US` of `en`), or else to `*`.
/// 0 where it is refused or not named; a weight that is none counts as 1.
int preference(std::string_view header, std::string_view wanted);

}  // namespace rasoat::http
