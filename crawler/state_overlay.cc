#include "crawler/state_overlay.h"

#include <utility>

namespace kiosque {

std::optional<std::string> StateOverlay::Get(std::string_view key) const {
  if (const auto found = rows_.find(key); found != rows_.end()) {
    return found->second.value;
  }
  Result<std::optional<std::string>> row = archive_.StateRow(key);
  if (!row) {
    error_ = row.error();
    return std::nullopt;
  }
  return std::move(*row);
}

void StateOverlay::Scan(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view key, std::string_view value)>& visit) const {
  auto mine = rows_.lower_bound(std::max(prefix, from));
  const auto end = rows_.end();
  const auto ours = [&] { return mine != end && mine->first.starts_with(prefix); };
  bool more = true;
  // Overlay rows that sort before `key`; those that hide an archive row are taken in its place.
  const auto visit_before = [&](std::optional<std::string_view> key) {
    while (more && ours() && (!key || mine->first < *key)) {
      if (mine->second.value) {
        more = visit(mine->first, *mine->second.value);
      }
      ++mine;
    }
  };
  const Status scanned =
      archive_.ScanState(prefix, from, [&](std::string_view key, std::string_view value) {
        visit_before(key);
        if (more && ours() && mine->first == key) {
          if (mine->second.value) {
            more = visit(key, *mine->second.value);
          }
          ++mine;
        } else if (more) {
          more = visit(key, value);
        }
        return more;
      });
  if (!scanned) {
    error_ = scanned.error();
    return;
  }
  visit_before(std::nullopt);
}

void StateOverlay::Set(std::string key, std::optional<std::string> value) {
  const auto row = rows_.try_emplace(std::move(key)).first;
  if (row->second.ticket != kStaged) {
    row->second.ticket = kStaged;
    staged_.push_back(row);
  }
  row->second.value = std::move(value);
}

std::uint64_t StateOverlay::Take(std::vector<StateChange>& out) {
  const std::uint64_t ticket = next_ticket_++;
  out.reserve(out.size() + staged_.size());
  for (const Rows::iterator row : staged_) {
    row->second.ticket = ticket;
    out.push_back({row->first, row->second.value});
  }
  taken_.push_back({ticket, std::exchange(staged_, {})});
  return ticket;
}

void StateOverlay::Acknowledge(std::uint64_t ticket) {
  while (!taken_.empty() && taken_.front().ticket <= ticket) {
    for (const Rows::iterator row : taken_.front().rows) {
      // A row that was changed again since belongs to a later ticket.
      if (row->second.ticket == taken_.front().ticket) {
        rows_.erase(row);
      }
    }
    taken_.pop_front();
  }
}

}  // namespace kiosque
