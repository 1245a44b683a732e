// fake_clock.h — a Clock that moves only when told.
#ifndef KIOSQUE_TESTS_SUPPORT_FAKE_CLOCK_H_
#define KIOSQUE_TESTS_SUPPORT_FAKE_CLOCK_H_

#include "base/clock.h"

namespace kiosque::testing {

class FakeClock final : public Clock {
 public:
  /// Starts at 2024-04-13T08:00:00Z.
  FakeClock()
      : now_(std::chrono::sys_days{std::chrono::year{2024} / 4 / 13} + std::chrono::hours{8}) {}
  UtcTime Now() const override { return now_; }
  SteadyTime Steady() const override { return steady_; }
  void Advance(std::chrono::microseconds by) {
    now_ += by;
    steady_ += by;
  }
  /// Moves the wall clock alone, as NTP or a person does.
  void JumpWall(std::chrono::microseconds by) { now_ += by; }

 private:
  UtcTime now_;
  SteadyTime steady_{std::chrono::hours{1}};
};

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_FAKE_CLOCK_H_
