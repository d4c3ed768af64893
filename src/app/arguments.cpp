#include "app/arguments.h"

#include <algorithm>

namespace rasoat::app {
namespace {

domain::Problem usage(std::string_view key, std::string_view vi, std::string_view en) {
  return {"usage", {std::string(vi), std::string(en)}, std::string(key)};
}

bool listed(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

// These sentences are said before any file of etc/ is read, so they cannot stand in etc/texts.
domain::Result<Arguments> Arguments::parse(const std::vector<std::string>& words, const Accepts& accepts) {
  Arguments arguments;
  bool options_ended = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--" && !options_ended) {
      options_ended = true;
      continue;
    }
    if (options_ended || word.size() < 3 || word.rfind("--", 0) != 0) {
      arguments.words_.push_back(word);
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
    std::string value;
    if (listed(accepts.values, name)) {
      if (equals != std::string::npos) {
        value = word.substr(equals + 1);
      } else if (i + 1 < words.size()) {
        value = words[++i];
      } else {
        return usage(name, "Tùy chọn --" + name + " cần một giá trị.",
                     "Option --" + name + " needs a value.");
      }
    } else if (!listed(accepts.switches, name) || equals != std::string::npos) {
      return usage(name, "Không có tùy chọn --" + name + " ở lệnh này.", "No option --" + name + " here.");
    }
    if (!arguments.options_.emplace(name, value).second) {
      return usage(name, "Tùy chọn --" + name + " bị lặp lại.", "Option --" + name + " is given twice.");
    }
  }
  if (arguments.words_.size() < accepts.fewest) {
    return usage("", "Thiếu tham số.", "An argument is missing.");
  }
  if (arguments.words_.size() > accepts.most) {
    const std::string& extra = arguments.words_[accepts.most];
    return usage(extra, "Thừa tham số “" + extra + "”.", "Unexpected argument \"" + extra + "\".");
  }
  return arguments;
}

std::optional<std::string> Arguments::value(std::string_view option) const {
  const auto found = options_.find(option);
  if (found == options_.end()) return std::nullopt;
  return found->second;
}

std::string Arguments::value_or(std::string_view option, std::string_view otherwise) const {
  return value(option).value_or(std::string(otherwise));
}

bool Arguments::has(std::string_view option) const { return options_.contains(option); }

}  // namespace rasoat::app
