#include "flow/trace_households.h"

#include <algorithm>

#include "store/household_list.h"
#include "store/migrate.h"

namespace rasoat::flow {

std::vector<domain::ListOfRound> lists_up_to(Tools& tools, const domain::Round& round) {
  std::vector<domain::ListOfRound> lists;
  const auto rounds = store::rounds(tools.pool);
  for (const domain::Round* at = domain::find_round(rounds, round.code.text());
       at != nullptr && at->standard == round.standard; at = domain::previous_round(rounds, *at)) {
    lists.push_back(store::approved_list(tools.pool, at->code.text(), at->reference_date));
  }
  while (!lists.empty() && lists.back().households.empty()) lists.pop_back();
  std::reverse(lists.begin(), lists.end());
  return lists;
}

}  // namespace rasoat::flow
