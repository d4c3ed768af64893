#pragma once

#include "domain/result.h"
#include "http/message.h"
#include "http/service.h"

namespace rasoat::http {

// The endpoints, by file. Each has its line in routes.cpp; the base has checked the right before.
using Answer = domain::Result<Response>;

// sign_in.cpp
Answer sign_in(Service& service, const Request& request);
Answer sign_out(Service& service, const Request& request);
Answer who_am_i(Service& service, const Request& request);
Answer change_password(Service& service, const Request& request);
Answer begin_factor(Service& service, const Request& request);
Answer confirm_factor(Service& service, const Request& request);
Answer remove_factor(Service& service, const Request& request);

// provider.cpp
Answer go_to_provider(Service& service, const Request& request);
Answer come_from_provider(Service& service, const Request& request);

// sessions.cpp
Answer own_sessions(Service& service, const Request& request);
Answer end_own_session(Service& service, const Request& request);
Answer sessions_of(Service& service, const Request& request);
Answer end_sessions_of(Service& service, const Request& request);
Answer end_session_of(Service& service, const Request& request);
Answer add_token(Service& service, const Request& request);

// households.cpp
Answer households(Service& service, const Request& request);
Answer search_households(Service& service, const Request& request);

// figures.cpp
Answer rankings(Service& service, const Request& request);
Answer flags(Service& service, const Request& request);
Answer areas(Service& service, const Request& request);
Answer area(Service& service, const Request& request);
Answer indicators(Service& service, const Request& request);
Answer benchmarks(Service& service, const Request& request);
Answer map(Service& service, const Request& request);

// audit.cpp
Answer audit(Service& service, const Request& request);
Answer audit_finding(Service& service, const Request& request);
Answer audit_names(Service& service, const Request& request);
Answer draw_sample(Service& service, const Request& request);
Answer samples(Service& service, const Request& request);
Answer sample_form(Service& service, const Request& request);
Answer sample_results(Service& service, const Request& request);
Answer send_staff(Service& service, const Request& request);

// programmes.cpp
Answer programmes(Service& service, const Request& request);
Answer mpi(Service& service, const Request& request);
Answer movement(Service& service, const Request& request);

// uploads.cpp
Answer send_upload(Service& service, const Request& request);
Answer uploads(Service& service, const Request& request);
Answer upload(Service& service, const Request& request);
Answer marked(Service& service, const Request& request);
Answer findings(Service& service, const Request& request);
Answer upload_difference(Service& service, const Request& request);
Answer submit(Service& service, const Request& request);
Answer approve(Service& service, const Request& request);
Answer reject(Service& service, const Request& request);
Answer undo(Service& service, const Request& request);
Answer upload_template(Service& service, const Request& request);

// rounds.cpp
Answer rounds(Service& service, const Request& request);
Answer keep_round(Service& service, const Request& request);
Answer keep_deadline(Service& service, const Request& request);
Answer reporting(Service& service, const Request& request);

// reports.cpp
Answer report_list(Service& service, const Request& request);
Answer report(Service& service, const Request& request);
Answer releases(Service& service, const Request& request);
Answer freeze(Service& service, const Request& request);

// schedules.cpp
Answer schedules(Service& service, const Request& request);
Answer add_schedule(Service& service, const Request& request);
Answer change_schedule(Service& service, const Request& request);
Answer remove_schedule(Service& service, const Request& request);
Answer run_schedule(Service& service, const Request& request);
Answer exports(Service& service, const Request& request);
Answer export_run(Service& service, const Request& request);
Answer export_file(Service& service, const Request& request);
Answer release_export(Service& service, const Request& request);
Answer signed_export(Service& service, const Request& request);
Answer sign_export(Service& service, const Request& request);

// administration.cpp
Answer accounts(Service& service, const Request& request);
Answer add_account(Service& service, const Request& request);
Answer disable_account(Service& service, const Request& request);
Answer enable_account(Service& service, const Request& request);
Answer reset_password(Service& service, const Request& request);
Answer bind_account(Service& service, const Request& request);
Answer reset_factor(Service& service, const Request& request);
Answer log(Service& service, const Request& request);

// metrics.cpp
Answer metrics(Service& service, const Request& request);

// operations.cpp
Answer healthy(Service& service, const Request& request);
Answer ready(Service& service, const Request& request);
Answer openapi(Service& service, const Request& request);

}  // namespace rasoat::http
