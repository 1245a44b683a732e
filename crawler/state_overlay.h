// state_overlay.h — the archive's state rows with the changes on top that are not yet durable.
//
//   Put, Delete ──▶ staged ──Take()──▶ with a CommitGroup (ticket n) ──Acknowledge(n)──▶ only in
//   the archive Get, Scan   ──▶ what is staged or under way, else the archive
//
// So the frontier reads its own writes at once, while what is on disk changes only together with
// the capture that it belongs to. Rows leave memory when their commit is acknowledged; their number
// is bounded by what is in flight.
//
// REQUIRES: groups are committed in the order of their tickets.
// Errors: a read that the archive fails makes error() true for good; Get and Scan then answer
// "nothing there". Threads: not thread-safe; network thread only.
#ifndef KIOSQUE_CRAWLER_STATE_OVERLAY_H_
#define KIOSQUE_CRAWLER_STATE_OVERLAY_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "storage/archive.h"

namespace kiosque {

class StateOverlay {
 public:
  /// `archive` outlives this.
  explicit StateOverlay(const Archive& archive) : archive_(archive) {}

  std::optional<std::string> Get(std::string_view key) const;
  /// Rows with `prefix` and key >= `from`, in key order, until `visit` returns false. `visit` must
  /// not change rows.
  void Scan(std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view key, std::string_view value)>& visit) const;
  void Put(std::string key, std::string value) { Set(std::move(key), std::move(value)); }
  void Delete(std::string key) { Set(std::move(key), std::nullopt); }

  /// Whether there is something to take.
  bool HasStaged() const { return !staged_.empty(); }
  std::size_t staged() const { return staged_.size(); }
  /// Moves the staged changes out; they stay readable until Acknowledge(ticket). Tickets rise by
  /// one.
  std::uint64_t Take(std::vector<StateChange>& out);
  /// The group with `ticket`, and so all before it, is durable.
  void Acknowledge(std::uint64_t ticket);

  std::size_t rows() const { return rows_.size(); }
  const std::optional<Error>& error() const { return error_; }

 private:
  static constexpr std::uint64_t kStaged = ~std::uint64_t{0};
  struct Row {
    std::optional<std::string> value;  // empty = deleted
    std::uint64_t ticket = 0;          // of the group that the value left with
  };
  using Rows = std::map<std::string, Row, std::less<>>;
  struct Taken {
    std::uint64_t ticket;
    std::vector<Rows::iterator> rows;
  };

  void Set(std::string key, std::optional<std::string> value);

  const Archive& archive_;
  Rows rows_;
  // A row stays in the map until the last group that it left with is durable.
  std::vector<Rows::iterator> staged_;
  std::deque<Taken> taken_;
  std::uint64_t next_ticket_ = 1;
  mutable std::optional<Error> error_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_STATE_OVERLAY_H_
