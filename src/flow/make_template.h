#pragma once

#include "flow/mark_upload.h"

namespace rasoat::flow {

/// An empty form of a kind for this person, with their units on the round's day. Without a round the form is
/// for the next open one. Problem: `round-unknown`.
domain::Result<NamedFile> make_template(Tools& tools, domain::Kind kind, const std::string& round,
                                        const access::Person& person);

}  // namespace rasoat::flow
