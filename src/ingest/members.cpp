#include "ingest/members.h"

#include "ingest/text.h"

namespace rasoat::ingest {

MemberRows::MemberRows(RowReader& reader)
    : reader_(reader), number_(reader.slot("member_no")), relation_(reader.slot("relation")) {
  for (const char* name : {"commune_code", "former_commune", "village", "household_code"})
    place_.push_back(reader.slot(name));
  for (const char* name : {"members", "setting", "b1_score", "b2_score", "deprivations", "class"})
    common_.push_back(reader.slot(name));
  place_now_.resize(place_.size());
  common_now_.resize(common_.size());
}

std::string MemberRows::text(const RowReader::Slot& slot) const { return unwrapped(reader_.cell(slot).text); }

MemberRows::Line MemberRows::look() {
  Line line;
  line.continues = true;
  std::vector<std::string> here;
  for (std::size_t i = 0; i < place_.size(); ++i) {
    here.push_back(text(place_[i]));
    // An empty cell under a filled one is a merged one.
    line.continues = line.continues && (here[i].empty() || here[i] == place_now_[i]);
  }
  const std::string relation = word_key(text(relation_));
  const std::string number = text(number_);
  static const std::string head = word_key("Chủ hộ");
  if (!relation.empty()) {
    line.head = relation == head || relation == "1" || relation == "01" || relation == "head";
  } else {
    line.head = number == "1" || number == "01" || number == "1.0";
  }
  const bool first_of_all = place_now_.back().empty();
  if (line.continues && !first_of_all) return line;
  line.continues = false;
  place_now_ = std::move(here);
  for (std::size_t i = 0; i < common_.size(); ++i) common_now_[i] = text(common_[i]);
  return line;
}

void MemberRows::compare() {
  for (std::size_t i = 0; i < common_.size(); ++i) {
    const std::string here = text(common_[i]);
    if (here.empty() || here == common_now_[i]) continue;
    if (common_now_[i].empty()) {
      common_now_[i] = here;
      continue;
    }
    reader_.report("W-MEMBER-DIFFERS", common_[i], here, common_now_[i]);
  }
}

}  // namespace rasoat::ingest
