#include "export/reconcile.h"

#include <functional>
#include <stdexcept>

#include "export/answer_parts.h"

namespace rasoat::export_ {
namespace {

using domain::Measure;
namespace m = domain::measures;

/// One pass over the areas of the round for one check.
class Checker {
 public:
  Checker(const domain::Snapshot& snapshot, const domain::ResolvedQuery& query, const domain::Layer& layer,
          std::vector<Difference>& found)
      : snapshot_(snapshot), query_(query), layer_(layer), found_(found) {}

  void run(const std::string& check);

 private:
  using Number = std::optional<std::int64_t>;

  void each_area(const std::function<void(std::int32_t)>& visit) const;
  void differ(const std::string& check, std::int32_t position, Measure measure, Number one, Number other);
  void list_counts(const std::string& check);
  void own_parts(const std::string& check);
  void parts_whole(const std::string& check);
  void flow(const std::string& check, Measure closing, Measure start, std::vector<Measure> out,
            std::vector<Measure> in);
  void opening(const std::string& check, Measure start, Measure closing);
  void equal(const std::string& check, Measure one, Measure other);
  Number rolled(Measure measure, std::int32_t position) const { return layer_.rolled(measure, position); }

  const domain::Snapshot& snapshot_;
  const domain::ResolvedQuery& query_;
  const domain::Layer& layer_;
  std::vector<Difference>& found_;
};

void Checker::each_area(const std::function<void(std::int32_t)>& visit) const {
  const domain::Frame& frame = layer_.frame();
  const std::int32_t top = frame.position(query_.within->id);
  if (top < 0) return;
  for (std::int32_t at = top; at < frame.nodes[static_cast<std::size_t>(top)].end; ++at) visit(at);
}

void Checker::differ(const std::string& check, std::int32_t position, Measure measure, Number one,
                     Number other) {
  if (!one || !other || *one == *other) return;
  const domain::AreaId area = layer_.frame().nodes[static_cast<std::size_t>(position)].area;
  const auto say = [&](const std::string& name) {
    return snapshot_.rules->texts.say("difference." + check, {{"measure", name},
                                                              {"one", read_count(*one)},
                                                              {"other", read_count(*other)},
                                                              {"difference", read_count(*one - *other)}});
  };
  const domain::Text name = snapshot_.rules->texts.say("measure." + domain::name(measure));
  found_.push_back({check, area, {say(name.vi).vi, say(name.en).en}});
}

void Checker::list_counts(const std::string& check) {
  each_area([&](std::int32_t at) {
    for (const Measure measure : {m::poor, m::near_poor, m::poor_persons, m::near_poor_persons,
                                  m::poor_minority, m::near_poor_minority}) {
      differ(check, at, measure, layer_.own(measure, at), layer_.counted(measure, at));
    }
  });
}

void Checker::own_parts(const std::string& check) {
  each_area([&](std::int32_t at) {
    if (layer_.frame().leaf(at)) return;
    for (const Measure measure :
         {m::households, m::persons, m::poor, m::near_poor, m::poor_persons, m::near_poor_persons}) {
      differ(check, at, measure, layer_.own(measure, at), rolled(measure, at));
    }
  });
}

void Checker::parts_whole(const std::string& check) {
  each_area([&](std::int32_t at) {
    const auto whole = rolled(m::households, at);
    const auto poor = rolled(m::poor, at);
    if (!whole || !poor) return;
    const std::int64_t parts =
        *poor + rolled(m::near_poor, at).value_or(0) + rolled(m::average, at).value_or(0);
    if (parts > *whole) differ(check, at, m::households, parts, whole);
  });
}

void Checker::flow(const std::string& check, Measure closing, Measure start, std::vector<Measure> out,
                   std::vector<Measure> in) {
  each_area([&](std::int32_t at) {
    auto balance = rolled(start, at);
    for (const Measure measure : out) {
      const auto leaving = rolled(measure, at);
      balance = balance && leaving ? Number(*balance - *leaving) : std::nullopt;
    }
    for (const Measure measure : in) {
      const auto entering = rolled(measure, at);
      balance = balance && entering ? Number(*balance + *entering) : std::nullopt;
    }
    differ(check, at, closing, rolled(closing, at), balance);
  });
}

void Checker::opening(const std::string& check, Measure start, Measure closing) {
  const domain::Round* before = domain::previous_round(snapshot_.rounds, query_.round);
  // Two standards are never compared; other boundaries would need restating and are left to the ranking.
  if (before == nullptr || before->standard != query_.round.standard) return;
  const domain::Layer* then = snapshot_.cube.layer(before->code.text());
  if (then == nullptr) return;
  if (!snapshot_.rules->areas.same_boundaries(before->reference_date, query_.round.reference_date)) return;
  each_area([&](std::int32_t at) {
    const domain::AreaId area = layer_.frame().nodes[static_cast<std::size_t>(at)].area;
    const std::int32_t there = then->frame().position(area);
    if (there >= 0) differ(check, at, start, rolled(start, at), then->rolled(closing, there));
  });
}

void Checker::equal(const std::string& check, Measure one, Measure other) {
  each_area([&](std::int32_t at) { differ(check, at, one, rolled(one, at), rolled(other, at)); });
}

void Checker::run(const std::string& check) {
  if (check == "list-counts") return list_counts(check);
  if (check == "own-parts") return own_parts(check);
  if (check == "parts-whole") return parts_whole(check);
  if (check == "opening-poor") return opening(check, m::poor_start, m::poor);
  if (check == "opening-near-poor") return opening(check, m::near_poor_start, m::near_poor);
  if (check == "flow-poor") {
    return flow(check, m::poor, m::poor_start, {m::poor_to_near_poor, m::poor_escaped, m::poor_other_out},
                {m::poor_from_near_poor, m::poor_again, m::poor_new, m::poor_other_in});
  }
  if (check == "flow-near-poor") {
    return flow(check, m::near_poor, m::near_poor_start,
                {m::near_poor_escaped, m::near_poor_to_poor, m::near_poor_other_out},
                {m::near_poor_from_poor, m::near_poor_again, m::near_poor_new, m::near_poor_other_in});
  }
  if (check == "cross-poor-near") {
    equal(check, m::poor_to_near_poor, m::near_poor_from_poor);
    equal(check, m::near_poor_to_poor, m::poor_from_near_poor);
    return;
  }
  throw std::logic_error("no check " + check);
}

}  // namespace

std::vector<Difference> reconcile(const domain::Snapshot& snapshot, const domain::ResolvedQuery& query,
                                  const std::vector<std::string>& checks) {
  std::vector<Difference> found;
  const domain::Layer* layer = snapshot.cube.layer(query.round.code.text());
  if (layer == nullptr) return found;
  Checker checker(snapshot, query, *layer, found);
  for (const std::string& check : checks) checker.run(check);
  return found;
}

}  // namespace rasoat::export_
