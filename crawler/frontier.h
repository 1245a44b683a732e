// frontier.h — which URL may be fetched next, and when.
//
//   Add(url) ──▶ queued ──Lease──▶ in flight ──Finish──▶ scheduled (asked again in a later run) or
//   done
//                  ▲                   │
//                  └── Return, Retry ──┘            origins: idle, ready, snoozed until their
//                  earliest next fetch, busy
//
// One HostQueue per origin. What is queued lives in the archive's state rows
// (crawler/frontier_entry.h), so memory is bounded whatever the number of URLs: a window a host, a
// record a host, the leases, and a table of fingerprints seen.
//
// Add and Finish change memory at once; the rows that they changed are taken with TakeChanges and
// committed together with the capture they belong to, in that order. Leases exist in memory only.
// So after a crash what was not committed is simply still queued: fetched at least once, finished
// exactly once.
//
// A run is what is queued plus what is due at its start. It stays open until FinishRun; a frontier
// that finds an open run over the same sites continues it, and takes in what has become due
// meanwhile: a run that limits interrupt again and again does not keep news waiting.
//
// Times: run and due times UTC; delays steady clock. Errors: see StateOverlay::error; otherwise
// none. Threads: network thread only. Source: Heritrix (queue states, exact meanings of counts),
// BUbiNG (windows over rows on disk).
#ifndef KIOSQUE_CRAWLER_FRONTIER_H_
#define KIOSQUE_CRAWLER_FRONTIER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "crawler/address_gate.h"
#include "crawler/frontier_entry.h"
#include "crawler/host_queue.h"
#include "crawler/state_overlay.h"

namespace kiosque {

struct FrontierOptions {
  std::size_t window = 64;  ///< URLs of one host in memory
  std::size_t windows_total =
      std::size_t{32} << 10;  ///< of all hosts together; with many hosts, windows are smaller
  std::size_t seen_slots = std::size_t{64}
                           << 10;  ///< fingerprints remembered to save lookups; a power of two
  std::size_t per_address = 0;     ///< origins asked at once on one IP address; 0 = any number
};

/// Which site an origin belongs to.
struct Placement {
  std::size_t site = 0;
  std::uint32_t per_host = 1;
};
/// Empty for origins that no site of this crawl has; their rows are left alone.
using PlaceOrigin = std::function<std::optional<Placement>(const Url& url)>;

/// The promise that one URL is being dealt with. A class with a constructor: see crawler/fetcher.h.
class Lease {
 public:
  Lease(std::uint64_t number, std::size_t site_index, QueuedUrl url)
      : id(number), site(site_index), row(std::move(url.row)), entry(std::move(url.entry)) {}

  std::uint64_t id;
  std::size_t site;
  std::string row;
  FrontierEntry entry;
};

class Frontier {
 public:
  enum class Added { kNew, kTold, kKnown, kRefused };  ///< kTold: known, and now due
  enum class Finished { kOk, kStale };  ///< kStale: no such lease (any more); nothing was changed

  struct Counts {
    std::uint64_t queued =
        0;  ///< URLs to be fetched in this run (an estimate for those merely due)
    std::uint64_t leased = 0;
    std::size_t hosts = 0;
    std::size_t ready = 0;
    std::size_t snoozed = 0;
  };

  /// `archive` outlives this.
  Frontier(const Archive& archive, PlaceOrigin place, FrontierOptions options);

  /// Loads the hosts and opens the run over the sites that `seeds` is the fingerprint of.
  /// `steady` is the same moment as `now`: pauses outlive the process by the wall clock.
  Status OpenRun(std::uint64_t seeds, UtcTime now, SteadyTime steady = {});
  /// Everything due was dealt with: the next OpenRun begins a new run.
  void FinishRun();
  UtcTime run_start() const { return run_.started; }
  /// A due time that means "in the next run, whenever that is".
  UtcTime next_run() const { return times_.next_run; }
  bool resumed() const { return resumed_; }

  /// Makes a URL known. Idempotent; what is new about a known one (evidence, a better class, a
  /// date) is kept. A change that an index tells of, later than the last visit, makes it due.
  Added Add(const FrontierEntry& entry);
  bool IsKnown(const Url& url) const;
  /// It was asked for, or refused, or will not be asked for again: nothing is to be waited for.
  bool WasTried(const Url& url) const;

  /// At most `n` URLs whose origins may be asked at `now`.
  std::vector<Lease> LeaseDue(SteadyTime now, std::size_t n);
  /// The request is over: the origin may be asked again from `next_allowed` on. Once a lease,
  /// before Finish.
  void Release(const Lease& lease, SteadyTime next_allowed);
  /// Dealt with: to be asked again at `due`, or never. lease.entry is what is remembered of it.
  Finished Finish(const Lease& lease, std::optional<UtcTime> due);
  /// Not dealt with: back to where it was.
  void Return(const Lease& lease);
  /// It failed: to be tried again in this run, after the others.
  Finished Retry(const Lease& lease);
  /// The same page answers at `target` (http -> https, www): queued there instead.
  Finished Move(Lease lease, Url target);

