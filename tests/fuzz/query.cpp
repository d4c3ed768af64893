// The query of an address: taken apart, understood, and answered from a few figures.

#include <Poco/JSON/Parser.h>

#include "domain/flag_list.h"
#include "domain/ranking.h"
#include "export/answers.h"
#include "fuzz/fuzz.h"
#include "fuzz/service.h"
#include "fuzz/wire.h"
#include "http/answers.h"
#include "http/head.h"

using namespace rasoat;

namespace {

void must_be_json(const std::string& text) {
  Poco::JSON::Parser parser;
  try {
    parser.parse(text);
  } catch (const Poco::Exception& error) {
    throw std::logic_error("an answer is no JSON: " + error.displayText());
  }
}

/// What the handlers of lists and rankings do with their query.
void ask(const std::string& text) {
  const http::Service& service = fuzz::service();
  fuzz::WireRequest wire("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  wire.setURI("/api/v1/rankings?" + text);
  const http::Request request = http::read_head(wire);
  const auto page = http::page_of(service, request);
  fuzz::must(!page || (page->limit >= 1 && page->limit <= 20'000), "a page has a length");
  const auto day = http::date_of(service, request, "as_of");
  fuzz::must(day || !day.problem().message.vi.empty(), "what is no day is said to be none");
  const auto query = http::rank_query(service, request);
  if (!query) {
    return fuzz::must(!query.problem().message.vi.empty(), "a refusal is said in words");
  }
  if (const auto ranking = domain::rank(fuzz::snapshot(), *query))
    must_be_json(export_::ranking_json(fuzz::snapshot(), *ranking));
  if (const auto list = domain::list_flags(fuzz::snapshot(), *query))
    must_be_json(export_::flags_json(fuzz::snapshot(), *list));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    ask(std::string(fuzz::text_of(data, size)));
  } catch (const Poco::SyntaxException&) {
    return 0;  // an address that is none is answered with 400
  }
  return 0;
}
