#include "crawler/alarm.h"

#include <utility>

namespace kiosque {

void SteadyAlarm::Set(SteadyTime at, std::function<void()> fire) {
  timer_.expires_at(at);  // cancels the wait that was
  timer_.async_wait([call = std::move(fire)](const boost::system::error_code& error) {
    if (!error) {
      call();
    }
  });
}

}  // namespace kiosque
