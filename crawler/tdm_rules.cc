#include "crawler/tdm_rules.h"

#include "parser/json_reader.h"

namespace kiosque {
namespace {

/// '*' by backtracking to the last one only: linear but for one factor.
bool Matches(std::string_view pattern, std::string_view path) {
  const bool whole = pattern.ends_with('$');
  if (whole) {
    pattern.remove_suffix(1);
  }
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  for (std::size_t i = 0; i < path.size();) {
    if (p == pattern.size() && !whole) {
      return true;
    }
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = i;
    } else if (p < pattern.size() && pattern[p] == path[i]) {
      ++p;
      ++i;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') {
    ++p;
  }
  return p == pattern.size();
}

}  // namespace

TdmRules TdmRules::Parse(std::string_view json) {
  TdmRules rules;
  const JsonTree tree = JsonTree::Parse(json.substr(0, kMaxBytes));
  // The tree's root holds whatever stands in the text: here one list.
  const JsonId list = tree.values().empty() ? kNoJson : tree.FirstChild(0);
  if (list == kNoJson || tree[list].kind != JsonValue::Kind::kArray) {
    return rules;
  }
  for (JsonId item = tree.FirstChild(list); item != kNoJson && rules.rules_.size() < kMaxRules;
       item = tree.NextSibling(item)) {
    const std::string_view location = tree.Text(item, "location");
    if (!location.empty()) {
      rules.rules_.push_back({std::string(location), tree.Text(item, "tdm-reservation") == "1"});
    }
  }
  return rules;
}

bool TdmRules::Reserves(const Url& url) const {
  for (const Rule& rule : rules_) {
    if (Matches(rule.location, url.path_and_query())) {
      return rule.reserved;
    }
  }
  return false;
}

}  // namespace kiosque
