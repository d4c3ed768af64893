// Accounts and the audit trail: for administrators.

#include "export/json_out.h"
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
    out.end_object();
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
  const auto outcome = flow::disable_account(service.tools, request.part("user"), *request.person);
  if (!outcome) return outcome.problem();
  service.sign_ins.forget();
  Response response;
  response.status = 204;
  return response;
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
  const auto entries = store::read_log(service.tools.pool, page->cursor, page->limit);
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const store::LogEntry& entry : entries) {
    out.begin_object().member("seq", entry.seq).member("at", entry.at).member("user", entry.user);
    out.member("action", entry.action)
        .member("subject", entry.subject)
        .member("details", entry.details)
        .end_object();
  }
  out.end_array().key("next");
  entries.size() == page->limit&& entries.back().seq > 1 ? out.value(std::to_string(entries.back().seq))
                                                         : out.null();
  out.end_object();
  return json(out.take());
}

}  // namespace rasoat::http
