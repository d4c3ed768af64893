#include "export/review_answers.h"

#include <algorithm>

#include <fmt/format.h>

#include "domain/opening_round.h"
#include "export/json_out.h"

namespace rasoat::export_ {
namespace {

using domain::Deadline;
using domain::Deadlines;
using domain::Round;

/// The last day of the review of a round, in the year of its reference date.
void write_deadline(JsonOut& out, const domain::WorkCalendar& calendar, const domain::Round& round) {
  const domain::CalendarEvent* end = calendar.event("review-end");
  out.key("deadline");
  if (end == nullptr) {
    out.null();
    return;
  }
  const std::string year = round.reference_date.iso().substr(0, 4);
  out.begin_object().member("date", fmt::format("{}-{:02}-{:02}", year, end->day.month, end->day.day));
  out.member("source", end->source).member("provisional", end->provisional).end_object();
}

void write_due(JsonOut& out, const Deadline& deadline) {
  out.member("level", domain::name(deadline.level)).member("due", deadline.due.iso());
  out.member("reason", deadline.reason).member("provisional", deadline.provisional);
}

void write_round(JsonOut& out, const domain::Snapshot& snapshot, const Round& round,
                 const Deadlines& deadlines, const Round* opening) {
  const Round* before = domain::previous_round(snapshot.rounds, round);
  out.begin_object().member("code", round.code.text()).member("name", round.name);
  out.member("reference_date", round.reference_date.iso()).member("standard", round.standard.text());
  out.key("previous");
  before == nullptr ? out.null() : out.value(before->code.text());
  out.member("status", round.status).member("opens", &round == opening);
  write_deadline(out, snapshot.rules->calendar, round);
  out.key("deadlines").begin_array();
  for (const Deadline& deadline : deadlines.all()) {
    out.begin_object().key("area");
    if (number(deadline.area) == 0) {
      out.null();
    } else {
      const domain::Area& area = snapshot.rules->areas.get(deadline.area);
      out.begin_object().member("code", area.code.text()).member("name", area.full_name).end_object();
    }
    write_due(out, deadline);
    out.end_object();
  }
  out.end_array().end_object();
}

/// One line of the board while it is written.
class BoardWriter {
 public:
  explicit BoardWriter(const Board& board) : board_(board) {}

  std::string write() {
    const domain::Date day = board_.round->reference_date;
    out_.begin_object().member("round", board_.round->code.text());
    out_.member("status", board_.round->status).member("within", board_.within->code.text());
    out_.member("as_of", day.iso()).key("items").begin_array();
    for (const domain::Area* leaf : board_.areas->leaves(board_.within->id, day)) item(*leaf);
    out_.end_array().member("expected", expected_).member("complete", complete_);
    out_.member("late", late_).member("overdue", overdue_).key("days").begin_array();
    std::int64_t so_far = 0;
    for (const auto& [date, units] : by_day_) {
      so_far += units;
      out_.begin_object().member("date", date.iso()).member("units", units).member("complete", so_far);
      out_.end_object();
    }
    out_.end_array().key("next").null().end_object();
    return out_.take();
  }

 private:
  void named(std::string_view key, const domain::Area* area) {
    out_.key(key);
    if (area == nullptr) {
      out_.null();
      return;
    }
    out_.begin_object().member("code", area->code.text()).member("name", area->full_name).end_object();
  }

  void item(const domain::Area& leaf) {
    ++expected_;
    out_.begin_object();
    named("area", &leaf);
    named("district", board_.areas->ancestor(leaf.id, domain::Level::district));
    bool list = false;
    std::optional<domain::Date> reported;
    out_.key("uploads").begin_array();
    if (const auto files = board_.files.find(leaf.id); files != board_.files.end()) {
      for (const BoardFile& file : files->second) {
        const domain::Date day = domain::vietnam_day(file.received_at);
        // What counts is named, not only what was sent: a list needs its whole, and counts may stand alone.
        const bool counted = file.state == domain::UploadState::approved;
        list = list || (counted && file.kind == domain::Kind::households);
        if (counted && file.kind == domain::Kind::counts) reported = day;
        out_.begin_object().member("kind", domain::name(file.kind)).member("id", file.id);
        out_.member("state", domain::name(file.state)).member("rows", file.rows);
        out_.member("synthetic", file.synthetic).member("received_on", day.iso());
        out_.member("late", board_.deadlines->late(*board_.areas, leaf.id, day)).end_object();
      }
    }
    out_.end_array().member("list", list).member("counts", reported.has_value());
    out_.member("complete", reported.has_value());
    standing(leaf, reported);
    out_.end_object();
  }

  void standing(const domain::Area& leaf, std::optional<domain::Date> reported) {
    const Deadline* deadline = board_.deadlines->of(*board_.areas, leaf.id);
    out_.key("deadline");
    if (deadline == nullptr) {
      out_.null();
    } else {
      out_.begin_object();
      write_due(out_, *deadline);
      out_.member("extended", number(deadline->area) != 0).end_object();
    }
    const bool late = board_.deadlines->late(*board_.areas, leaf.id, reported.value_or(board_.today));
    out_.key("reported_on");
    reported ? out_.value(reported->iso()) : out_.null();
    out_.member("late", reported && late).member("overdue", !reported && late);
    complete_ += reported ? 1 : 0;
    late_ += reported && late ? 1 : 0;
    overdue_ += !reported && late ? 1 : 0;
    if (reported) ++by_day_[*reported];
  }

  const Board& board_;
  JsonOut out_;
  std::int64_t expected_ = 0, complete_ = 0, late_ = 0, overdue_ = 0;
  std::map<domain::Date, std::int64_t> by_day_;
};

}  // namespace

std::string rounds_json(const domain::Snapshot& snapshot, const std::map<std::string, Deadlines>& deadlines) {
  JsonOut out;
  out.begin_object().key("items").begin_array();
  const Round* const opening = domain::opening_round(snapshot);
  for (const Round& round : snapshot.rounds) {
    if (const auto own = deadlines.find(round.code.text()); own != deadlines.end())
      write_round(out, snapshot, round, own->second, opening);
  }
  out.end_array().key("next").null().end_object();
  return out.take();
}

std::string round_json(const domain::Snapshot& snapshot, const Round& round, const Deadlines& deadlines) {
  JsonOut out;
  write_round(out, snapshot, round, deadlines, domain::opening_round(snapshot));
  return out.take();
}

std::string reporting_json(const Board& board) { return BoardWriter(board).write(); }

}  // namespace rasoat::export_
