// Accounts and the audit trail: for administrators.

#include "export/json_out.h"
#include "flow/log_in.h"
#include "flow/make_account.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "store/account.h"
#include "store/journal.h"

namespace rasoat::http {
namespace {

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const auto end = std::min(text.find(',', begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// 204, and whoever it was about is looked up anew.
Answer done(Service& service, const domain::Outcome& outcome) {
  if (!outcome) return outcome.problem();
  service.sign_ins.forget();
  Response response;
  response.status = 204;
  return response;
}

/// The trail with the hashes of its chain, so that it can be verified elsewhere.
std::string log_csv(const std::vector<store::LogEntry>& entries) {
  std::string text = "seq,at,user,account_id,action,subject,details,previous_hash,hash\n";
  const auto cell = [](const std::string& value) {
    std::string quoted = "\"";
    for (const char c : value) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
  };
  for (const store::LogEntry& entry : entries) {
    text += std::to_string(entry.seq) + ',' + cell(entry.at) + ',' + cell(entry.user) + ',' +
            std::to_string(number(entry.account)) + ',' + cell(entry.action) + ',' + cell(entry.subject) +
            ',' + cell(entry.details) + ',' + entry.previous_hash + ',' + entry.hash + '\n';
  }
  return text;
}

}  // namespace

Answer accounts(Service& service, const Request&) {
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const store::Account& account : store::list_accounts(service.tools.pool)) {
    out.begin_object().member("user", account.user).member("role", account.role).key("areas").begin_array();
    for (const domain::AreaId area : account.areas)
      out.value(service.tools.rules.areas.get(area).code.text());
    out.end_array().key("kinds").begin_array();
    for (const std::string& kind : split(account.kinds)) out.value(kind);
    out.end_array().member("disabled", account.disabled).member("must_change_password", account.must_change);
    out.member("lapsed", flow::lapsed(service.tools, account)).member("second_factor", account.second_factor);
    out.key("last_login");
    account.last_login ? out.value(*account.last_login) : out.null();
    out.member("subject", account.subject).end_object();
  }
  out.end_array().key("next").null().end_object();
  return json(out.take());
}

Answer add_account(Service& service, const Request& request) {
  const auto given = fields(service, request, {"user", "role"});
  if (!given) return given.problem();
  flow::NewAccount account;
  account.user = given->at(0);
  account.role = given->at(1);
  account.areas = split(field_or(request, "areas", ""));
  account.kinds = field_or(request, "kinds", "");
  const auto made = flow::make_account(service.tools, account, *request.person);
  if (!made) return made.problem();
  export_::JsonOut out;
  out.begin_object().member("user", account.user).member("password", made->password).end_object();
  return json(out.take(), 201);
}

Answer disable_account(Service& service, const Request& request) {
  return done(service, flow::disable_account(service.tools, request.part("user"), *request.person));
}

Answer enable_account(Service& service, const Request& request) {
  return done(service, flow::enable_account(service.tools, request.part("user"), *request.person));
}

Answer bind_account(Service& service, const Request& request) {
  const auto given = fields(service, request, {"subject"});
  if (!given) return given.problem();
  return done(service,
              flow::bind_account(service.tools, request.part("user"), given->at(0), *request.person));
}

Answer reset_factor(Service& service, const Request& request) {
  return done(service, flow::reset_factor(service.tools, request.part("user"), *request.person));
}

Answer reset_password(Service& service, const Request& request) {
  const auto password = flow::reset_password(service.tools, request.part("user"), *request.person);
  if (!password) return password.problem();
  service.sign_ins.forget();
  export_::JsonOut out;
  out.begin_object().member("user", request.part("user")).member("password", *password).end_object();
  return json(out.take());
}

Answer log(Service& service, const Request& request) {
  const auto page = page_of(service, request);
  if (!page) return page.problem();
  const auto from = date_of(service, request, "from");
  if (!from) return from.problem();
  const auto until = date_of(service, request, "until");
  if (!until) return until.problem();
  store::LogSearch search{request.parameter("user"), request.parameter("action"),
                          request.parameter("subject"), *from ? (*from)->iso() : "",
                          *until ? (*until)->plus_days(1).iso() : ""};
  const std::string format = request.parameter("format");
  if (!format.empty() && format != "json" && format != "csv")
    return bad_value(service, "format", format, "json | csv");
  const auto entries = store::read_log(service.tools.pool, page->cursor, page->limit, search);
  if (format == "csv") {
    Response response = json(log_csv(entries));
    response.media_type = "text/csv; charset=utf-8";
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"log.csv\"");
    return response;
  }
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const store::LogEntry& entry : entries) {
    out.begin_object().member("seq", entry.seq).member("at", entry.at).member("user", entry.user);
    out.member("action", entry.action)
        .member("subject", entry.subject)
        .member("details", entry.details)
        .member("hash", entry.hash)
        .end_object();
  }
  out.end_array().key("next");
  entries.size() == page->limit&& entries.back().seq > 1 ? out.value(std::to_string(entries.back().seq))
                                                         : out.null();
  out.end_object();
  return json(out.take());
}

}  // namespace rasoat::http
