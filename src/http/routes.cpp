#include "http/routes.h"

#include <algorithm>
#include <optional>

#include "http/follow_endpoints.h"

namespace rasoat::http {
namespace {

using access::Right;

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  parts.reserve(8);
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const auto slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash);
  }
  return parts;
}

using Place = std::map<std::string, std::string, std::less<>>;

/// Numbers, codes and names in an address are printable ASCII; anything else is no address of ours.
bool plain(std::string_view part) {
  return !part.empty() && part.size() <= 128 &&
         std::all_of(part.begin(), part.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::optional<Place> fit(const std::vector<std::string_view>& wanted,
                         const std::vector<std::string_view>& path) {
  if (wanted.size() != path.size()) return std::nullopt;
  Place place;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string_view part = wanted[i];
    if (part.size() > 2 && part.front() == '{') {
      if (!plain(path[i])) return std::nullopt;
      // `{kind}.xlsx`: what follows the name stands in the address too.
      const std::size_t end = part.find('}');
      const std::string_view ending = part.substr(end + 1);
      const std::string_view given = path[i];
      if (given.size() <= ending.size() || given.substr(given.size() - ending.size()) != ending)
        return std::nullopt;
      place.emplace(part.substr(1, end - 1), given.substr(0, given.size() - ending.size()));
    } else if (part != path[i]) {
      return std::nullopt;
    }
  }
  return place;
}

}  // namespace

