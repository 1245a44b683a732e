// validator_trust.h — whether a server's 304 can be believed.
//
// Some servers and caches answer 304 whatever changed. So one 304 in kSample is followed by a fetch
// without validators: when that shows a change, the host lied, is remembered in its HostRecord, and
// is asked without validators for kGrudge.
//
// Threads: pure functions.
#ifndef KIOSQUE_CRAWLER_VALIDATOR_TRUST_H_
#define KIOSQUE_CRAWLER_VALIDATOR_TRUST_H_

#include <chrono>
#include <cstdint>

#include "base/clock.h"
#include "crawler/frontier_entry.h"

namespace kiosque {

inline constexpr std::uint64_t kAuditSample = 32;
inline constexpr std::chrono::days kGrudge{90};

/// Whether the 304 that `entry` got in the run begun at `run_start` is of the sample. Chosen by
/// `seed`, evenly over URLs and runs.
bool IsAudited(const FrontierEntry& entry, UtcTime run_start, std::uint64_t seed);
/// Whether requests to the host may carry validators at `now`.
bool BelievesValidators(const HostRecord& host, UtcTime now);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_VALIDATOR_TRUST_H_
