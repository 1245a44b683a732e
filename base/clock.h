// clock.h — the two clocks: wall time for archives, steady time for delays.
//
// Nobody but SystemClock asks the machine for the time: whatever needs "now" is given it, or is
// given a Clock. Tests give a FakeClock (tests/support/fake_clock.h) that moves only when told.
//
// Units: UtcTime counts microseconds since 1970-01-01T00:00:00Z without leap seconds; SteadyTime
// has no
//        meaning beyond differences. Threads: a Clock may be read from any thread.
#ifndef KIOSQUE_BASE_CLOCK_H_
#define KIOSQUE_BASE_CLOCK_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kiosque {

using UtcTime = std::chrono::sys_time<std::chrono::microseconds>;
using SteadyTime = std::chrono::steady_clock::time_point;

class Clock {
 public:
  virtual ~Clock() = default;
  /// Wall time, for what is written down. May jump.
  virtual UtcTime Now() const = 0;
  /// Never goes back; for delays and timeouts.
  virtual SteadyTime Steady() const = 0;
};

class SystemClock final : public Clock {
 public:
  UtcTime Now() const override;
  SteadyTime Steady() const override;
};

/// "2024-04-13T08:30:00Z"; fractions only when there are any ("…00.250000Z"). RFC 3339, always UTC.
std::string FormatUtc(UtcTime time);
/// The same, cut to the second: for people, and for servers that know no fractions.
std::string FormatUtcSeconds(UtcTime time);

/// Reads RFC 3339 ("2024-04-13T08:30:00Z", "+01:00" offsets, fractions), a plain date (midnight
/// UTC), and the 14 digits of CDX files. Empty for anything else.
std::optional<UtcTime> ParseUtc(std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_CLOCK_H_
