// host_health.h — what is remembered of a host that cannot be had, from run to run.
//
//   trouble   counted once an hour at most: hard (no such name, refused, no usable TLS) or soft
//   (timeout, cut off, 429,
//             5xx); a success forgets everything
//   rests     from the second on: 30 minutes, doubled up to a day
//   given up  after kGiveUpAfter of them, soft ones counting half, over at least kGiveUpOver; then
//   asked once in kProbe
//
// Times: UTC. Threads: pure functions.
// Source: the split into soft and hard failures is Media Cloud's feed health.
#ifndef KIOSQUE_CRAWLER_HOST_HEALTH_H_
#define KIOSQUE_CRAWLER_HOST_HEALTH_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "crawler/fetcher.h"
#include "crawler/frontier_entry.h"

namespace kiosque {

enum class HostTrouble : std::uint8_t {
  kNone,  ///< the host answered; what, is the page's affair
  kSoft,  ///< may pass by itself
  kHard,  ///< will not, most likely
};

inline constexpr std::uint32_t kGiveUpAfter = 30;
inline constexpr std::chrono::days kGiveUpOver{21};
inline constexpr std::chrono::days kProbe{30};

HostTrouble TroubleOf(const FetchResult& result);

/// Writes down what an exchange ended with. False when nothing changed.
bool NoteTrouble(HostRecord& host, HostTrouble trouble, UtcTime now);

bool IsGivenUp(const HostRecord& host);
/// Until when the host is left alone; empty = it may be asked.
std::optional<UtcTime> RestsUntil(const HostRecord& host, UtcTime now);
/// "down since 2024-04-13T08:00:00Z (3 failures), asked again after …"
std::string DescribeRest(const HostRecord& host, UtcTime until);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_HOST_HEALTH_H_
