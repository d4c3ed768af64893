// key: the service key's rotation and recovery, and the destruction of a round's keys.

#include "flow/keys.h"

#include <iostream>

#include "app/commands.h"
#include "flow/make_account.h"
#include "flow/recovery.h"

namespace rasoat::app {
namespace {

Exit refuse(const domain::Problem& problem) {
  std::cerr << "rasoat: " << problem.message.vi << " / " << problem.message.en << '\n';
  return Exit::input;
}

/// Printed once and kept nowhere; a second call prints nothing.
Exit shares(Context& context) {
  const auto made = flow::make_recovery_key(context.tools());
  if (!made) return refuse({"", context.rules()->texts.say("key.recovery-made"), ""});
  const domain::Text words = context.rules()->texts.say("key.recovery-words");
  std::cout << words.vi << '\n' << words.en << '\n';
  std::cout << "\n  " << made->first << "\n\n  " << made->second << "\n\n";
  return Exit::done;
}

/// The shares come from standard input, one a line: what stands on a command line is seen by others.
Exit recover(Context& context, const std::string& sealed) {
  std::string one;
  std::string other;
  if (!std::getline(std::cin, one) || !std::getline(std::cin, other)) {
    std::cerr << "rasoat: two lines with the two shares on standard input\n";
    return Exit::usage;
  }
  const auto done = flow::recover_service_key(context.rules()->texts, context.settings().data_directory,
                                              sealed, one, other);
  return done ? Exit::done : refuse(done.problem());
}

}  // namespace

Exit key_command(Context& context, const Arguments& arguments) {
  const std::string& action = arguments.word(0);
  const bool two = arguments.words() == 2;
  if (action == "rotate" && !two) {
    const flow::Rotation rotation = flow::rotate_service_key(context.tools());
    std::cout << rotation.keys << " keys sealed anew" << (rotation.resumed ? ", resumed" : "") << '\n';
    return Exit::done;
  }
  if (action == "shares" && !two) return shares(context);
  if (action == "recover" && two) return recover(context, arguments.word(1));
  if (action == "destroy" && two) {
    const auto uploads = flow::destroy_round_keys(context.tools(), arguments.word(1), flow::system_person());
    std::cout << uploads << " uploads of round " << arguments.word(1) << " sealed for good\n";
    return Exit::done;
  }
  if (action == "retention" && !two) {
    flow::keep_retention(context.tools());
    return Exit::done;
  }
  std::cerr << "rasoat key rotate | shares | recover FILE | destroy ROUND | retention\n";
  return Exit::usage;
}

}  // namespace rasoat::app
