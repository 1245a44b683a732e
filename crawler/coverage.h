// coverage.h — how much of what a site's indexes name is in the archive, and what became of the
// rest.
//
//   named    articles that a feed, a sitemap or an API names
//   held     of them, those of which a version is kept
//   missing  the rest, each under one reason
//
// Read from the frontier's rows, host by host, in one scan: memory grows with the number of hosts.
// Lists and aliases that an index names are no articles and do not count.
//
// Errors: those of the archive. Threads: reads only; any thread.
#ifndef KIOSQUE_CRAWLER_COVERAGE_H_
#define KIOSQUE_CRAWLER_COVERAGE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "crawler/site_indexes.h"
#include "storage/archive.h"

namespace kiosque {

struct SiteCoverage {
  std::string host;         ///< without "www."
  std::uint64_t known = 0;  ///< URLs of any kind
  std::uint64_t named = 0;
  std::uint64_t held = 0;   ///< of those named
  std::uint64_t other = 0;  ///< articles held that no index names
  /// "waiting", "robots.txt", "failing", "not an article", "gone", "left out" -> how many.
  std::map<std::string, std::uint64_t> missing;
  std::uint64_t queued = 0;           ///< URLs to be asked for as soon as possible
  std::optional<UtcTime> visited;     ///< last, of all its URLs that are still scheduled
  std::optional<UtcTime> next;        ///< earliest due of its scheduled URLs
  std::optional<UtcTime> down_since;  ///< when it stopped answering

  std::uint64_t missed() const { return named - held; }
};

/// All hosts, by name. `now` is what robots.txt copies are read at.
Result<std::vector<SiteCoverage>> ReadCoverage(const Archive& archive, UtcTime now);

/// Of `hosts` only, without `visited`: reads nothing of articles that are held.
Result<std::vector<SiteCoverage>> ReadCoverageOf(const Archive& archive, UtcTime now,
                                                 const std::vector<std::string>& hosts);

/// "the indexes name 41233 articles, we hold 41207; 26 missing: 20 robots.txt, 6 waiting".
std::string CoverageText(const SiteCoverage& site);

/// What is known of the sites' indexes, by host.
Result<std::vector<SiteIndexRecord>> ReadSiteIndexes(const Archive& archive);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_COVERAGE_H_
