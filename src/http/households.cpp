// Households with their names: for officers and reviewers of the area, each reading logged by the flow.

#include <algorithm>

#include "domain/household.h"
#include "export/json_out.h"
#include "flow/read_households.h"
#include "flow/receive_upload.h"
#include "http/answers.h"
#include "http/endpoints.h"

namespace rasoat::http {
namespace {

using domain::Problem;

void number_or_null(export_::JsonOut& out, std::string_view name, std::int64_t value) {
  out.key(name);
  value < 0 ? out.null() : out.value(value);
}

/// The numbers of a bit mask; null where nothing was given.
void numbers(export_::JsonOut& out, std::string_view name, std::int64_t mask) {
  out.key(name);
  if (mask < 0) {
    out.null();
    return;
  }
  out.begin_array();
  for (int bit = 0; bit < domain::kMostDeprivations; ++bit) {
    if ((mask >> bit & 1) != 0) out.value(bit + 1);
  }
  out.end_array();
}

void word(export_::JsonOut& out, std::string_view name, std::int64_t value) {
  out.key(name);
  value < 0 ? out.null() : out.value(domain::name(static_cast<domain::HouseholdClass>(value)));
}

void write(export_::JsonOut& out, const domain::AreaBook& areas, const flow::ClearHousehold& household) {
  const store::HouseholdRow& row = household.row;
  out.member("row", row.row).member("commune_code", areas.get(row.area).code.text());
  out.member("former_commune", row.former_commune).member("village", row.village);
  out.member("household_code", row.household_code).member("head_name", household.head_name);
  out.member("head_id_number", household.head_id_number);
  number_or_null(out, "birth_year", row.birth_year);
  out.member("ethnicity", row.ethnicity).member("members", row.members);
  number_or_null(out, "b1_score", row.b1_score);
  number_or_null(out, "b2_score", row.b2_score);
  numbers(out, "deprivations", row.deprivations);
  numbers(out, "causes", row.causes);
  word(out, "class", row.declared);
  word(out, "computed_class", row.computed);
  word(out, "previous_class", row.previous);
}

/// Names never stay in a cache, not even the browser's own.
Response private_json(std::string body) {
  Response response = json(std::move(body));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

Answer households(Service& service, const Request& request) {
  const auto page = page_of(service, request);
  if (!page) return page.problem();
  const std::string& text = request.part("id");
  const bool digits = text.size() < 19 && text.find_first_not_of("0123456789") == std::string::npos;
  const auto upload =
      digits ? store::find_upload(service.tools.pool, domain::UploadId{std::stoull(text)}) : std::nullopt;
  if (!upload || !flow::may_see(service.tools, *request.person, *upload))
    return Problem{"upload-unknown", service.tools.rules.texts.say("upload.upload-unknown"), "id"};
  const auto rows = flow::read_households(service.tools, *upload, page->cursor, page->limit, *request.person);
  if (!rows) return rows.problem();
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const flow::ClearHousehold& household : *rows) {
    out.begin_object();
    write(out, service.tools.rules.areas, household);
    out.end_object();
  }
  out.end_array().key("next");
  rows->size() == page->limit ? out.value(std::to_string(rows->back().row.row)) : out.null();
  out.end_object();
  return private_json(out.take());
}

Answer search_households(Service& service, const Request& request) {
  const auto given = fields(service, request, {"id_number"});
  if (!given) return given.problem();
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const auto& [upload, household] :
       flow::find_households(service.tools, given->at(0), *request.person)) {
    out.begin_object().member("upload", number(upload.id)).member("round", upload.period);
    out.member("state", domain::name(upload.state));
    write(out, service.tools.rules.areas, household);
    out.end_object();
  }
  out.end_array().key("next").null().end_object();
  return private_json(out.take());
}

}  // namespace rasoat::http
