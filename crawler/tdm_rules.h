// tdm_rules.h — /.well-known/tdmrep.json: for which of its pages a site reserves text and data
// mining.
//
//   [{"location": "/premium/*", "tdm-reservation": 1, "tdm-policy": "https://…"}, {"location":
//   "/*", "tdm-reservation": 0}]
//
// The first location that matches decides; '*' stands for anything, a final '$' for the end.
//
// Errors: none; what is no such file says nothing. At most kMaxRules are read. Threads: plain
// values. Source: TDM Reservation Protocol (TDMRep), W3C Community Group Final Report, §6.
#ifndef KIOSQUE_CRAWLER_TDM_RULES_H_
#define KIOSQUE_CRAWLER_TDM_RULES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"

namespace kiosque {

inline constexpr std::string_view kTdmPath = "/.well-known/tdmrep.json";

class TdmRules {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 10;
  static constexpr std::size_t kMaxRules = 1000;

  /// Nothing is reserved.
  TdmRules() = default;
  static TdmRules Parse(std::string_view json);

  bool Reserves(const Url& url) const;
  bool empty() const { return rules_.empty(); }

 private:
  struct Rule {
    std::string location;
    bool reserved = false;
  };
  std::vector<Rule> rules_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_TDM_RULES_H_
