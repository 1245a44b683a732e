// host_queue.h — the URLs of one origin, in the order in which they are to be fetched.
//
//   rows in the archive   fq: new URLs, by class and order        fs: known URLs, by the time they
//   are due
//        │ refill, `window` rows at a time                             │ those due at the run's
//        start ▼                                                             ▼
//   fresh window  ───────────── the lower rank of both heads ───────── due window        ──▶ Pop
//
// Only the windows are in memory. A row is in a window, leased, or on disk; which, is decided by
// its key alone, so a window may be dropped at any time and read again.
//
// Times: steady clock; delays in ms. Errors: see StateOverlay. Threads: network thread only.
// Source: BUbiNG's VisitState (one per scheme+authority) and Heritrix's WorkQueue (ready, in
// process, snoozed).
#ifndef KIOSQUE_CRAWLER_HOST_QUEUE_H_
#define KIOSQUE_CRAWLER_HOST_QUEUE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "crawler/frontier_entry.h"
#include "crawler/state_overlay.h"

namespace kiosque {

struct QueuedUrl {
  std::string row;  ///< its fq or fs key
  FrontierEntry entry;
};

/// Which scheduled rows belong to the run.
struct RunTimes {
  UtcTime until{};     ///< what is due by then …
  UtcTime next_run{};  ///< … but what is due exactly then, which means "in the next run"

  bool IsDue(UtcTime due) const { return due <= until && due != next_run; }
};

class HostQueue {
 public:
  enum class State : std::uint8_t {
    kIdle,     ///< nothing to do, or closed
    kReady,    ///< has work and may be asked
    kSnoozed,  ///< waits until `earliest`
    kBusy,     ///< as many requests in flight as allowed
  };

  HostQueue(std::uint64_t host, HostRecord host_record)
      : id(host), record(std::move(host_record)) {}

  /// The next URL; empty when there is none. Rows that are not due are not touched.
  std::optional<QueuedUrl> Pop(const StateOverlay& rows, const RunTimes& run, std::size_t window);
  /// Whether Pop would find something (reads ahead).
  bool HasWork(const StateOverlay& rows, const RunTimes& run, std::size_t window);
  /// How many scheduled rows are due, counted no further than `most`.
  std::uint64_t CountDue(const StateOverlay& rows, const RunTimes& run, std::uint64_t most) const;

  /// A row was written: takes it into the window when it belongs there.
  void OnRowAdded(const std::string& row, const FrontierEntry& entry, const RunTimes& run,
                  std::size_t window);
  /// A row was deleted or moved: forgets it.
  void OnRowGone(const std::string& row);
  /// A leased row is free again (not finished): it may be popped anew.
  void OnLeaseReturned(const std::string& row);
  bool IsLeased(std::string_view row) const { return leased_.contains(row); }
  /// Whether the URL that is to come first is still queued or leased; forgets it otherwise.
  bool WaitsForFirst(const StateOverlay& rows);

  const std::uint64_t id;
  HostRecord record;
  State state = State::kIdle;
  SteadyTime earliest{};  ///< next fetch not before
  std::uint32_t in_flight = 0;
  std::uint32_t per_host = 1;
  std::size_t site = 0;            ///< index of its site
  bool closed = false;             ///< nothing more in this run (limit, host down)
  std::string held_address;        ///< on which it holds a place (crawler/address_gate.h)
  bool waits_for_address = false;  ///< it is in the gate's queue
  std::string first;               ///< fu row of a URL before which nothing is popped; empty = none

 private:
  struct Window {
    std::vector<QueuedUrl> urls;  // the first in key order is the last one here: it goes first
    bool complete = false;        // nothing on disk beyond what is in `urls`
    // Everything on disk before this is leased or deleted. Without it every refill would step over
    // the tombstones of all that was fetched before.
    std::string from;
    void Turn();
    void Reset(const std::string& row);
  };
  bool Take(Window& window, std::string_view key, std::string_view value, std::size_t size);
  std::optional<QueuedUrl> FirstUrl(const StateOverlay& rows) const;
  std::optional<QueuedUrl> PopFirst(const StateOverlay& rows);
  void RefillFresh(const StateOverlay& rows, std::size_t size);
  void RefillDue(const StateOverlay& rows, const RunTimes& run, std::size_t size);

  Window fresh_;
  Window due_;
  std::set<std::string, std::less<>> leased_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_HOST_QUEUE_H_
