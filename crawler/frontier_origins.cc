// The frontier's origins: slots outside of leases, closing, records, and what can be said of all of
// them.
#include <algorithm>
#include <chrono>

#include "crawler/frontier.h"

namespace kiosque {

std::optional<SteadyTime> Frontier::Acquire(const Url& url, SteadyTime now) {
  HostQueue* host = HostOf(url);
  if (host == nullptr) {
    return std::nullopt;  // nothing else of this crawl goes there
  }
  if (host->in_flight >= host->per_host) {
    return SteadyTime{};
  }
  if (host->earliest > now) {
    return host->earliest;
  }
  if (host->in_flight == 0 && !gate_.Take(*host)) {
    return SteadyTime{};
  }
  ++host->in_flight;
  return std::nullopt;
}

void Frontier::AcquireAnyway(const Url& url) {
  if (HostQueue* host = HostOf(url)) {
    if (host->in_flight == 0) {
      gate_.TakeAnyway(*host);
    }
    ++host->in_flight;
  }
}

void Frontier::ReleaseOrigin(const Url& url, SteadyTime next_allowed) {
  if (HostQueue* host = FindHost(url)) {
    FreeSlot(*host, next_allowed);
  }
}

void Frontier::Defer(const Url& url, SteadyTime next_allowed) {
  if (HostQueue* host = FindHost(url)) {
    PauseUntil(*host, next_allowed);
  }
}

SteadyTime Frontier::EarliestOf(const Url& url) const {
  const HostQueue* host = FindHost(url);
  return host == nullptr ? SteadyTime{} : host->earliest;
}

void Frontier::CloseHost(const Url& url) {
  if (HostQueue* host = FindHost(url)) {
    host->closed = true;
  }
}

void Frontier::CloseSite(std::size_t site) {
  for (const auto& [id, host] : hosts_) {
    host->closed = host->closed || host->site == site;
  }
}

bool Frontier::AskFirst(const Url& url) {
  HostQueue* const host = FindHost(url);
  if (host == nullptr || host->closed) {
    return false;
  }
  host->first = KnownKey(url, Fingerprint(IdentityOf(url)));
  const bool waits = host->WaitsForFirst(rows_);
  Reconsider(*host);
  return waits;
}

void Frontier::AskAnything(const Url& url) {
  if (HostQueue* const host = FindHost(url); host != nullptr && !host->first.empty()) {
    host->first.clear();
    Reconsider(*host);
  }
}

HostRecord* Frontier::Record(const Url& url) {
  HostQueue* host = FindHost(url);
  return host == nullptr ? nullptr : &host->record;
}

void Frontier::SaveRecord(const Url& url) {
  if (const HostQueue* host = FindHost(url)) {
    WriteRecord(*host);
  }
}

std::optional<SteadyTime> Frontier::NextWake() const {
  if (!ready_.empty()) {
    return SteadyTime{};
  }
  for (const auto& [time, host] : snoozed_) {
    if (!host->closed) {
      return time;
    }
  }
  return std::nullopt;
}

bool Frontier::Drained() const {
  return leases_.empty() && !NextWake();
}

Frontier::Counts Frontier::counts() const {
  return {queued_, leases_.size(), hosts_.size(), ready_.size(), snoozed_.size()};
}

std::optional<UtcTime> Frontier::NextDue() const {
  std::optional<UtcTime> next;
  for (const auto& [id, host] : hosts_) {
    const UtcTime later = std::max(times_.until, times_.next_run) + std::chrono::microseconds(1);
    rows_.Scan(SchedulePrefix(id), ScheduleBound(id, later),
               [&](std::string_view key, std::string_view) {
                 const UtcTime due = DueOf(key);
                 if (due < kDormant) {
                   next = std::min(next.value_or(due), due);
                 }
                 return false;
               });
  }
  return next;
}

void Frontier::VisitHosts(const std::function<void(const HostQueue& host)>& visit) const {
  for (const auto& [id, host] : hosts_) {
    visit(*host);
  }
}

}  // namespace kiosque
