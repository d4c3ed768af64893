// What figures are made of: M0 by indicator and area, and the movement between two rounds.

#include <map>

#include "export/answer_parts.h"
#include "export/answers.h"

namespace rasoat::export_ {
namespace {

using domain::Exact;
using domain::Snapshot;

void write_area(JsonOut& out, const Snapshot& snapshot, domain::AreaId id) {
  const domain::Area& area = snapshot.rules->areas.get(id);
  out.key("area").begin_object().member("code", area.code.text()).member("name", area.full_name).end_object();
}

void write_percent(JsonOut& out, std::string_view name, const Exact& value) {
  out.key(name).raw(value.rounded().plain());
}

void write_mpi(JsonOut& out, const Snapshot& snapshot, const domain::MpiFigures& figures) {
  write_area(out, snapshot, figures.area);
  write_percent(out, "h", figures.h);
  write_percent(out, "a", figures.a);
  write_percent(out, "m0", figures.m0);
  out.member("households", figures.households).member("synthetic", figures.synthetic);
}

void write_flow(JsonOut& out, std::string_view other, const domain::Movement& line) {
  const std::string to = "to_" + std::string(other);
  const std::string from = "from_" + std::string(other);
  out.member("before", line.before).member("boundary", line.boundary).member("start", line.start);
  out.member(to, line.out[0]).member("escaped", line.out[1]).member("other_out", line.out[2]);
  out.member(from, line.in[0]).member("again", line.in[1]).member("new", line.in[2]);
  out.member("other_in", line.in[3]).member("end", line.end).member("residual", line.residual);
}

}  // namespace

std::string mpi_json(const Snapshot& snapshot, const domain::Round& round, domain::Date as_of,
                     const domain::MpiSheet& sheet) {
  const domain::Standard& standard = *snapshot.rules->standard(round.standard);
  JsonOut out;
  out.begin_object().member("round", round.code.text()).member("standard", round.standard.text());
  out.member("as_of", as_of.iso());
  write_mpi(out, snapshot, sheet.whole);
  out.key("deprivations").begin_array();
  std::vector<std::pair<domain::Text, Exact>> dimensions;
  for (const domain::MpiPart& part : sheet.parts) {
    const auto& named = standard.deprivations[static_cast<std::size_t>(part.deprivation) - 1];
    out.begin_object().member("number", part.deprivation).member("name", named.name);
    out.member("dimension", named.dimension);
    write_percent(out, "censored", part.censored);
    write_percent(out, "contribution", part.contribution);
    out.end_object();
    if (dimensions.empty() || !(dimensions.back().first == named.dimension))
      dimensions.emplace_back(named.dimension, Exact());
    dimensions.back().second = dimensions.back().second + part.contribution;
  }
  out.end_array().key("dimensions").begin_array();
  for (const auto& [name, contribution] : dimensions) {
    out.begin_object().member("name", name);
    write_percent(out, "contribution", contribution);
    out.end_object();
  }
  out.end_array().key("areas").begin_array();
  for (const domain::MpiShare& share : sheet.shares) {
    out.begin_object();
    write_mpi(out, snapshot, share.figures);
    write_percent(out, "population", share.population);
    write_percent(out, "contribution", share.contribution);
    out.end_object();
  }
  out.end_array().key("missing").begin_array();
  for (const domain::AreaId id : sheet.missing) out.value(snapshot.rules->areas.get(id).code.text());
  out.end_array().end_object();
  return out.take();
}

std::string movement_json(const Snapshot& snapshot, const domain::Round& round, domain::Date as_of,
                          const std::vector<domain::Movement>& poor,
                          const std::vector<domain::Movement>& near_poor) {
  JsonOut out;
  out.begin_object().member("round", round.code.text()).member("standard", round.standard.text());
  out.member("as_of", as_of.iso());
  const domain::Round* previous = domain::previous_round(snapshot.rounds, round);
  out.key("previous");
  previous == nullptr ? out.null() : out.value(previous->code.text());
  out.key("items").begin_array();
  for (std::size_t i = 0; i < poor.size(); ++i) {
    out.begin_object();
    write_area(out, snapshot, poor[i].area);
    out.key("poor").begin_object();
    write_flow(out, "near_poor", poor[i]);
    out.end_object().key("near_poor").begin_object();
    write_flow(out, "poor", near_poor[i]);
    out.end_object().member("synthetic", poor[i].synthetic || near_poor[i].synthetic).end_object();
  }
  out.end_array().key("next").null().end_object();
  return out.take();
}

}  // namespace rasoat::export_