  /// For requests outside of leases (robots.txt on another origin): takes a slot now, or says when
  /// to ask again; a time in the past means "when something was released".
  std::optional<SteadyTime> Acquire(const Url& url, SteadyTime now);
  /// The same without asking: for a request that cannot wait any longer.
  void AcquireAnyway(const Url& url);
  void ReleaseOrigin(const Url& url, SteadyTime next_allowed);
  /// The origin, whoever holds its slots, is not to be asked before `next_allowed`.
  void Defer(const Url& url, SteadyTime next_allowed);
  /// The origin's earliest next fetch.
  SteadyTime EarliestOf(const Url& url) const;

  /// The IP address that answered for `url`'s origin.
  void LearnAddress(const Url& url, const std::string& address);

  /// Nothing of `url`'s origin (of a site) is leased any more in this run.
  void CloseHost(const Url& url);
  void CloseSite(std::size_t site);
  /// Has nothing else of `url`'s origin leased before `url`, nor while that is leased. False, and
  /// nothing waits, when it is not among the new URLs of an open origin, or failed already.
  bool AskFirst(const Url& url);
  /// Nothing need be waited for.
  void AskAnything(const Url& url);
  /// The origin's record, to be changed freely; written with the next changes. Null when it has
  /// none.
  HostRecord* Record(const Url& url);
  /// Has the changed record written though nothing else of its host changes.
  void SaveRecord(const Url& url);

  /// When LeaseDue may next give something that it does not give now; empty = not before something
  /// is released.
  std::optional<SteadyTime> NextWake() const;
  /// Nothing is leased, and nothing can be.
  bool Drained() const;
  Counts counts() const;
  /// When the first scheduled row of all hosts is due that is not due in this run; one that waits
  /// for the next run, whenever that is, does not count. Empty = none.
  std::optional<UtcTime> NextDue() const;
  void VisitHosts(const std::function<void(const HostQueue& host)>& visit) const;

  bool HasChanges() const { return rows_.HasStaged(); }
  /// Moves the changed rows out; Acknowledge with the ticket once they are durable.
  std::uint64_t TakeChanges(std::vector<StateChange>& out) { return rows_.Take(out); }
  void Acknowledge(std::uint64_t ticket) { rows_.Acknowledge(ticket); }
  /// For rows that ride along (robots copies, site counters).
  StateOverlay& rows() { return rows_; }
  const StateOverlay& rows() const { return rows_; }

 private:
  struct LeaseState {
    HostQueue* host;
    bool released = false;
  };

  HostQueue* HostOf(const Url& url);
  HostQueue* FindHost(const Url& url) const;
  HostQueue& NewHost(std::uint64_t id, HostRecord record, const Placement& placement);
  Added Improve(const FrontierEntry& news, std::uint64_t identity, const KnownUrl& known);
  std::optional<FrontierEntry> EntryOf(const std::string& row) const;
  void DropRow(HostQueue& host, const std::string& row);
  void PutRow(HostQueue& host, std::string row, const FrontierEntry& entry, std::uint64_t identity);
  void WriteRecord(const HostQueue& host);
  void Reconsider(HostQueue& host);
  std::optional<Lease> TryLease(HostQueue& host, SteadyTime now);
  void WakeWaiting(const std::string& address);
  void FreeSlot(HostQueue& host, SteadyTime next_allowed);
  void PauseUntil(HostQueue& host, SteadyTime next_allowed);
  void ResumePause(HostQueue& host) const;
  HostQueue* TakeLease(const Lease& lease);
  std::size_t Window() const;

  StateOverlay rows_;
  const PlaceOrigin place_;
  const FrontierOptions options_;
  std::string run_key_;
  RunRecord run_;
  RunTimes times_;
  UtcTime opened_{};
  SteadyTime opened_steady_{};
  bool resumed_ = false;
  std::map<std::uint64_t, std::unique_ptr<HostQueue>> hosts_;
  std::deque<HostQueue*> ready_;
  std::multimap<SteadyTime, HostQueue*> snoozed_;
  AddressGate gate_;
  std::unordered_map<std::uint64_t, LeaseState> leases_;
  std::uint64_t next_lease_ = 1;
  std::uint64_t queued_ = 0;  // sum over hosts of what this run has still to fetch
  std::vector<std::uint64_t> seen_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_FRONTIER_H_
