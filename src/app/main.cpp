// rasoat: the composition root's front door. Blocks signals before any thread exists, finds the command,
// runs it, and turns whatever gives up into one line and an exit status (contract section 5).

#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "app/commands.h"

namespace {

/// Termination and reload are waited for by `serve` itself (sigwait); until then they must not kill a
/// half-started service. A client or a pipe that goes away is no reason to die.
void block_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGQUIT);
  sigaddset(&set, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

int main(int count, char** words) {
  using rasoat::app::Exit;
  try {
    const std::vector<std::string> arguments(words + 1, words + count);
    const bool serving = !arguments.empty() && arguments.front() == "serve";
    if (serving) {
      block_signals();
    } else {
      std::signal(SIGPIPE, SIG_IGN);
    }
    return static_cast<int>(rasoat::app::run(arguments));
  } catch (const std::exception& error) {
    std::cerr << "rasoat: " << error.what() << '\n';
  } catch (...) {
    std::cerr << "rasoat: gave up for an unknown reason\n";
  }
  return static_cast<int>(Exit::system);
}
