// fetch_outcome.h — how one attempt to fetch a URL ended. Data, not an error: recorded and counted.
//
// Threads: values. Source: the idea of one's own outcomes beside HTTP codes is Heritrix's
// FetchStatusCodes. Numbers are stored: never renumber, only append.
#ifndef KIOSQUE_BASE_FETCH_OUTCOME_H_
#define KIOSQUE_BASE_FETCH_OUTCOME_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace kiosque {

enum class FetchOutcome : std::uint8_t {
  kOk = 0,            ///< a complete response came, of whatever status
  kNotModified = 1,   ///< 304 to a conditional request
  kRedirect = 2,      ///< 3xx with a usable Location; each hop is an attempt of its own
  kRobotsDenied = 3,  ///< robots.txt forbids it; nothing was sent
  kRobotsUnreachable =
      4,            ///< robots.txt could not be had: complete disallow for now (RFC 9309 §2.3.1.4)
  kOutOfScope = 5,  ///< refused by the crawl's own rules; nothing was sent
  kAddressRefused = 6,  ///< private, loopback or link-local address; nothing was sent
  kDnsFailure = 7,
  kConnectFailure = 8,
  kTlsFailure = 9,
  kTimeout = 10,   ///< connect, first byte, whole, or too slow for too long
  kTooLarge = 11,  ///< over the cap, raw or decoded; the body kept is cut
  kTooManyHeaders = 12,
  kBadResponse = 13,   ///< not HTTP, or framing or coding broken
  kDisconnected = 14,  ///< closed before the end; the body kept is cut
  kBadRedirect = 15,   ///< no or unusable Location, a loop, or too many hops
  kCancelled = 16,     ///< the crawl stopped; to be tried again
  kChallenge = 17,     ///< a bot challenge instead of the page
};

/// A stable lower-case name: "ok", "robots-denied", "dns-failure" …
std::string_view FetchOutcomeName(FetchOutcome outcome);
std::optional<FetchOutcome> FetchOutcomeFromName(std::string_view name);

/// Whether trying again later may help (timeouts, DNS, 5xx are for the caller to add).
bool IsTransient(FetchOutcome outcome);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_FETCH_OUTCOME_H_
