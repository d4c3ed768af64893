#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/ranking.h"
#include "domain/result.h"
#include "domain/snapshot.h"
#include "http/message.h"
#include "http/service.h"

namespace rasoat::http {

Response json(std::string body, int status = 200);
/// A file to be kept under a name, which may hold any letters.
Response attachment(std::string body, const std::string& media_type, const std::string& name);

/// The figures a request is about: of `release=`, or those of now.
domain::Result<std::shared_ptr<const domain::Snapshot>> snapshot_for(Service& service,
                                                                     const Request& request);

/// The query of rankings, flags and reports from `indicator round level within as_of group order partial`.
domain::Result<domain::RankQuery> rank_query(const Service& service, const Request& request);
domain::Result<std::optional<domain::Date>> date_of(const Service& service, const Request& request,
                                                    std::string_view name);
/// A parameter that is not one of what it can be.
domain::Problem bad_value(const Service& service, std::string_view name, const std::string& value,
                          std::string_view expected);

/// `limit` (1 to 1000, 200 where absent) and `cursor`, which is opaque to clients and a number to us.
struct Page {
  std::size_t limit = 200;
  std::uint64_t cursor = 0;
};
domain::Result<Page> page_of(const Service& service, const Request& request);
/// `"next": "…"` or null, as the last member of a list.
std::string next_member(std::optional<std::uint64_t> next);

/// The answer kept for this version of the figures and this address, or made now; shared with all who ask.
domain::Result<Response> remembered(Service& service, const Request& request,
                                    const domain::Snapshot& snapshot,
                                    const std::function<domain::Result<Response>()>& make);

/// Fields of a JSON body; a Problem `bad-json` naming the one that is missing or no text.
domain::Result<std::vector<std::string>> fields(const Service& service, const Request& request,
                                                const std::vector<std::string>& required);
/// False for a token that is for other reports only.
bool token_reads(const Request& request, std::string_view report);
std::string field_or(const Request& request, const std::string& name, const std::string& otherwise);

}  // namespace rasoat::http
