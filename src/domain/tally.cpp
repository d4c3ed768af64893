#include "domain/tally.h"

#include <algorithm>

namespace rasoat::domain {
std::string_view name(Absence absence) {
  switch (absence) {
    case Absence::none:
      return "none";
    case Absence::no_data:
      return "no-data";
    case Absence::no_denominator:
      return "no-denominator";
    case Absence::no_numerator:
      return "no-numerator";
    case Absence::partial:
      return "partial";
    case Absence::split:
      return "split";
  }
  return "none";
}

struct Tallier::Gathered {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::int64_t reported = 0;
  bool any_numerator = false;
  bool any_denominator = false;
  bool synthetic = false;
  Level deepest = Level::country;    // of the parts used
  std::vector<std::int32_t> absent;  // tops of parts without both
  std::vector<AreaId> split;
};

Tallier::Tallier(const Boundaries& boundaries, const Layer& layer, Date as_of)
    : boundaries_(boundaries), layer_(layer), target_(boundaries.frame(as_of)) {
  if (target_.epoch != layer.frame().epoch) {
    restatement_ = boundaries.restatement(layer.reference_date(), as_of);
  }
}

/// Adds one source unit that lies wholly in the target: its own complete figures, else those of its parts
/// that have both numerator and denominator.
void Tallier::add_unit(std::int32_t position, const Terms& terms, Gathered& into) const {
  const Frame& frame = layer_.frame();
  const Frame::Node& node = frame.nodes[static_cast<std::size_t>(position)];
  const auto numerator = layer_.sum(terms.numerator, position);
  const auto denominator = layer_.sum(terms.denominator, position);
  into.any_numerator = into.any_numerator || numerator;
  into.any_denominator = into.any_denominator || (denominator && !terms.denominator.empty());
  const bool both = numerator && denominator;
  bool parts_have_both = node.children > 0;
  if (both) {
    for (std::int32_t child = position + 1; child < node.end && parts_have_both;
         child = frame.nodes[static_cast<std::size_t>(child)].end) {
      parts_have_both = layer_.sum(terms.numerator, child) && layer_.sum(terms.denominator, child);
    }
    if (!parts_have_both) {
      into.numerator += *numerator;
      into.denominator += *denominator;
      into.reported += 1;
      into.deepest = std::max(into.deepest, node.level);
      into.synthetic = into.synthetic || layer_.synthetic(position);
      return;
    }
  }
  if (node.children == 0) {
    into.absent.push_back(position);
    return;
  }
  const std::int64_t before = into.reported;
  const std::size_t absent_before = into.absent.size();
  for (std::int32_t child = position + 1; child < node.end;
       child = frame.nodes[static_cast<std::size_t>(child)].end) {
    add_unit(child, terms, into);
  }
  if (into.reported == before && into.absent.size() > absent_before) {
    // Nothing inside has both: the whole unit is one absent part, named by itself.
    into.absent.resize(absent_before);
    into.absent.push_back(position);
  }
}

void Tallier::restate(std::int32_t position, Restatement::Span target, const Terms& terms,
                      Gathered& into) const {
  const auto index = static_cast<std::size_t>(position);
  const Frame::Node& node = layer_.frame().nodes[index];
  const Restatement::Span hull = restatement_->hull[index];
  if (hull.low > target.high || hull.high < target.low) return;
  if (target.low <= hull.low && hull.high <= target.high) {
    add_unit(position, terms, into);
    return;
  }
  if (node.children == 0) {
    const auto& places = restatement_->exact[index];
    const bool touches = std::any_of(places.begin(), places.end(), [&](const Restatement::Span& place) {
      return place.low <= target.high && place.high >= target.low;
    });
    if (touches) into.split.push_back(node.area);
    return;
  }
  for (std::int32_t child = position + 1; child < node.end;
       child = layer_.frame().nodes[static_cast<std::size_t>(child)].end) {
    restate(child, target, terms, into);
  }
}

/// Counts an absent unit in parts of the level used beside it and names them; for regions and the country by
/// province, since ten thousand codes help nobody.
void Tallier::name_absent(std::int32_t position, Level level, Level target, std::vector<AreaId>& names,
                          std::int64_t& expected) const {
  const Frame& frame = layer_.frame();
  const Frame::Node& node = frame.nodes[static_cast<std::size_t>(position)];
  const bool counted = node.level >= level || node.children == 0;
  const bool named = target < Level::province ? node.level == Level::province : counted;
  if (named) names.push_back(node.area);
  if (counted) {
    expected += 1;
    return;
  }
  for (std::int32_t child = position + 1; child < node.end;
       child = frame.nodes[static_cast<std::size_t>(child)].end) {
    name_absent(child, level, target, names, expected);
  }
}

Tally Tallier::finish(AreaId area, const Gathered& gathered) const {
  Tally tally;
  tally.numerator = gathered.numerator;
  tally.denominator = gathered.denominator;
  tally.synthetic = gathered.synthetic;
  tally.coverage = {gathered.reported, gathered.reported};
  if (!gathered.split.empty()) {
    tally.absence = Absence::split;
    tally.absent = gathered.split;
    return tally;
  }
  // Without any figure the parts expected are the lowest there are.
  const Level level = gathered.reported > 0 ? gathered.deepest : Level::commune;
  const Level asked = boundaries_.book().get(area).level;
  for (const std::int32_t position : gathered.absent) {
    name_absent(position, level, asked, tally.absent, tally.coverage.expected);
  }
  const auto& book = boundaries_.book();
  std::sort(tally.absent.begin(), tally.absent.end(),
            [&](AreaId a, AreaId b) { return book.get(a).code < book.get(b).code; });
  if (gathered.reported > 0) {
    tally.absence = tally.coverage.complete() ? Absence::none : Absence::partial;
  } else if (gathered.any_numerator && !gathered.any_denominator) {
    tally.absence = Absence::no_denominator;
  } else if (gathered.any_denominator && !gathered.any_numerator) {
    tally.absence = Absence::no_numerator;
  } else {
    tally.absence = gathered.any_numerator ? Absence::partial : Absence::no_data;
  }
  return tally;
}

const Layer::Wholes& Tallier::wholes(const Terms& terms) const {
  const auto asked = [&](const Last& last) {
    const auto under = last.measures.begin() +
                       static_cast<std::ptrdiff_t>(std::min(terms.numerator.size(), last.measures.size()));
    return last.wholes &&
           std::equal(last.measures.begin(), under, terms.numerator.begin(), terms.numerator.end()) &&
           std::equal(under, last.measures.end(), terms.denominator.begin(), terms.denominator.end());
  };
  if (asked(last_[0])) return *last_[0].wholes;
  std::swap(last_[0], last_[1]);
  if (!asked(last_[0])) {
    last_[0].measures.assign(terms.numerator.begin(), terms.numerator.end());
    last_[0].measures.insert(last_[0].measures.end(), terms.denominator.begin(), terms.denominator.end());
    last_[0].wholes = layer_.wholes(last_[0].measures);
  }
  return *last_[0].wholes;
}

std::int32_t Tallier::position(AreaId area) const {
  const auto size = static_cast<std::int32_t>(target_.size());
  const std::int32_t next = target_.nodes[static_cast<std::size_t>(near_)].end;
  for (const std::int32_t at : {next, near_, next + 1, next + 2, near_ + 1}) {
    if (at < size && target_.nodes[static_cast<std::size_t>(at)].area == area) return near_ = at;
  }
  const std::int32_t found = target_.position(area);
  if (found >= 0) near_ = found;
  return found;
}

Tally Tallier::tally(AreaId area, const Terms& terms) const {
  Gathered gathered;
  const std::int32_t position = this->position(area);
  if (position < 0) return finish(area, gathered);
  if (!restatement_) {
    const Layer::Parts& parts = wholes(terms)[static_cast<std::size_t>(position)];
    if (parts.reported > 0) {
      Tally tally;
      tally.numerator = layer_.sum(terms.numerator, position).value();
      tally.denominator = layer_.sum(terms.denominator, position).value();
      tally.coverage = {parts.reported, parts.reported};
      tally.synthetic = parts.synthetic;
      return tally;
    }
  }
  if (!restatement_) {
    add_unit(position, terms, gathered);
  } else {
    const Restatement::Span target{position, target_.nodes[static_cast<std::size_t>(position)].end - 1};
    for (std::int32_t top = 0; top < static_cast<std::int32_t>(layer_.frame().size());
         top = layer_.frame().nodes[static_cast<std::size_t>(top)].end) {
      restate(top, target, terms, gathered);
    }
  }
  return finish(area, gathered);
}

std::optional<std::int64_t> Tallier::count(AreaId area, Measure measure) const {
  const Tally result = tally(area, {{&measure, 1}, {}});
  if (result.absence != Absence::none) return std::nullopt;
  return result.numerator;
}

}  // namespace rasoat::domain
