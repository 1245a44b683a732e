// address_gate.h — one origin at a time on one server: small outlets share machines.
//
//   Take(host) ──▶ its address has room: held until Give       no room: Wait(host) ──▶
//   Next(address) after a Give
//
// The address of an origin is the one that answered last, remembered from run to run; an origin
// that never answered has none and is not held back. Parallel requests to one origin (`per_host`)
// hold one place together.
//
// Threads: network thread only. Source: BUbiNG's WorkbenchEntry (a second clock per IP address
// beside that per host).
#ifndef KIOSQUE_CRAWLER_ADDRESS_GATE_H_
#define KIOSQUE_CRAWLER_ADDRESS_GATE_H_

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>

#include "crawler/host_queue.h"

namespace kiosque {

class AddressGate {
 public:
  /// `places` origins at a time on one address; 0 = the rule is off.
  explicit AddressGate(std::size_t places) : places_(places) {}

  /// Takes a place for `host`; false when there is none.
  bool Take(HostQueue& host);
  /// The same without asking.
  void TakeAnyway(HostQueue& host);
  /// Gives back what `host` holds.
  void Give(HostQueue& host);
  /// `address` answered for `host`.
  void Learn(HostQueue& host, const std::string& address);

  /// `host` wants a place. It stays until Next answers it.
  void Wait(HostQueue& host);
  /// The host that waits longest, when there is a place on `address`; null otherwise. It holds
  /// nothing yet.
  HostQueue* Next(const std::string& address);

 private:
  struct Places {
    std::size_t taken = 0;
    std::deque<HostQueue*> waiting;
  };
  void Forget(const std::string& address);

  const std::size_t places_;
  std::unordered_map<std::string, Places> by_address_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_ADDRESS_GATE_H_
