#pragma once

#include <Poco/Net/HTTPRequestHandler.h>

#include "domain/result.h"
#include "http/incoming_body.h"
#include "http/message.h"
#include "http/routes.h"
#include "http/service.h"

namespace rasoat::http {

/// The only way from the wire to an endpoint and back. Whatever an endpoint throws becomes an answer (Poco
/// would close the connection without a word on anything but its own exceptions); a body that was not read to
/// its end closes the connection (it would be executed as the next request); rights, origin, sizes and media
/// types are checked here, before an endpoint runs.
class Handler final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Handler(Service& service) : service_(service) {}
  void handleRequest(Poco::Net::HTTPServerRequest& wire, Poco::Net::HTTPServerResponse& out) final;

 private:
  Response answer(Request& request, Poco::Net::HTTPServerRequest& wire, IncomingBody& body);
  domain::Result<Response> dispatch(Request& request, const Route& route, IncomingBody& body);
  Response file_or_page(const Request& request) const;
  void sign_in(Request& request) const;
  void send(const Request& request, const Response& response, IncomingBody& body,
            Poco::Net::HTTPServerResponse& out) const;

  Service& service_;
};

}  // namespace rasoat::http
