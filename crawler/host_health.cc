#include "crawler/host_health.h"

#include <fmt/format.h>

#include <algorithm>

namespace kiosque {
namespace {

constexpr std::chrono::minutes kFirstRest{30};
constexpr std::chrono::hours kOneCount{1};

std::uint32_t Failures(const HostRecord& host) {
  return host.hard_failures + host.soft_failures;
}

}  // namespace

HostTrouble TroubleOf(const FetchResult& result) {
  switch (result.outcome) {
    case FetchOutcome::kDnsFailure:
    case FetchOutcome::kConnectFailure:
    case FetchOutcome::kTlsFailure:
      return HostTrouble::kHard;
    case FetchOutcome::kTimeout:
    case FetchOutcome::kDisconnected:
      return HostTrouble::kSoft;
    default:
      return result.status == 429 || result.status >= 500 ? HostTrouble::kSoft : HostTrouble::kNone;
  }
}

bool NoteTrouble(HostRecord& host, HostTrouble trouble, UtcTime now) {
  if (trouble == HostTrouble::kNone) {
    const bool was_down = host.down_since.has_value();
    host.hard_failures = host.soft_failures = 0;
    host.down_since.reset();
    host.last_trouble.reset();
    return was_down;
  }
  if (host.last_trouble && now >= *host.last_trouble && now - *host.last_trouble < kOneCount) {
    return false;
  }
  if (!host.down_since) {
    host.down_since = now;
  }
  host.last_trouble = now;
  ++(trouble == HostTrouble::kHard ? host.hard_failures : host.soft_failures);
  return true;
}

bool IsGivenUp(const HostRecord& host) {
  return host.down_since && host.last_trouble &&
         host.hard_failures + host.soft_failures / 2 >= kGiveUpAfter &&
         *host.last_trouble - *host.down_since >= kGiveUpOver;
}

std::optional<UtcTime> RestsUntil(const HostRecord& host, UtcTime now) {
  constexpr std::uint32_t kMostDoublings = 6;
  const std::uint32_t failures = Failures(host);
  if (failures < 2 || !host.last_trouble || *host.last_trouble > now) {
    return std::nullopt;
  }
  const std::chrono::minutes rest = std::min<std::chrono::minutes>(
      kFirstRest * (1 << std::min(failures - 2, kMostDoublings)), std::chrono::days(1));
  const UtcTime until = *host.last_trouble + (IsGivenUp(host) ? kProbe : rest);
  return until > now ? std::optional(until) : std::nullopt;
}

std::string DescribeRest(const HostRecord& host, UtcTime until) {
  const auto seconds = [](UtcTime time) { return FormatUtcSeconds(time); };
  return fmt::format("{} since {} ({} failures), asked again after {}",
                     IsGivenUp(host) ? "given up, down" : "down",
                     seconds(host.down_since.value_or(UtcTime{})), Failures(host), seconds(until));
}

}  // namespace kiosque
