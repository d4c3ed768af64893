#pragma once

#include <string>

#include <Poco/Net/HTTPServerRequest.h>

#include "http/message.h"

namespace rasoat::http {

// What the head of a request says, read without looking at anything else.

/// The request with a number of its own for the log; its headers are those of the wire, which must outlive
/// it. Throws Poco::SyntaxException for an address that is none.
Request read_head(Poco::Net::HTTPServerRequest& wire);

/// `rasoat` of the Cookie header, or the token of `Authorization: Bearer`; empty without either.
std::string secret_of(const Request& request);

/// True for every method but GET and HEAD.
bool changes(const Request& request);

/// A page of another site may make a browser send a request, but not without naming itself. `host` is the
/// name the service was called by.
bool foreign_origin(const Request& request, const std::string& host);

bool accepts_gzip(const Request& request);

/// True when the client has this content already; the packed form of a content counts as it.
bool has_content(const std::string& if_none_match, const std::string& etag);

}  // namespace rasoat::http
