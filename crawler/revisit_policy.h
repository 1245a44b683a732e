// revisit_policy.h — when a URL is asked for again.
//
//   articles   `ladder`, by age: every 15 minutes while fresh, ever rarer, then never. Twice as
//   often after a visit that
//              found a change; each visit without one stretches the interval by a quarter, up to
//              twice. When an index of the site (sitemap, API) tells modification times, it is
//              believed instead: asked when it tells of a change, else once in kAudit, to see
//              whether it tells the truth. What no index vouches for is looked at once more in the
//              run after the first, however old.
//   lists      by what they bring. Front pages, their feeds and the site's sitemaps: every run,
//   until kPatience looks in
//              a row brought nothing; then every `list_min`, doubled up to `list_max`. Others begin
//              at `list_min`, further pages of a list at kDeepPages. News divides the interval by
//              four.
//   failures   the next run at first, then at growing distance; what is gone three times, or failed
//   kGiveUpAfter times in
//              a row, and is no list, is given up.
//   boost      intervals are divided by the window's factor while it lasts.
//
// `revisit = "always"`: everything in every run. `"never"`: no article twice.
//
// Times: UTC. Threads: pure functions.
// Source: NewsDiffs (ladder), StormCrawler's AdaptiveScheduler (lists).
#ifndef KIOSQUE_CRAWLER_REVISIT_POLICY_H_
#define KIOSQUE_CRAWLER_REVISIT_POLICY_H_

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "crawler/frontier_entry.h"
#include "seeds/site.h"

namespace kiosque {

/// How a visit ended, as far as the schedule cares.
enum class VisitEnd : std::uint8_t {
  kNew,      ///< had for the first time
  kChanged,  ///< an article was edited, a list names an article not known before
  kSame,     ///< 304, or nothing of that
  kMoved,    ///< a permanent redirect: its target is visited instead
  kRefused,  ///< robots, scope or a limit: nothing was asked
  kGone,     ///< 404 or 410
  kFailed,   ///< any other failure
};

/// When the visit took place.
struct VisitTime {
  UtcTime now{};
  UtcTime next_run{};  ///< what means "in the next run" (Frontier::next_run)
};

class RevisitPolicy {
 public:
  /// Failures in a row, three a run.
  static constexpr std::uint8_t kGiveUpAfter = 9;
  static constexpr std::uint8_t kGoneForGood = 3;
  static constexpr std::uint8_t kPatience = 2;
  static constexpr std::chrono::days kAudit{30};
  static constexpr std::chrono::days kDeepPages{1};
  static constexpr std::chrono::days kMostDeepPages{30};
  static constexpr std::chrono::days kOtherPages{7};

  /// When `entry` is due again; kDormant = when an index tells of a change; empty = never, and
  /// nothing of it is kept but that it is known. Updates entry.interval and entry.quiet. A
  /// believed index is one whose times count (HostRecord::BelievesIndex).
  static std::optional<UtcTime> Next(const Site& site, FrontierEntry& entry, VisitEnd end,
                                     const VisitTime& time, bool index_believed);

  /// Whether `entry` leads to articles.
  static bool IsList(const FrontierEntry& entry);
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_REVISIT_POLICY_H_
