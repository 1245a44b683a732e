#include "base/fetch_outcome.h"

#include <array>
#include <cstddef>

namespace kiosque {

namespace {

// In the order of the enumerators' numbers.
constexpr std::array<std::string_view, 18> kNames = {
    "ok",           "not-modified",    "redirect",         "robots-denied",   "robots-unreachable",
    "out-of-scope", "address-refused", "dns-failure",      "connect-failure", "tls-failure",
    "timeout",      "too-large",       "too-many-headers", "bad-response",    "disconnected",
    "bad-redirect", "cancelled",       "challenge"};

}  // namespace

std::string_view FetchOutcomeName(FetchOutcome outcome) {
  const auto index = static_cast<std::size_t>(outcome);
  return index < kNames.size() ? kNames[index] : "unknown";
}

std::optional<FetchOutcome> FetchOutcomeFromName(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) {
      return static_cast<FetchOutcome>(i);
    }
  }
  return std::nullopt;
}

bool IsTransient(FetchOutcome outcome) {
  switch (outcome) {
    case FetchOutcome::kRobotsUnreachable:
    case FetchOutcome::kDnsFailure:
    case FetchOutcome::kConnectFailure:
    case FetchOutcome::kTlsFailure:
    case FetchOutcome::kTimeout:
    case FetchOutcome::kBadResponse:
    case FetchOutcome::kDisconnected:
    case FetchOutcome::kCancelled:
    case FetchOutcome::kChallenge:
      return true;
    default:
      return false;
  }
}

}  // namespace kiosque
