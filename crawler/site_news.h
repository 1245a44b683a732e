// site_news.h — does a site still bring news? Remembered from run to run.
//
// A site is *silent* when it brought news in kManyRuns runs at least and now
//   - the lists that were read name no article any more, though they did: a new layout, a parked
//   domain, a wall; or
//   - nothing new came for kPatience times the longest gap between news so far, and for a day at
//   least.
//
// Times: UTC. Threads: plain values.
#ifndef KIOSQUE_CRAWLER_SITE_NEWS_H_
#define KIOSQUE_CRAWLER_SITE_NEWS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kiosque {

/// What one run saw of a site's lists (front page, hubs, feeds, sitemaps).
struct SiteLook {
  std::uint32_t asked = 0;   ///< lists that answered, 304 included
  std::uint32_t read = 0;    ///< of them, those that were read
  std::uint64_t listed = 0;  ///< articles that the lists read name, known or not
  std::uint64_t news = 0;    ///< of all that was found, articles not known before
};

struct SiteNews {
  static constexpr std::uint32_t kManyRuns = 3;
  static constexpr int kPatience = 3;

  UtcTime last_news{};
  std::chrono::microseconds longest_gap{0};
  std::uint32_t runs_with_news = 0;
  bool lists_named_articles = false;

  std::string Encode() const;
  static std::optional<SiteNews> Decode(std::string_view bytes);
  /// The key of its row.
  static std::string Key(std::string_view site_id);

  /// Takes a finished run in. Why the site is silent, one line; empty when it is not, or nothing of
  /// it was asked.
  std::string Learn(const SiteLook& look, UtcTime now);
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_SITE_NEWS_H_
