#include "crawler/politeness.h"

#include <fmt/format.h>

#include <algorithm>

#include "seeds/quantity.h"

namespace kiosque {
namespace {

using std::chrono::milliseconds;

/// Whether the host, not the page, is in trouble.
bool HostFailed(FetchOutcome outcome) {
  return outcome == FetchOutcome::kDnsFailure || outcome == FetchOutcome::kConnectFailure ||
         outcome == FetchOutcome::kTlsFailure || outcome == FetchOutcome::kTimeout ||
         outcome == FetchOutcome::kDisconnected;
}

bool Overloaded(const FetchResult& result) {
  return result.status == 429 || result.status == 503;
}

}  // namespace

milliseconds Politeness::Jitter(milliseconds delay) {
  std::uniform_int_distribution<milliseconds::rep> extra(0, delay.count() / 4);
  return delay + milliseconds(extra(random_));
}

std::string Politeness::DescribeLongDelay(milliseconds crawl_delay, milliseconds max_delay) {
  return fmt::format("robots.txt asks for {} between requests, max_delay is {}: one page a run",
                     FormatDuration(crawl_delay), FormatDuration(max_delay));
}

/// Retry-After counts wherever it makes sense: redirects have it, too (RFC 9110 §10.2.3).
void Politeness::WaitAsAsked(const FetchResult& result, Pause& pause) {
  const bool asked = result.retry_after && result.status >= 300;
  if (asked) {
    pause.delay = std::max(pause.delay, milliseconds(*result.retry_after));
  }
  pause.delay = Jitter(pause.delay);
  const bool overloaded = asked || HostFailed(result.outcome) || Overloaded(result);
  if (overloaded && !pause.give_up && pause.delay > kLongestWait) {
    const std::string what = HostFailed(result.outcome)
                                 ? std::string(FetchOutcomeName(result.outcome))
                                 : "status " + std::to_string(result.status);
    pause.give_up = true;
    pause.reason = fmt::format("asks to wait {} ({})", FormatDuration(pause.delay), what);
  }
}

Pause Politeness::After(const FetchResult& result, const Site& site,
                        std::optional<milliseconds> crawl_delay) {
  Origin& origin = origins_[result.url.origin()];
  Pause pause;
  pause.delay = std::max(site.delay, crawl_delay.value_or(milliseconds(0)));
  if (site.delay.count() > 0) {
    pause.delay = std::max(pause.delay, std::min(kSlowFactor * result.duration, site.max_delay));
  }
  if (crawl_delay && *crawl_delay > site.max_delay) {
    pause.give_up = true;
    pause.reason = DescribeLongDelay(*crawl_delay, site.max_delay);
  }
  const bool failed = HostFailed(result.outcome);
  origin.server_errors = !failed && result.status >= 500 ? origin.server_errors + 1 : 0;
  if (!failed && !Overloaded(result)) {
    origin.failures = 0;
    if (origin.server_errors >= kServerErrors) {
      pause.give_up = true;
      pause.reason = fmt::format("given up after {} server errors in a row: status {}",
                                 origin.server_errors, result.status);
    }
    origin.backoff -= origin.backoff > 0 ? 1 : 0;
    WaitAsAsked(result, pause);
    return pause;
  }
  constexpr std::uint32_t kMostDoublings = 8;
  pause.delay = std::max(pause.delay, kFirstBackoff * (1 << origin.backoff));
  origin.backoff = std::min(origin.backoff + 1, kMostDoublings);
  ++origin.failures;
  const std::string what = failed ? std::string(FetchOutcomeName(result.outcome))
                                  : "status " + std::to_string(result.status);
  WaitAsAsked(result, pause);
  if (!pause.give_up && origin.failures >= kBreaker) {
    pause.give_up = true;
    pause.reason = fmt::format("given up after {} failures in a row: {}", origin.failures, what);
  }
  return pause;
}

}  // namespace kiosque
