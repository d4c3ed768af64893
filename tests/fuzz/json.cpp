// Settings and rules, and the JSON bodies of requests: the first byte chooses what the rest is read as.

#include "config/load_areas.h"
#include "config/load_audit.h"
#include "config/load_calendar.h"
#include "config/load_programmes.h"
#include "config/load_schedule.h"
#include "config/settings.h"
#include "domain/schedule.h"
#include "fuzz/fuzz.h"
#include "http/answers.h"

using namespace rasoat;

namespace {

void schedule(const std::string& text) {
  const auto read = config::read_schedule(text);
  if (!read) {
    fuzz::must(!read.problem().message.vi.empty(), "what is wrong is said");
    return;
  }
  fuzz::must(!read->formats.empty() && !read->areas.empty(), "a schedule makes something for somebody");
  const std::int64_t now = 1'700'000'000;
  const auto next = domain::next_due(read->when, domain::WorkCalendar{}, now);
  fuzz::must(!next || *next > now, "the next time is not over");
}

void body(const std::string& text) {
  http::Request request;
  request.body = text;
  http::field_or(request, "user", "");
  http::field_or(request, text.substr(0, 3), "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes = fuzz::text_of(data, size);
  const std::size_t what = fuzz::choose(bytes, 7);
  const std::string text(bytes);
  config::Problems problems;
  const auto note = [](const std::string&, const std::string&) {};
  const fuzz::MemoryFile file(bytes);
  switch (what) {
    case 0:
      schedule(text);
      break;
    case 1: {
      const auto settings = config::load_delivery(file.path(), "/var/lib/rasoat");
      fuzz::must(!settings || settings->folder.is_absolute(), "files go to an absolute place");
      break;
    }
    case 2:
      config::load_audit(config::JsonObject::parse(text, "checks.json", problems), problems);
      break;
    case 3:
      config::load_calendar(config::JsonObject::parse(text, "calendar.json", problems), problems);
      break;
    case 4:
      config::load_programmes(file.path(), note, problems);
      break;
    case 5: {
      const auto settings = config::load_settings(file.path().string(), "/usr/bin/rasoat");
      fuzz::must(!settings || settings->http_port > 0, "a port is a port");
      break;
    }
    default:
      body(text);
  }
  for (const domain::Problem& problem : problems.all())
    fuzz::must(!problem.place.empty(), "a problem names its place");
  return 0;
}
