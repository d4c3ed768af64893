#pragma once

#include <optional>

#include "access/scope.h"
#include "domain/result.h"
#include "flow/tools.h"
#include "store/flag_history.h"
#include "store/upload.h"

namespace rasoat::flow {

/// Writes down which flags an approval, or the taking back of one, has raised, cleared or changed in the
/// periods it is of and in the round after, within the province at the default level. The history starts with
/// the first call for a period.
void follow_flags(Tools& tools, const store::Upload& upload, const access::Person& by);
/// The same for every round, once the demonstration is loaded.
void follow_all_flags(Tools& tools, const access::Person& by);

/// Keeps a person's answer to a flag that is raised now. Problems: `flag-unknown`, `bad-value`.
domain::Outcome reply_to_flag(Tools& tools, store::FlagReply reply, const access::Person& by);

/// True when figures raise this flag now, by its name.
bool flag_stands(Tools& tools, const std::string& flag);

}  // namespace rasoat::flow
