#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace rasoat::access {

/// SHA-256 of bytes handed in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void take(std::string_view piece);
  std::string hex();  ///< ends it

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rasoat::access
