// robots_cache.h — may this URL be fetched? Asks each origin's robots.txt, once a day.
//
//   Check(url) ── fresh? ──────────────────────────────▶ RobotsRules::Decide
//        └─ stale: one fetch an origin, others wait ──▶ 2xx        rules (first 500 KiB)
//             (up to 5 redirects, to any host)          4xx        everything allowed (§2.3.1.3)
//                                                       5xx, none  everything disallowed (§2.3.1.4)
//
// While a robots.txt cannot be had, everything is disallowed for kDistrustAfter; then the last copy
// that was had counts again (§2.4 lets a copy outlive its day when the file is unreachable; the 12
// hours are Google's practice); without any copy, everything is allowed after kGiveUpAfter
// (§2.3.1.4 names 30 days). 429 is a 4xx and allows, but is asked again after an hour; slowing down
// is the crawl's business, which sees every response through RobotsTraffic.
//
// Memory: at most Options::max_origins files; those least lately asked leave first, and come back
// from the RobotsRows when there is one. Times: wall clock, since the copies outlive the process.
// Errors: none; a RobotsAnswer says what happened. Threads: not thread-safe; network thread only.
// Source: RFC 9309 §2.3, §2.4;
// https://developers.google.com/search/docs/crawling-indexing/robots/robots_txt
#ifndef KIOSQUE_CRAWLER_ROBOTS_CACHE_H_
#define KIOSQUE_CRAWLER_ROBOTS_CACHE_H_

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/url.h"
#include "crawler/fetcher.h"
#include "parser/robots_rules.h"

namespace kiosque {

enum class RobotsVerdict : std::uint8_t {
  kAllowed,
  kDenied,       ///< by a rule: FetchOutcome::kRobotsDenied
  kUnreachable,  ///< robots.txt cannot be had: FetchOutcome::kRobotsUnreachable, until retry_at
  kCancelled,    ///< the crawl stopped meanwhile
};

class RobotsAnswer {
 public:
  explicit RobotsAnswer(RobotsVerdict v) : verdict(v) {}

  RobotsVerdict verdict;
  std::uint32_t line = 0;  ///< the robots.txt line that decided, from 1; 0 = none did
  std::string rule;        ///< that line as written
  std::string reason;  ///< one line for people when no rule decided: "robots.txt: 404, all allowed"
  std::optional<std::chrono::milliseconds> crawl_delay;
  UtcTime retry_at{};  ///< kUnreachable: when Check will ask the server again
};

/// The crawl's part in the requests for robots.txt.
class RobotsTraffic {
 public:
  virtual ~RobotsTraffic() = default;
  /// Returns when `url`'s server may be asked (delays, one request at a time); false when the crawl
  /// stops.
  virtual boost::asio::awaitable<bool> BeforeRequest(const Url& url) = 0;
  /// The exchange that BeforeRequest let through: each redirect hop is one. To be counted and
  /// archived.
  virtual void OnFetched(FetchResult result) = 0;
};

/// Where copies survive the process; rows are opaque and keyed by origin.
class RobotsRows {
 public:
  virtual ~RobotsRows() = default;
  virtual std::optional<std::string> Load(std::string_view origin) = 0;
  virtual void Save(std::string_view origin, std::string row) = 0;
};

/// Who this is in robots.txt files: the User-Agent's product token (RFC 9309 §2.2.1).
inline constexpr std::string_view kProductToken = "Kiosque";

struct RobotsCacheOptions {
  std::string agent{kProductToken};  ///< product token that groups are matched against
  std::chrono::hours lifetime{24};   ///< RFC 9309 §2.4: at most 24 h; longer values are cut
  std::chrono::milliseconds timeout{30'000};
  std::size_t max_origins = 4096;
  TlsPolicy tls = TlsPolicy::kStrict;
};

class RobotsCache {
 public:
  /// RFC 9309 §2.3.1.2 asks for at least five.
  static constexpr int kMaxRedirects = 5;
  static constexpr std::chrono::hours kDistrustAfter{12};
  static constexpr std::chrono::hours kGiveUpAfter{30 * 24};

  /// All references are used until this dies; `rows` may be null.
  RobotsCache(Fetcher& fetcher, RobotsTraffic& traffic, RobotsRows* rows, const Clock& clock,
              RobotsCacheOptions options);
  ~RobotsCache();
  RobotsCache(const RobotsCache&) = delete;
  RobotsCache& operator=(const RobotsCache&) = delete;

  /// May `url` be fetched now? Fetches its origin's robots.txt first when there is no fresh copy.
  /// `tls` is the policy of the site that `url` belongs to.
  boost::asio::awaitable<RobotsAnswer> Check(Url url, std::optional<TlsPolicy> tls = std::nullopt);

  /// The rules now in memory for `url`'s origin (sitemaps, visit times); null when there are none.
  /// Valid until the next Check.
  const RobotsRules* Rules(const Url& url) const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_ROBOTS_CACHE_H_
