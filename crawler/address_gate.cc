#include "crawler/address_gate.h"

namespace kiosque {

bool AddressGate::Take(HostQueue& host) {
  const std::string& address = host.record.address;
  if (places_ > 0 && !address.empty()) {
    const auto known = by_address_.find(address);
    if (known != by_address_.end() && known->second.taken >= places_) {
      return false;
    }
  }
  TakeAnyway(host);
  return true;
}

void AddressGate::TakeAnyway(HostQueue& host) {
  if (places_ > 0 && !host.record.address.empty()) {
    host.held_address = host.record.address;
    ++by_address_[host.held_address].taken;
  }
}

void AddressGate::Give(HostQueue& host) {
  const auto held = by_address_.find(host.held_address);
  if (held != by_address_.end()) {
    held->second.taken -= held->second.taken > 0 ? 1 : 0;
    Forget(host.held_address);
  }
  host.held_address.clear();
}

void AddressGate::Learn(HostQueue& host, const std::string& address) {
  if (places_ == 0 || address.empty() || host.record.address == address) {
    return;
  }
  const bool holds = host.in_flight > 0;
  if (holds) {
    Give(host);
  }
  host.record.address = address;
  if (holds) {
    TakeAnyway(host);
  }
}

void AddressGate::Wait(HostQueue& host) {
  host.waits_for_address = true;
  by_address_[host.record.address].waiting.push_back(&host);
}

HostQueue* AddressGate::Next(const std::string& address) {
  const auto found = by_address_.find(address);
  if (found == by_address_.end() || found->second.waiting.empty() ||
      found->second.taken >= places_) {
    return nullptr;
  }
  HostQueue* const host = found->second.waiting.front();
  found->second.waiting.pop_front();
  host->waits_for_address = false;
  Forget(address);
  return host;
}

void AddressGate::Forget(const std::string& address) {
  const auto found = by_address_.find(address);
  if (found->second.taken == 0 && found->second.waiting.empty()) {
    by_address_.erase(found);
  }
}

}  // namespace kiosque
