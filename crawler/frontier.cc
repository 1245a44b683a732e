#include "crawler/frontier.h"

#include <algorithm>
#include <cassert>
#include <chrono>

namespace kiosque {
namespace {

constexpr std::chrono::hours kClockSlack{1};
/// Due rows of a host are counted so far for the progress line; more are "many".
constexpr std::uint64_t kCountDueUpTo = 1000;

Url OriginUrl(const Url& url) {
  return url.WithPath("/").WithoutCredentials();
}

/// What the seen table remembers of a URL: how it was written, and what was said for it.
std::uint64_t SeenMark(const FrontierEntry& entry) {
  const std::uint64_t said = (std::uint64_t{entry.evidence} << 1 | (entry.published ? 1 : 0)) << 8 |
                             static_cast<std::uint64_t>(entry.link_class);
  const auto changed = static_cast<std::uint64_t>(
      entry.modified.value_or(UtcTime{}).time_since_epoch() / std::chrono::seconds(1));
  return std::hash<Url>()(entry.url) ^ ((changed << 24 ^ said) + 1) * 0x9E3779B97F4A7C15u;
}

/// How many of a host's URLs this run has still to fetch.
std::uint64_t ToFetch(const HostRecord& record) {
  return record.queued + record.due;
}

/// Whether an index speaks of a change that was not seen yet, and can be believed. A time that
/// moved on since the index was last read tells of one whatever the clocks of the two sides say.
bool TellsOfChange(const FrontierEntry& news, const FrontierEntry& known,
                   const HostRecord& record) {
  return news.modified && *news.modified > known.modified.value_or(known.visited) &&
         record.BelievesIndex();
}

}  // namespace

Frontier::Frontier(const Archive& archive, PlaceOrigin place, FrontierOptions options)
    : rows_(archive),
      place_(std::move(place)),
      options_(options),
      gate_(options.per_address),
      seen_(options.seen_slots) {
  assert((options.seen_slots & (options.seen_slots - 1)) == 0);
}

Status Frontier::OpenRun(std::uint64_t seeds, UtcTime now, SteadyTime steady) {
  opened_ = now;
  opened_steady_ = steady;
  run_key_ = RunKey(seeds);
  if (const auto row = rows_.Get(run_key_)) {
    run_ = RunRecord::Decode(*row).value_or(RunRecord{});
    resumed_ = run_.started != UtcTime{} && !run_.finished;
  }
  // A clock that was wrong and has been set back leaves due times that would come too late: then
  // everything is due once. Small steps back are NTP's.
  const bool clock_was_ahead = now + kClockSlack < run_.started;
  if (!resumed_ || clock_was_ahead) {
    // Later than all that the last run scheduled for "the next one", even if the wall clock went
    // back a little.
    run_.started =
        clock_was_ahead ? now : std::max(now, run_.started + std::chrono::microseconds(2));
    run_.finished = false;
    rows_.Put(run_key_, run_.Encode());
  }
  times_.next_run = run_.started + std::chrono::microseconds(1);
  times_.until =
      clock_was_ahead ? kDormant - std::chrono::microseconds(1) : std::max(now, run_.started);
  std::vector<HostRecord> records;
  rows_.Scan(kHostPrefix, kHostPrefix, [&](std::string_view, std::string_view value) {
    if (std::optional<HostRecord> record = HostRecord::Decode(value)) {
      if (clock_was_ahead) {
        record->rests_until.reset();  // nobody knows when that is
      }
      records.push_back(std::move(*record));
    }
    return true;
  });
  for (HostRecord& record : records) {
    const Result<Url> origin = Url::Parse(record.origin);
    const std::optional<Placement> placement = origin ? place_(*origin) : std::nullopt;
    if (placement) {
      const std::uint64_t id = Fingerprint(record.origin);
      Reconsider(NewHost(id, std::move(record), *placement));
    }
  }
  return rows_.error() ? Status(*rows_.error()) : Ok();
}

void Frontier::FinishRun() {
  run_.finished = true;
  rows_.Put(run_key_, run_.Encode());
}

HostQueue& Frontier::NewHost(std::uint64_t id, HostRecord record, const Placement& placement) {
  auto host = std::make_unique<HostQueue>(id, std::move(record));
  if (host->record.scheduled > 0) {
    host->record.due = host->CountDue(rows_, times_, kCountDueUpTo);
  }
  host->site = placement.site;
  host->per_host = placement.per_host;
  ResumePause(*host);
  queued_ += ToFetch(host->record);
  return *(hosts_[id] = std::move(host));
}

HostQueue* Frontier::FindHost(const Url& url) const {
  const auto found = hosts_.find(Fingerprint(url.origin()));
  return found == hosts_.end() ? nullptr : found->second.get();
}

HostQueue* Frontier::HostOf(const Url& url) {
  if (HostQueue* host = FindHost(url)) {
    return host;
  }
  const std::optional<Placement> placement = place_(OriginUrl(url));
  if (!placement) {
    return nullptr;
  }
  HostRecord record;
  record.origin = url.origin();
  const std::uint64_t id = Fingerprint(record.origin);
  return &NewHost(id, std::move(record), *placement);
}

std::size_t Frontier::Window() const {
  constexpr std::size_t kSmallest = 4;
  const std::size_t share = options_.windows_total / std::max<std::size_t>(1, hosts_.size());
  return std::clamp(share, kSmallest, std::max(kSmallest, options_.window));
}

void Frontier::WriteRecord(const HostQueue& host) {
  rows_.Put(HostKey(host.id), host.record.Encode());
}

void Frontier::DropRow(HostQueue& host, const std::string& row) {
  queued_ -= ToFetch(host.record);
  if (IsScheduleKey(row)) {
    host.record.scheduled -= std::min<std::uint64_t>(1, host.record.scheduled);
    if (times_.IsDue(DueOf(row))) {
      host.record.due -= std::min<std::uint64_t>(1, host.record.due);
    }
  } else {
    host.record.queued -= std::min<std::uint64_t>(1, host.record.queued);
  }
  queued_ += ToFetch(host.record);
  rows_.Delete(row);
  host.OnRowGone(row);
}

void Frontier::PutRow(HostQueue& host, std::string row, const FrontierEntry& entry,
                      std::uint64_t identity) {
  queued_ -= ToFetch(host.record);
  if (!IsScheduleKey(row)) {
    ++host.record.queued;
  } else {
    ++host.record.scheduled;
    host.record.due += times_.IsDue(DueOf(row)) ? 1 : 0;
  }
  queued_ += ToFetch(host.record);
  host.OnRowAdded(row, entry, times_, Window());
  rows_.Put(KnownKey(entry.url, identity), KnownUrl{entry.evidence, row}.Encode());
  rows_.Put(std::move(row), entry.Encode());
  WriteRecord(host);
  Reconsider(host);
}

Frontier::Added Frontier::Add(const FrontierEntry& entry) {
  const std::uint64_t mark = SeenMark(entry);
  std::uint64_t& slot = seen_[mark & (seen_.size() - 1)];
  if (slot == mark) {
    return Added::kKnown;
  }
  const std::uint64_t identity = Fingerprint(IdentityOf(entry.url));
  if (const auto row = rows_.Get(KnownKey(entry.url, identity))) {
    slot = mark;
    const std::optional<KnownUrl> known = KnownUrl::Decode(*row);
    return known ? Improve(entry, identity, *known) : Added::kKnown;
  }
  HostQueue* host = HostOf(entry.url);
  if (host == nullptr) {
    return Added::kRefused;
  }
  slot = mark;
  PutRow(*host, QueueKey(host->id, entry, identity), entry, identity);
  return Added::kNew;
}

bool Frontier::IsKnown(const Url& url) const {
  return rows_.Get(KnownKey(url, Fingerprint(IdentityOf(url)))).has_value();
}

bool Frontier::WasTried(const Url& url) const {
  const auto bytes = rows_.Get(KnownKey(url, Fingerprint(IdentityOf(url))));
  const std::optional<KnownUrl> known = bytes ? KnownUrl::Decode(*bytes) : std::nullopt;
  if (!known) {
    return false;
  }
  const std::optional<FrontierEntry> entry = EntryOf(known->row);
  return !entry || IsScheduleKey(known->row) || entry->failures > 0;
}

std::optional<FrontierEntry> Frontier::EntryOf(const std::string& row) const {
  const auto value = rows_.Get(row);
  return value ? FrontierEntry::Decode(*value) : std::nullopt;
}

Frontier::Added Frontier::Improve(const FrontierEntry& news, std::uint64_t identity,
                                  const KnownUrl& known) {
  if (known.row.empty()) {
    return Added::kKnown;
  }
  const auto found = hosts_.find(HostOfRow(known.row));
  if (found == hosts_.end() || found->second->IsLeased(known.row)) {
    return Added::kKnown;
  }
  std::optional<FrontierEntry> entry = EntryOf(known.row);
  if (!entry) {
    return Added::kKnown;
  }
  const bool better = news.link_class < entry->link_class ||
                      (!entry->published && news.published) ||
                      (news.evidence & ~entry->evidence) != 0 || news.depth < entry->depth ||
                      (news.modified && (!entry->modified || *news.modified > *entry->modified));
  if (!better) {
    return Added::kKnown;
  }
  entry->link_class = std::min(entry->link_class, news.link_class);
  entry->evidence |= news.evidence;
  entry->depth = std::min(entry->depth, news.depth);
  if (!entry->published) {
    entry->published = news.published;
  }
  HostQueue& host = *found->second;
  Added added = Added::kKnown;
  std::string row = QueueKey(host.id, *entry, identity);
  if (IsScheduleKey(known.row)) {
    UtcTime due = DueOf(known.row);
    if (TellsOfChange(news, *entry, host.record)) {
      entry->told = true;
      added = Added::kTold;
      // Asked in this run already? Then the next one is soon enough.
      due = std::min(due, entry->visited < run_.started ? times_.until : times_.next_run);
    }
    row = ScheduleKey(host.id, due, *entry, identity);
  }
  entry->modified = std::max(entry->modified, news.modified);
  DropRow(host, known.row);
  PutRow(host, std::move(row), *entry, identity);
  return added;
}

std::vector<Lease> Frontier::LeaseDue(SteadyTime now, std::size_t n) {
  while (!snoozed_.empty() && snoozed_.begin()->first <= now) {
    HostQueue* host = snoozed_.begin()->second;
    snoozed_.erase(snoozed_.begin());
    host->state = HostQueue::State::kReady;
    ready_.push_back(host);
  }
  std::vector<Lease> leases;
  while (leases.size() < n && !ready_.empty()) {
    HostQueue& host = *ready_.front();
    ready_.pop_front();
    host.state = HostQueue::State::kIdle;
    if (std::optional<Lease> lease = TryLease(host, now)) {
      leases.push_back(std::move(*lease));
    } else {
      WakeWaiting(host.record.address);  // it was its turn on that address, and it passes
    }
  }
  return leases;
}

std::optional<Lease> Frontier::TryLease(HostQueue& host, SteadyTime now) {
  if (host.closed) {
    return std::nullopt;
  }
  if (host.earliest > now) {
    host.state = HostQueue::State::kSnoozed;
    snoozed_.emplace(host.earliest, &host);
    return std::nullopt;
  }
  if (host.in_flight >= host.per_host) {
    host.state = HostQueue::State::kBusy;  // a robots.txt took the slot meanwhile
    return std::nullopt;
  }
  if (!host.HasWork(rows_, times_, Window())) {
    return std::nullopt;
  }
  if (host.in_flight == 0 && !gate_.Take(host)) {
    host.state = HostQueue::State::kBusy;
    gate_.Wait(host);
    return std::nullopt;
  }
  QueuedUrl url = *host.Pop(rows_, times_, Window());
  ++host.in_flight;
  leases_.emplace(next_lease_, LeaseState{&host});
  Lease lease(next_lease_++, host.site, std::move(url));
  Reconsider(host);
  return lease;
}

void Frontier::WakeWaiting(const std::string& address) {
  if (HostQueue* const host = gate_.Next(address)) {
    host->state = HostQueue::State::kReady;
    ready_.push_back(host);
  }
}

/// Puts an idle host where it belongs now. Hosts that are ready or snoozed stay: LeaseDue looks
/// again.
void Frontier::Reconsider(HostQueue& host) {
  if (host.state == HostQueue::State::kReady || host.state == HostQueue::State::kSnoozed ||
      host.waits_for_address) {
    return;
  }
  if (!host.closed && host.in_flight >= host.per_host) {
    host.state = HostQueue::State::kBusy;
  } else if (!host.closed && host.HasWork(rows_, times_, Window())) {
    host.state = HostQueue::State::kReady;
    ready_.push_back(&host);
  } else {
    host.state = HostQueue::State::kIdle;
  }
}

void Frontier::FreeSlot(HostQueue& host, SteadyTime next_allowed) {
  host.in_flight -= host.in_flight > 0 ? 1 : 0;
  PauseUntil(host, next_allowed);
  if (host.in_flight == 0) {
    gate_.Give(host);
    WakeWaiting(host.record.address);
  }
  Reconsider(host);
}

void Frontier::LearnAddress(const Url& url, const std::string& address) {
  if (HostQueue* const host = FindHost(url); host != nullptr && !host->waits_for_address) {
    const std::string before = host->held_address;
    gate_.Learn(*host, address);
    WakeWaiting(before);  // the site has moved: its old place is free
  }
}

void Frontier::PauseUntil(HostQueue& host, SteadyTime next_allowed) {
  host.earliest = std::max(host.earliest, next_allowed);
  host.record.rests_until = opened_ + std::chrono::duration_cast<std::chrono::microseconds>(
                                          host.earliest - opened_steady_);
}

/// What an earlier run promised.
void Frontier::ResumePause(HostQueue& host) const {
  const std::optional<UtcTime>& until = host.record.rests_until;
  if (until && *until > opened_) {
    host.earliest = opened_steady_ + (*until - opened_);
  }
}

void Frontier::Release(const Lease& lease, SteadyTime next_allowed) {
  const auto found = leases_.find(lease.id);
  if (found == leases_.end() || found->second.released) {
    return;
  }
  found->second.released = true;
  FreeSlot(*found->second.host, next_allowed);
}

/// Ends the lease; null when it had ended.
HostQueue* Frontier::TakeLease(const Lease& lease) {
  const auto found = leases_.find(lease.id);
  if (found == leases_.end()) {
    return nullptr;
  }
  HostQueue* host = found->second.host;
  if (!found->second.released) {
    FreeSlot(*host, SteadyTime{});
  }
  leases_.erase(lease.id);
  return host;
}

Frontier::Finished Frontier::Finish(const Lease& lease, std::optional<UtcTime> due) {
  HostQueue* host = TakeLease(lease);
  if (host == nullptr) {
    return Finished::kStale;
  }
  const std::uint64_t identity = IdentityOfRow(lease.row);
  DropRow(*host, lease.row);
  if (due) {
    // Never before the run that is under way has ended, or it would not end.
    const UtcTime next = *due <= times_.until ? times_.next_run : *due;
    PutRow(*host, ScheduleKey(host->id, next, lease.entry, identity), lease.entry, identity);
  } else {
    rows_.Put(KnownKey(lease.entry.url, identity), KnownUrl{lease.entry.evidence, {}}.Encode());
    WriteRecord(*host);
    Reconsider(*host);
  }
  return Finished::kOk;
}

void Frontier::Return(const Lease& lease) {
  if (HostQueue* host = TakeLease(lease)) {
    host->OnLeaseReturned(lease.row);
    Reconsider(*host);
  }
}

Frontier::Finished Frontier::Retry(const Lease& lease) {
  HostQueue* host = TakeLease(lease);
  if (host == nullptr) {
    return Finished::kStale;
  }
  const std::uint64_t identity = IdentityOfRow(lease.row);
  DropRow(*host, lease.row);
  PutRow(*host, QueueKey(host->id, lease.entry, identity), lease.entry, identity);
  return Finished::kOk;
}

Frontier::Finished Frontier::Move(Lease lease, Url target) {
  HostQueue* to = HostOf(target);
  HostQueue* from = to == nullptr ? nullptr : TakeLease(lease);
  if (from == nullptr) {
    return Finished::kStale;
  }
  const std::uint64_t identity = IdentityOfRow(lease.row);
  DropRow(*from, lease.row);
  WriteRecord(*from);
  lease.entry.url = std::move(target);
  PutRow(*to, QueueKey(to->id, lease.entry, identity), lease.entry, identity);
  return Finished::kOk;
}

}  // namespace kiosque
