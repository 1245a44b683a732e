// trap_guard.h — stops following an endless space of pages that bring nothing new.
//
// URLs of one shape (crawler/url_shape.h: numbers, last word and query values left open) share a
// streak: how many pages in a row brought neither an article nor a link to a new one. A streak of
// kPatience closes the shape for this run. Only what nothing else speaks for is held back: not
// seeds, feeds and sitemaps, nor URLs that look like articles or that a feed, a sitemap or a
// headline announced.
//
// Memory: at most kMaxShapes; then the oldest knowledge is dropped. Threads: network thread only.
#ifndef KIOSQUE_CRAWLER_TRAP_GUARD_H_
#define KIOSQUE_CRAWLER_TRAP_GUARD_H_

#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "crawler/frontier_entry.h"

namespace kiosque {

class TrapGuard {
 public:
  static constexpr std::uint32_t kPatience = 30;
  static constexpr std::size_t kMaxShapes = std::size_t{16} << 10;

  /// Whether `entry` may be fetched.
  bool Allows(const FrontierEntry& entry) const;
  /// What its page brought. `useful`: an article, or a link to an article not known before.
  void Report(const FrontierEntry& entry, bool useful);

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> streaks_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_TRAP_GUARD_H_
