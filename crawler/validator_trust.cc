#include "crawler/validator_trust.h"

namespace kiosque {

bool IsAudited(const FrontierEntry& entry, UtcTime run_start, std::uint64_t seed) {
  const auto run = static_cast<std::uint64_t>(run_start.time_since_epoch().count());
  const std::string draw = BigEndian(seed) + BigEndian(run) + entry.url.href();
  return Fingerprint(draw) % kAuditSample == 0;
}

bool BelievesValidators(const HostRecord& host, UtcTime now) {
  return !host.validators_lied || now - *host.validators_lied > kGrudge;
}

}  // namespace kiosque
