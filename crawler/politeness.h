// politeness.h — how long an origin is left alone after a request, and when it is given up.
//
//   delay    = max(configured, Crawl-delay, kSlowFactor × response time up to max_delay), stretched
//   by up to a quarter
//              at random so that many crawls do not fall into step; a configured delay of 0 (one's
//              own server) means that only Crawl-delay counts
//   backoff  429, 503 and failures to reach the host double a pause that begins at kFirstBackoff,
//   successes halve it;
//              Retry-After is obeyed as it stands
//   breaker  kBreaker failures in a row, kServerErrors answers in a row with another 5xx, or a
//   Retry-After longer than kLongestWait, end the host's part in this run
//
// Times: steady clock, milliseconds. Threads: network thread only.
// Source: Heritrix DispositionProcessor (delay from response time); RFC 9110 §10.2.3 (Retry-After);
// RFC 9309 knows no
//         Crawl-delay, whoever writes one means it.
#ifndef KIOSQUE_CRAWLER_POLITENESS_H_
#define KIOSQUE_CRAWLER_POLITENESS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>

#include "base/clock.h"
#include "crawler/fetcher.h"
#include "seeds/site.h"

namespace kiosque {

/// What to do with an origin after a request.
struct Pause {
  std::chrono::milliseconds delay{0};  ///< from now on
  bool give_up = false;                ///< nothing more to this origin in this run
  std::string reason;                  ///< one line for people when giving up
};

class Politeness {
 public:
  static constexpr int kSlowFactor = 2;
  static constexpr std::chrono::milliseconds kFirstBackoff{2'000};
  static constexpr std::chrono::milliseconds kLongestWait{10 * 60'000};
  static constexpr std::uint32_t kBreaker = 5;
  static constexpr std::uint32_t kServerErrors = 10;  ///< a page may fail for itself; ten do not

  explicit Politeness(std::uint64_t seed) : random_(seed) {}

  /// After `result` came from its origin. `crawl_delay` is what robots.txt asks of us.
  Pause After(const FetchResult& result, const Site& site,
              std::optional<std::chrono::milliseconds> crawl_delay);

  /// Why a host whose robots.txt asks for so long a delay is left for this run.
  static std::string DescribeLongDelay(std::chrono::milliseconds crawl_delay,
                                       std::chrono::milliseconds max_delay);

 private:
  struct Origin {
    std::uint32_t failures = 0;       // in a row
    std::uint32_t server_errors = 0;  // in a row
    std::uint32_t backoff = 0;        // doublings
  };
  std::chrono::milliseconds Jitter(std::chrono::milliseconds delay);
  void WaitAsAsked(const FetchResult& result, Pause& pause);

  std::mt19937_64 random_;
  std::unordered_map<std::string, Origin> origins_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_POLITENESS_H_
