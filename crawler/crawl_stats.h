// crawl_stats.h — what a crawl did, counted as it becomes durable.
//
//   requests  = pages + not_modified + redirects + errors           (robots.txt is counted apart)
//   pages     = complete 2xx responses; new_articles, changed and unchanged are those of them that
//   are articles skipped   = URLs that were not fetched, each under the one reason that kept it out
//
// Threads: plain values.
#ifndef KIOSQUE_CRAWLER_CRAWL_STATS_H_
#define KIOSQUE_CRAWLER_CRAWL_STATS_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kiosque {

/// Why a URL was not fetched. Names are stable; numbers are not stored.
enum class SkipReason : std::uint8_t {
  kNone,         ///< it is in scope
  kOtherSite,    ///< a host that no site of this crawl has
  kNotIncluded,  ///< no `include` pattern matches
  kExcluded,     ///< an `exclude` pattern matches
  kTooDeep,      ///< further than `depth`
  kTooOld,       ///< published before `since`
  kNotAPage,     ///< an image, a document, a programme … by its name
  kTrap,         ///< grows without end and brings nothing new
  kRobots,       ///< robots.txt forbids it
  kRobotsUnreachable,
  kSiteLimit,  ///< the site's `limit` is reached
  kHostDown,   ///< the host failed too often; its URLs wait for the next run
  kDryRun,
  kNoArchive,  ///< the page says that no copy may be kept
  kCount,
};
/// "other-site", "too-deep", "robots" …
std::string_view SkipReasonName(SkipReason reason);

struct CrawlCounts {
  std::uint64_t requests = 0;
  std::uint64_t robots_requests = 0;
  std::uint64_t pages = 0;
  std::uint64_t new_articles = 0;  ///< articles seen for the first time
  std::uint64_t changed = 0;       ///< articles with a new version
  std::uint64_t unchanged = 0;     ///< articles fetched whole that show the version known
  std::uint64_t not_modified = 0;  ///< 304
  std::uint64_t redirects = 0;
  std::uint64_t errors = 0;  ///< failures and 4xx, 5xx
  std::uint64_t bytes = 0;   ///< received, headers included
  std::uint64_t found = 0;   ///< URLs new to the frontier
  std::array<std::uint64_t, static_cast<std::size_t>(SkipReason::kCount)> skipped{};

  void Skip(SkipReason reason, std::uint64_t n = 1) {
    skipped[static_cast<std::size_t>(reason)] += n;
  }
  std::uint64_t Skipped(SkipReason reason) const {
    return skipped[static_cast<std::size_t>(reason)];
  }
  CrawlCounts& operator+=(const CrawlCounts& other);
};

/// One row of the summary.
struct HostRow {
  std::string site;  ///< id
  CrawlCounts counts;
  std::uint64_t queued = 0;                     ///< still to be fetched
  std::map<std::string, std::uint64_t> errors;  ///< "404", "timeout", "dns-failure" … -> how often
  std::string note;  ///< "given up after 5 failures: connect-failure"; empty = nothing special
};

/// Why a crawl ended.
enum class StopReason : std::uint8_t {
  kFinished,     ///< nothing is due any more
  kRunLimit,     ///< --limit
  kTimeLimit,    ///< --time-limit
  kByteLimit,    ///< --max-bytes
  kInterrupted,  ///< SIGINT, SIGTERM or Stop()
  kStoreFailed,  ///< the archive refused a commit; see CrawlReport::error
};
/// "finished", "limit", "time-limit", "byte-limit", "interrupted", "store-failed".
std::string_view StopReasonName(StopReason reason);

struct CrawlStats {
  CrawlCounts total;
  std::map<std::string, HostRow> hosts;  ///< by host name, as in URLs
  std::uint64_t queued = 0;              ///< still to be fetched, all hosts
  std::uint64_t in_flight = 0;
  UtcTime started{};
  std::chrono::milliseconds elapsed{0};
  bool resumed = false;  ///< continued a run that had not finished
  /// Sites that always had news and have none now, by id, each with why (crawler/site_news.h).
  std::map<std::string, std::string> silent;
  /// When something is due again; empty = not known, or nothing is.
  std::optional<UtcTime> next_due;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_CRAWL_STATS_H_
