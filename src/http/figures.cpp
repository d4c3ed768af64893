// Rankings, flags, areas, catalogues and maps: the reads everybody who is signed in may make.

#include <algorithm>

#include "domain/flag_list.h"
#include "domain/ranking.h"
#include "export/answers.h"
#include "export/json_out.h"
#include "http/answers.h"
#include "http/endpoints.h"

namespace rasoat::http {

using domain::Problem;

Answer rankings(Service& service, const Request& request) {
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  return remembered(service, request, **snapshot, [&]() -> Answer {
    const auto query = rank_query(service, request);
    if (!query) return query.problem();
    const auto ranking = domain::rank(**snapshot, *query);
    if (!ranking) return ranking.problem();
    return json(export_::ranking_json(**snapshot, *ranking));
  });
}

Answer flags(Service& service, const Request& request) {
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  return remembered(service, request, **snapshot, [&]() -> Answer {
    const auto query = rank_query(service, request);
    if (!query) return query.problem();
    const auto list = domain::list_flags(**snapshot, *query);
    if (!list) return list.problem();
    return json(export_::flags_json(**snapshot, *list));
  });
}

namespace {

/// The units a list or a map is about: `level`, `within` and `as_of` with the contract's defaults.
struct AreaQuery {
  domain::Level level = domain::Level::commune;
  const domain::Area* within = nullptr;
  domain::Date as_of;
};

domain::Result<AreaQuery> area_query(Service& service, const Request& request) {
  const auto& rules = service.tools.rules;
  AreaQuery query;
  const auto date = date_of(service, request, "as_of");
  if (!date) return date.problem();
  query.as_of = date->value_or(domain::today(service.tools.clock));
  const domain::Date districts_end = domain::Date::known("2025-06-30");
  const bool districts = query.as_of <= districts_end;
  query.level = districts ? domain::Level::district : domain::Level::commune;
  if (const std::string level = request.parameter("level"); !level.empty()) {
    const auto named = domain::level_named(level);
    if (!named) return bad_value(service, "level", level, "country | region | province | district | commune");
    query.level = *named;
  }
  if (query.level == domain::Level::district && !districts) {
    return Problem{"districts-ended",
                   rules.texts.say("query.districts-ended",
                                   {{"as_of", query.as_of.iso()}, {"hint", "as_of=" + districts_end.iso()}}),
                   "level"};
  }
  const std::string within = request.parameter("within");
  query.within = rules.areas.find(within.empty() ? "51" : within, query.as_of);
  if (query.within == nullptr) {
    return Problem{
        "area-unknown",
        rules.texts.say("query.area-unknown", {{"area", within}, {"as_of", query.as_of.vietnamese()}}),
        "within"};
  }
  return query;
}

}  // namespace

Answer areas(Service& service, const Request& request) {
  const auto query = area_query(service, request);
  if (!query) return query.problem();
  const auto page = page_of(service, request);
  if (!page) return page.problem();
  const auto snapshot = service.tools.live.now();
  return remembered(service, request, *snapshot, [&]() -> Answer {
    const auto all = service.tools.rules.areas.areas_at(query->level, query->as_of, query->within->id);
    const std::size_t first = std::min(all.size(), static_cast<std::size_t>(page->cursor));
    const bool unlimited = request.parameter("limit").empty();
    const std::size_t count = unlimited ? all.size() - first : std::min(page->limit, all.size() - first);
    const std::span<const domain::Area* const> part(all.data() + first, count);
    return json(export_::areas_json(*snapshot, part,
                                    first + count < all.size() ? std::to_string(first + count) : ""));
  });
}

Answer area(Service& service, const Request& request) {
  const auto date = date_of(service, request, "as_of");
  if (!date) return date.problem();
  const domain::Date day = date->value_or(domain::today(service.tools.clock));
  const domain::Area* unit = service.tools.rules.areas.find(request.part("code"), day);
  if (unit == nullptr) {
    return Problem{"area-not-found",
                   service.tools.rules.texts.say(
                       "query.area-unknown", {{"area", request.part("code")}, {"as_of", day.vietnamese()}}),
                   "code"};
  }
  const auto snapshot = service.tools.live.now();
  return remembered(service, request, *snapshot,
                    [&]() -> Answer { return json(export_::area_json(*snapshot, *unit, day)); });
}

Answer indicators(Service& service, const Request&) {
  return json(export_::indicators_json(*service.tools.live.now()));
}

Answer benchmarks(Service& service, const Request&) {
  return json(export_::benchmarks_json(*service.tools.live.now()));
}

Answer map(Service& service, const Request& request) {
  const auto query = area_query(service, request);
  if (!query) return query.problem();
  const auto& rules = service.tools.rules;
  const auto snapshot = service.tools.live.now();
  return remembered(service, request, *snapshot, [&]() -> Answer {
    export_::JsonOut out;
    out.begin_object().member("type", "FeatureCollection");
    std::string sources;
    out.key("features").begin_array();
    for (const domain::MapLayer& layer : rules.maps) {
      if (layer.level != query->level || !layer.valid_on(query->as_of)) continue;
      if (sources.find(layer.source) == std::string::npos)
        sources += (sources.empty() ? "" : "; ") + layer.source;
      for (const domain::MapShape& shape : layer.shapes) {
        const domain::Area* unit = rules.areas.find(shape.code, query->as_of);
        if (unit == nullptr || !rules.areas.is_within(unit->id, query->within->id)) continue;
        out.begin_object().member("type", "Feature");
        out.key("properties")
            .begin_object()
            .member("code", shape.code)
            .member("name", unit->full_name)
            .end_object();
        out.key("geometry").begin_object().member("type", "MultiPolygon").key("coordinates").begin_array();
        for (const auto& ring : shape.rings) {
          out.begin_array().begin_array();
          for (const domain::MapPoint& point : ring) {
            out.begin_array().value(point.east).value(point.north).end_array();
          }
          out.end_array().end_array();
        }
        out.end_array().end_object().end_object();
      }
    }
    out.end_array().member("source", sources).end_object();
    if (sources.empty()) {
      return Problem{"no-map", rules.texts.say("http.no-map", {{"as_of", query->as_of.vietnamese()}}),
                     "level"};
    }
    Response response = json(out.take());
    response.media_type = "application/geo+json; charset=utf-8";
    return response;
  });
}

}  // namespace rasoat::http
