// scope.h — which URLs belong to the crawl, and why the others do not.
//
//   host of a site (scheme and "www." do not count; aliases do)  →  not a file, not a trap  →
//   exclude  →  include
//     →  depth  →  since
//
// Lists (seeds, feeds, sitemaps, further pages of a list) need no `include` match: it says which
// articles are wanted, and lists are how they are found.
//
// Threads: constant after construction; pure functions. Source: Heritrix DecideRules, in one fixed
// order.
#ifndef KIOSQUE_CRAWLER_SCOPE_H_
#define KIOSQUE_CRAWLER_SCOPE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crawler/crawl_stats.h"
#include "crawler/frontier_entry.h"
#include "seeds/site.h"

namespace kiosque {

/// A fingerprint of the rules of each of `sites`: what was read under other rules is read again for
/// its links.
std::vector<std::uint64_t> ScopeMarks(const std::vector<Site>& sites);

class Scope {
 public:
  /// `sites` outlives this.
  explicit Scope(const std::vector<Site>& sites);

  /// The index of the site that `url`'s host belongs to; empty when none does. A port that is
  /// neither the usual one nor named in the seed file is another server: who redirects there may
  /// only want to know what listens.
  std::optional<std::size_t> SiteOf(const Url& url) const;

  /// Why `entry` is not to be fetched; kNone when it is.
  SkipReason Judge(const FrontierEntry& entry) const;

 private:
  const std::vector<Site>& sites_;
  std::unordered_map<std::string, std::size_t> by_host_;
  std::set<std::pair<std::size_t, std::uint16_t>> ports_;  // that the seed file names, by site
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_SCOPE_H_