const std::vector<Route>& routes() {
  static constexpr std::string_view kRank =
      "indicator round level within as_of group order release partial plan_year";
  static const std::vector<Route> kRoutes{
      {"POST", "/api/v1/session", Right::open, Body::json, &sign_in, "Log in with user and password"},
      {"DELETE", "/api/v1/session", Right::signed_in, Body::none, &sign_out, "Log out"},
      {"GET", "/api/v1/session", Right::signed_in, Body::none, &who_am_i,
       "Who is logged in, with role and areas"},
      {"POST", "/api/v1/session/password", Right::signed_in, Body::json, &change_password,
       "Change the own password"},
      {"GET", "/api/v1/session/provider", Right::open, Body::none, &go_to_provider,
       "Log in at the identity provider; 404 where none is configured"},
      {"GET", "/api/v1/session/provider/return", Right::open, Body::none, &come_from_provider,
       "Where the identity provider sends the browser back to", "code state error"},
      {"POST", "/api/v1/session/factor", Right::signed_in, Body::json, &begin_factor,
       "Begin a second factor: its secret, for {password}"},
      {"POST", "/api/v1/session/factor/confirm", Right::signed_in, Body::json, &confirm_factor,
       "Confirm it by {code}; recovery codes, shown once"},
      {"POST", "/api/v1/session/factor/remove", Right::signed_in, Body::json, &remove_factor,
       "Remove it, by {code}"},
      {"GET", "/api/v1/sessions", Right::signed_in, Body::none, &own_sessions, "The own sessions"},
      {"DELETE", "/api/v1/sessions/{id}", Right::signed_in, Body::none, &end_own_session, "End one of them"},

      {"GET", "/api/v1/rankings", Right::read_figures, Body::none, &rankings, "Areas ranked by an indicator",
       kRank},
      {"GET", "/api/v1/flags", Right::read_figures, Body::none, &flags, "Areas that lag, with reasons",
       "indicator round level within as_of group release plan_year limit cursor"},
      {"GET", "/api/v1/flags/replies", Right::read_figures, Body::none, &flag_replies,
       "The newest reply to each flag of a round", "round"},
      {"GET", "/api/v1/flags/{id}", Right::read_figures, Body::none, &flag_history,
       "When a flag was raised and cleared and by what, with all replies"},
      {"POST", "/api/v1/flags/{id}/reply", Right::reply_flags, Body::json, &reply_flag,
       "Answer a flag: reply, due date, directing document and its task"},
      {"GET", "/api/v1/chance", Right::read_figures, Body::none, &chance,
       "What chance can do to a ranking: possible ranks, funnel, change, catching up", kRank},
      {"GET", "/api/v1/areas", Right::read_figures, Body::none, &areas, "Administrative units on a day",
       "level within as_of limit cursor"},
      {"GET", "/api/v1/areas/{code}", Right::read_figures, Body::none, &area,
       "One unit with indicators, flags, history and lineage", "as_of"},
      {"GET", "/api/v1/programmes", Right::read_figures, Body::none, &programmes,
       "Programmes of one area on one day: plan, allocation and payment in million VND by programme, "
       "project, "
       "source, kind, age, part of the area and investor; pace; results; NTM criteria; contradictions",
       "area round plan_year as_of release"},
      {"GET", "/api/v1/mpi", Right::read_figures, Body::none, &mpi,
       "Multidimensional poverty taken apart by deprivation, dimension and area",
       "round level within as_of release"},
      {"GET", "/api/v1/movement", Right::read_figures, Body::none, &movement,
       "How poor and near-poor households came about since the round before",
       "round level within as_of group release"},
      {"GET", "/api/v1/audit", Right::read_audit, Body::none, &audit,
       "Evidence that lists need a second look, with the mark of each commune; figures only",
       "round within release"},
      {"GET", "/api/v1/audit/findings/{id}", Right::read_audit, Body::none, &audit_finding,
       "The households behind one finding, for reviewers of their area", "round release"},
      {"GET", "/api/v1/audit/names", Right::review, Body::none, &audit_names,
       "Households of a commune whose heads have nearly the same name and birth year and no ID number to "
       "tell",
       "round within release"},
      {"GET", "/api/v1/audit/samples", Right::read_audit, Body::none, &samples,
       "Re-visit samples with release and seed, newest first", "round"},
      {"POST", "/api/v1/audit/samples", Right::review, Body::json, &draw_sample,
       "Draw a re-visit sample: `round`, `within`, `per_commune`, `seed` (texts); the list is frozen first"},
      {"GET", "/api/v1/audit/samples/{id}/form", Right::review, Body::none, &sample_form,
       "The form to print or fill in", "format"},
      {"POST", "/api/v1/audit/samples/{id}/results", Right::review, Body::file, &sample_results,
       "Hand in what was found: the form filled in, or CSV"},
      {"POST", "/api/v1/audit/staff", Right::administer, Body::file, &send_staff,
       "A list of public servants' ID numbers; only keyed hashes are kept", "label"},
      {"GET", "/api/v1/movement/lists", Right::read_figures, Body::none, &listed_movement,
       "The movement of the poor as two lists show it, household by household", "round level within"},
      {"GET", "/api/v1/exits", Right::read_figures, Body::none, &exits,
       "Who has been out of poverty for one round and for two, with the decisions; households for officers "
       "and reviewers in their own areas",
       "round level within"},
      {"GET", "/api/v1/indicators", Right::read_figures, Body::none, &indicators,
       "Indicators with their definitions"},
      {"GET", "/api/v1/rounds", Right::read_figures, Body::none, &rounds, "Rounds of review with deadlines"},
      {"POST", "/api/v1/rounds", Right::administer, Body::json, &keep_round,
       "Make a round, open or close one"},
      {"POST", "/api/v1/rounds/{code}/deadlines", Right::administer, Body::json, &keep_deadline,
       "Set the deadline of a level, or give one unit more time"},
      {"GET", "/api/v1/benchmarks", Right::read_figures, Body::none, &benchmarks,
       "Published averages with sources"},
      {"GET", "/api/v1/map", Right::read_figures, Body::none, &map, "Outlines as GeoJSON",
       "level within as_of"},
      {"GET", "/api/v1/reporting", Right::read_figures, Body::none, &reporting,
       "Who has reported for a round", "round within"},

      {"POST", "/api/v1/uploads", Right::send_files, Body::file, &send_upload,
       "Send a file: the body itself or the multipart field `file`", "kind round accept_shrink name"},
      {"GET", "/api/v1/uploads", Right::read_uploads, Body::none, &uploads, "Uploads, newest first",
       "kind round state limit cursor"},
      {"GET", "/api/v1/uploads/{id}", Right::read_uploads, Body::none, &upload, "One upload"},
      {"GET", "/api/v1/uploads/{id}/findings", Right::read_uploads, Body::none, &findings,
       "What is wrong with it", "format limit cursor"},
      {"GET", "/api/v1/uploads/{id}/marked", Right::read_households, Body::none, &marked,
       "The sender's own file with its faults marked"},
      {"GET", "/api/v1/uploads/{id}/households", Right::read_households, Body::none, &households,
       "Households of it, with names; the reading is logged", "limit cursor"},
      {"POST", "/api/v1/households/search", Right::read_households, Body::json, &search_households,
       "Households of {id_number} in own areas, through its keyed hash; the reading is logged"},
      {"GET", "/api/v1/uploads/{id}/changes", Right::read_uploads, Body::none, &upload_difference,
       "What approving it would change"},
      {"POST", "/api/v1/uploads/{id}/submit", Right::send_files, Body::none, &submit, "Hand in for review"},
      {"POST", "/api/v1/uploads/{id}/approve", Right::decide, Body::none, &approve, "Approve"},
      {"POST", "/api/v1/uploads/{id}/reject", Right::decide, Body::json, &reject, "Reject with a reason"},
      {"POST", "/api/v1/uploads/{id}/undo", Right::administer, Body::none, &undo, "Take an approval back"},

      {"GET", "/api/v1/templates/{kind}.xlsx", Right::read_figures, Body::none, &upload_template,
       "An empty form with drop-downs, prefilled with the caller's units", "round"},

      {"GET", "/api/v1/reports", Right::run_reports, Body::none, &report_list, "Reports that can be made"},
      {"GET", "/api/v1/reports/{name}", Right::run_reports, Body::none, &report, "One report",
       "round format level within as_of indicator group release partial audience recipient language"},
      {"GET", "/api/v1/schedules", Right::run_reports, Body::none, &schedules, "Scheduled reports"},
      {"POST", "/api/v1/schedules", Right::manage_reports, Body::json, &add_schedule, "A new schedule"},
      {"PUT", "/api/v1/schedules/{name}", Right::manage_reports, Body::json, &change_schedule,
       "Change a schedule"},
      {"DELETE", "/api/v1/schedules/{name}", Right::manage_reports, Body::none, &remove_schedule,
       "Remove a schedule; what it made stays"},
      {"POST", "/api/v1/schedules/{name}/run", Right::run_schedules, Body::none, &run_schedule, "Run it now"},
      {"GET", "/api/v1/exports", Right::run_reports, Body::none, &exports,
       "What was made, with sha256 and delivery, newest first; with alarms=1 the alarms that are not over",
       "limit cursor alarms"},
      {"GET", "/api/v1/exports/{id}", Right::run_reports, Body::none, &export_run, "One run"},
      {"GET", "/api/v1/exports/{id}/files/{position}/{what}", Right::run_reports, Body::none, &export_file,
       "A file of a run (`content`) or its `manifest`"},
      {"POST", "/api/v1/exports/{id}/release", Right::manage_reports, Body::none, &release_export,
       "Let a held run go"},
      {"GET", "/api/v1/exports/{id}/signed", Right::run_reports, Body::none, &signed_export,
       "The signed file of a run"},
      {"POST", "/api/v1/exports/{id}/signed", Right::manage_reports, Body::file, &sign_export,
       "Attach the signed file with its number", "number"},
      {"GET", "/api/v1/releases", Right::read_figures, Body::none, &releases, "Frozen figures"},
      {"GET", "/api/v1/releases/{name}/changes", Right::read_figures, Body::none, &release_changes,
       "What has changed since a release was frozen, by whom and why"},
      {"POST", "/api/v1/releases", Right::manage_reports, Body::json, &freeze, "Freeze the figures of now"},

      {"GET", "/api/v1/users", Right::administer, Body::none, &accounts, "Accounts"},
      {"POST", "/api/v1/users", Right::administer, Body::json, &add_account, "Make an account"},
      {"POST", "/api/v1/users/{user}/disable", Right::administer, Body::none, &disable_account,
       "Disable an account"},
      {"POST", "/api/v1/users/{user}/enable", Right::administer, Body::none, &enable_account,
       "Enable an account again"},
      {"POST", "/api/v1/users/{user}/password", Right::reset_passwords, Body::none, &reset_password,
       "Give a new first password; reviewers to officers of own areas"},
      {"POST", "/api/v1/users/{user}/subject", Right::administer, Body::json, &bind_account,
       "Bind an account to {subject} of the identity provider"},
      {"POST", "/api/v1/users/{user}/factor/reset", Right::administer, Body::none, &reset_factor,
       "Remove a lost second factor"},
      {"GET", "/api/v1/users/{user}/sessions", Right::administer, Body::none, &sessions_of,
       "Sessions and tokens of an account"},
      {"DELETE", "/api/v1/users/{user}/sessions", Right::administer, Body::none, &end_sessions_of,
       "End them all"},
      {"DELETE", "/api/v1/users/{user}/sessions/{id}", Right::administer, Body::none, &end_session_of,
       "End one session or token"},
      {"POST", "/api/v1/users/{user}/tokens", Right::administer, Body::json, &add_token,
       "A further token of an exporter, for some {reports} and {days}"},
      {"GET", "/api/v1/log", Right::administer, Body::none, &log, "The audit trail, newest first",
       "user action subject from until format limit cursor"},

      {"GET", "/healthz", Right::open, Body::none, &healthy, "The process answers"},
      {"GET", "/readyz", Right::open, Body::none, &ready, "Migrated and loaded"},
      {"GET", "/metrics", Right::operate, Body::none, &metrics, "Counters for Prometheus"},
      {"GET", "/api/v1/openapi.json", Right::operate, Body::none, &openapi, "This document"},
  };
  return kRoutes;
}

Match match(std::string_view method, std::string_view path) {
  static const std::vector<std::vector<std::string_view>> kPatterns = [] {
    std::vector<std::vector<std::string_view>> patterns;
    for (const Route& route : routes()) patterns.push_back(parts_of(route.pattern));
    return patterns;
  }();
  Match result;
  const auto parts = parts_of(path);
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    auto place = fit(kPatterns[i], parts);
    if (!place) continue;
    const Route& route = routes()[i];
    if (route.method == method || (method == "HEAD" && route.method == "GET")) {
      result.route = &route;
      result.place = std::move(*place);
      return result;
    }
    result.allowed.push_back(route.method);
  }
  return result;
}

}  // namespace rasoat::http
