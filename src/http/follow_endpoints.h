#pragma once

#include "http/endpoints.h"

namespace rasoat::http {

// Endpoints on what becomes of figures over time: answers to flags and their history, households from round
// to round, restatements of releases, and what chance has to do with a ranking.

// flags.cpp
Answer reply_flag(Service& service, const Request& request);
Answer flag_history(Service& service, const Request& request);
Answer flag_replies(Service& service, const Request& request);
Answer chance(Service& service, const Request& request);

// household_trace.cpp
Answer listed_movement(Service& service, const Request& request);
Answer exits(Service& service, const Request& request);

// releases.cpp
Answer release_changes(Service& service, const Request& request);

}  // namespace rasoat::http
