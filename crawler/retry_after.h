// retry_after.h — dates and delays as HTTP writes them.
//
// Units: UTC times, whole seconds. Errors: none; what is not a date or a delay gives nothing.
// Threads: pure functions; "now" is given.
// Source: RFC 9110 §5.6.7 (HTTP-date: IMF-fixdate, rfc850-date, asctime-date), §10.2.3
// (Retry-After).
#ifndef KIOSQUE_CRAWLER_RETRY_AFTER_H_
#define KIOSQUE_CRAWLER_RETRY_AFTER_H_

#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.h"

namespace kiosque {

/// The longest pause that ParseRetryAfter answers; servers that ask for more get this.
inline constexpr std::chrono::seconds kMaxRetryAfter = std::chrono::days{365};

/// Reads any of the three forms of RFC 9110 §5.6.7. The name of the day is not checked against the
/// date. A two-digit year more than 50 years after `now` is taken to be in the past, as the RFC
/// asks.
std::optional<UtcTime> ParseHttpDate(std::string_view text, UtcTime now);

/// Reads a Retry-After value, delay-seconds or HTTP-date, as a pause from `now`: never negative, at
/// most kMaxRetryAfter.
std::optional<std::chrono::seconds> ParseRetryAfter(std::string_view text, UtcTime now);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_RETRY_AFTER_H_
