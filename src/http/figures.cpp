// Rankings, flags, areas, catalogues, maps, and who has reported: the reads everybody who is signed in may
// make.

#include <algorithm>
#include <map>

#include "domain/flag_list.h"
#include "domain/ranking.h"
#include "export/answers.h"
#include "export/json_out.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "store/upload.h"

namespace rasoat::http {

using domain::Problem;

Answer rankings(Service& service, const Request& request) {
  const auto query = rank_query(service, request);
  if (!query) return query.problem();
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  return remembered(service, request, **snapshot, [&]() -> Answer {
    const auto ranking = domain::rank(**snapshot, *query);
    if (!ranking) return ranking.problem();
    return json(export_::ranking_json(**snapshot, *ranking));
  });
}

Answer flags(Service& service, const Request& request) {
  const auto query = rank_query(service, request);
  if (!query) return query.problem();
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  return remembered(service, request, **snapshot, [&]() -> Answer {
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

Answer rounds(Service& service, const Request&) {
  return json(export_::rounds_json(*service.tools.live.now()));
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

Answer reporting(Service& service, const Request& request) {
  const auto& rules = service.tools.rules;
  const auto snapshot = service.tools.live.now();
  const std::string code = request.parameter("round");
  const domain::Round* round = domain::find_round(snapshot->rounds, code);
  if (round == nullptr) {
    return Problem{"round-unknown", rules.texts.say("query.round-unknown", {{"round", code}}), "round"};
  }
  const std::string within = request.parameter("within");
  const domain::Area* place = rules.areas.find(within.empty() ? "51" : within, round->reference_date);
  if (place == nullptr) {
    return Problem{"area-unknown",
                   rules.texts.say("query.area-unknown",
                                   {{"area", within}, {"as_of", round->reference_date.vietnamese()}}),
                   "within"};
  }
  std::multimap<domain::AreaId, store::ReportedPart> parts;
  for (const auto& part : store::reported_parts(service.tools.pool, code)) parts.emplace(part.area, part);
  std::int64_t expected = 0;
  std::int64_t complete = 0;
  export_::JsonOut out;
  out.begin_object().member("round", code).member("within", place->code.text());
  out.member("as_of", round->reference_date.iso()).key("items").begin_array();
  for (const domain::Area* leaf : rules.areas.leaves(place->id, round->reference_date)) {
    ++expected;
    bool list = false;
    bool counts = false;
    out.begin_object()
        .key("area")
        .begin_object()
        .member("code", leaf->code.text())
        .member("name", leaf->full_name);
    out.end_object();
    const domain::Area* district = rules.areas.ancestor(leaf->id, domain::Level::district);
    out.key("district");
    if (district == nullptr) {
      out.null();
    } else {
      out.begin_object()
          .member("code", district->code.text())
          .member("name", district->full_name)
          .end_object();
    }
    out.key("uploads").begin_array();
    const auto [first, last] = parts.equal_range(leaf->id);
    for (auto part = first; part != last; ++part) {
      const store::ReportedPart& sent = part->second;
      const bool counted = sent.state == domain::UploadState::approved;
      list = list || (counted && sent.kind == domain::Kind::households);
      counts = counts || (counted && sent.kind == domain::Kind::counts);
      out.begin_object().member("kind", domain::name(sent.kind)).member("id", number(sent.upload));
      out.member("state", domain::name(sent.state))
          .member("rows", sent.rows)
          .member("synthetic", sent.synthetic);
      out.end_object();
    }
    out.end_array();
    // What counts is named, not only what was sent: a list needs its whole, and counts may stand alone.
    const bool done = counts;
    complete += done ? 1 : 0;
    out.member("list", list).member("counts", counts).member("complete", done).end_object();
  }
  out.end_array().member("expected", expected).member("complete", complete).key("next").null().end_object();
  return json(out.take());
}

}  // namespace rasoat::http
