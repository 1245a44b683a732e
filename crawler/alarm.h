// alarm.h — one wake-up call at a time, so that the crawl can wait for a delay without asking the
// machine for the time.
//
// Threads: network thread only; the call comes through the executor, never from inside Set.
#ifndef KIOSQUE_CRAWLER_ALARM_H_
#define KIOSQUE_CRAWLER_ALARM_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>

#include "base/clock.h"

namespace kiosque {

class Alarm {
 public:
  virtual ~Alarm() = default;
  /// Calls `fire` once, at `at` or soon after; replaces what was set before.
  virtual void Set(SteadyTime at, std::function<void()> fire) = 0;
  virtual void Cancel() = 0;
};

/// On the machine's steady clock.
class SteadyAlarm final : public Alarm {
 public:
  explicit SteadyAlarm(boost::asio::io_context& context) : timer_(context) {}
  void Set(SteadyTime at, std::function<void()> fire) override;
  void Cancel() override { timer_.cancel(); }

 private:
  boost::asio::steady_timer timer_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_ALARM_H_
