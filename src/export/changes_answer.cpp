#include "export/changes_answer.h"

#include <set>

#include "export/json_out.h"

namespace rasoat::export_ {
namespace {

using domain::ChangedHousehold;
using domain::ListFlow;
using domain::PartChange;

class Writer {
 public:
  explicit Writer(const ChangesRequest& request) : request_(request), changes_(*request.changes) {}

  std::string write() {
    out_.begin_object().member("id", request_.id).member("kind", domain::name(request_.kind));
    out_.member("round", request_.round);
    std::set<std::string> against;
    for (const PartChange& part : changes_.parts) {
      if (!part.against.empty()) against.insert(part.against);
    }
    out_.key("against").begin_array();
    for (const std::string& period : against) out_.value(period);
    out_.end_array();
    totals();
    out_.key("items").begin_array();
    for (const PartChange& part : changes_.parts) item(part);
    out_.end_array();
    if (changes_.households) {
      classes();
      households();
    }
    movement();
    out_.key("next").null().end_object();
    return out_.take();
  }

 private:
  void area(domain::AreaId id) {
    const domain::Area& unit = request_.areas->get(id);
    out_.key("area").begin_object().member("code", unit.code.text()).member("name", unit.full_name);
    out_.end_object();
  }

  void numbers(const PartChange& one) {
    out_.member("rows_before", one.rows_before).member("rows_after", one.rows_after);
    if (!changes_.households) return;
    out_.member("new", one.fresh).member("gone", one.gone).member("moved", one.moved);
  }

  void totals() {
    PartChange all;
    for (const PartChange& part : changes_.parts) {
      all.rows_before += part.rows_before;
      all.rows_after += part.rows_after;
      all.fresh += part.fresh;
      all.gone += part.gone;
      all.moved += part.moved;
    }
    out_.key("totals").begin_object();
    numbers(all);
    out_.end_object();
  }

  void item(const PartChange& part) {
    out_.begin_object();
    area(part.area);
    out_.member("period", part.period).member("part", part.part).key("against");
    part.against.empty() ? out_.null() : out_.value(part.against);
    numbers(part);
    out_.key("counts").begin_array();
    for (const auto& [measure, count] : part.counts) {
      out_.begin_object().member("measure", domain::name(measure));
      out_.member("before", count.before).member("after", count.after).end_object();
    }
    out_.end_array().end_object();
  }

  void classes() {
    out_.key("classes").begin_array();
    for (const auto& [path, count] : changes_.classes) {
      out_.begin_object().member("from", path.first).member("to", path.second).member("households", count);
      out_.end_object();
    }
    out_.end_array();
  }

  void households() {
    out_.key("households").begin_object();
    list("new", changes_.fresh);
    list("gone", changes_.gone);
    list("moved", changes_.moved);
    out_.member("listed_most", std::int64_t{domain::UploadChanges::kListed}).end_object();
  }

  void list(std::string_view name, const std::vector<ChangedHousehold>& all) {
    const auto class_of = [&](std::string_view key, const std::optional<domain::HouseholdClass>& value) {
      out_.key(key);
      value ? out_.value(domain::name(*value)) : out_.null();
    };
    out_.key(name).begin_array();
    for (const ChangedHousehold& one : all) {
      out_.begin_object().member("upload", number(one.upload)).member("row", std::int64_t{one.row});
      area(one.area);
      out_.member("village", one.village).member("household_code", one.code).member("head_name", one.name);
      class_of("from", one.from);
      class_of("to", one.to);
      out_.end_object();
    }
    out_.end_array();
  }

  void flow(std::string_view name, std::string_view other, const ListFlow& one) {
    out_.key(name).begin_object().member("start", one.start).member("to_" + std::string(other), one.to_other);
    out_.member("escaped", one.escaped).member("other_out", one.other_out);
    out_.member("from_" + std::string(other), one.from_other).member("again", one.again);
    out_.member("new", one.fresh).member("other_in", one.other_in).member("end", one.end).end_object();
  }

  void flows(const domain::ListFlows& one) {
    flow("poor", "near_poor", one.poor);
    flow("near_poor", "poor", one.near_poor);
  }

  void movement() {
    out_.key("movement");
    const auto whole = changes_.flows.find(domain::AreaId{});
    if (whole == changes_.flows.end()) {
      out_.null();
      return;
    }
    out_.begin_object().member("previous", changes_.previous);
    flows(whole->second);
    out_.key("items").begin_array();
    for (const auto& [id, one] : changes_.flows) {
      if (number(id) == 0) continue;
      out_.begin_object();
      area(id);
      flows(one);
      out_.end_object();
    }
    out_.end_array().end_object();
  }

  const ChangesRequest& request_;
  const domain::UploadChanges& changes_;
  JsonOut out_;
};

}  // namespace

std::string changes_json(const ChangesRequest& request) { return Writer(request).write(); }

}  // namespace rasoat::export_
