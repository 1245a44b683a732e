// revisit_policy.h — when a URL is asked for again.
//
// `always`: everything, once in the next run. `never`: only what leads to articles (lists, feeds,
// sitemaps) and what has not succeeded yet. What failed kGiveUpAfter times in a row, or is gone,
// and is no list, is not asked again.
//
// Times: UTC. Threads: pure functions.
#ifndef KIOSQUE_CRAWLER_REVISIT_POLICY_H_
#define KIOSQUE_CRAWLER_REVISIT_POLICY_H_

#include <cstdint>
#include <optional>

#include "base/article.h"
#include "base/clock.h"
#include "crawler/frontier_entry.h"
#include "seeds/site.h"

namespace kiosque {

/// How a visit ended, as far as the schedule cares.
enum class VisitEnd : std::uint8_t {
  kSeen,     ///< the page was had, or 304
  kMoved,    ///< a permanent redirect: its target is visited instead
  kRefused,  ///< robots, scope or a limit: nothing was asked
  kGone,     ///< 404 or 410
  kFailed,   ///< any other failure
};

class RevisitPolicy {
 public:
  /// Failures in a row, three a run: three runs.
  static constexpr std::uint8_t kGiveUpAfter = 9;

  /// When `entry` is due again; empty = never. `run_start` is the run that visited it.
  static std::optional<UtcTime> Next(const Site& site, const FrontierEntry& entry, VisitEnd end,
                                     UtcTime run_start);
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_REVISIT_POLICY_H_
