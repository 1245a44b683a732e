#include "crawler/host_queue.h"

#include <algorithm>

namespace kiosque {
namespace {

auto PositionOf(std::deque<QueuedUrl>& urls, std::string_view row) {
  return std::lower_bound(urls.begin(), urls.end(), row,
                          [](const QueuedUrl& url, std::string_view key) { return url.row < key; });
}

}  // namespace

void HostQueue::Refill(Window& window, const std::string& prefix, const StateOverlay& rows,
                       std::optional<UtcTime> due, std::size_t size) {
  if (!window.urls.empty() || window.complete) {
    return;
  }
  bool full = false;
  rows.Scan(prefix, std::max(prefix, window.from),
            [&](std::string_view key, std::string_view value) {
              if (due && DueOf(key) > *due) {
                return false;
              }
              if (leased_.contains(key)) {
                return true;
              }
              if (window.urls.size() >= size) {
                full = true;
                return false;
              }
              if (std::optional<FrontierEntry> entry = FrontierEntry::Decode(value)) {
                window.urls.push_back({std::string(key), std::move(*entry)});
              }
              return true;
            });
  window.complete = !full;
  if (!window.urls.empty()) {
    window.from = window.urls.back().row;
  }
}

bool HostQueue::HasWork(const StateOverlay& rows, UtcTime run_start, std::size_t window) {
  Refill(fresh_, QueuePrefix(id), rows, std::nullopt, window);
  Refill(due_, SchedulePrefix(id), rows, run_start, window);
  return !fresh_.urls.empty() || !due_.urls.empty();
}

std::optional<QueuedUrl> HostQueue::Pop(const StateOverlay& rows, UtcTime run_start,
                                        std::size_t window) {
  if (!HasWork(rows, run_start, window)) {
    return std::nullopt;
  }
  const bool take_due =
      fresh_.urls.empty() ||
      (!due_.urls.empty() && RankOf(due_.urls.front().row) < RankOf(fresh_.urls.front().row));
  std::deque<QueuedUrl>& urls = take_due ? due_.urls : fresh_.urls;
  QueuedUrl url = std::move(urls.front());
  urls.pop_front();
  leased_.insert(url.row);
  return url;
}

void HostQueue::Window::Reset(const std::string& row) {
  // The rows in memory are read again as well: they may sort before where the next scan would
  // begin.
  from = std::min(from, urls.empty() ? row : std::min(row, urls.front().row));
  urls.clear();
  complete = false;
}

void HostQueue::OnRowAdded(const std::string& row, const FrontierEntry& entry, UtcTime run_start,
                           std::size_t window) {
  if (IsScheduleKey(row)) {
    if (DueOf(row) <= run_start) {
      due_.Reset(row);
    }
    return;
  }
  const auto at = PositionOf(fresh_.urls, row);
  if (at == fresh_.urls.end() && !fresh_.complete) {
    fresh_.from = std::min(fresh_.from, row);  // belongs among rows that are still on disk
    return;
  }
  fresh_.urls.insert(at, QueuedUrl{row, entry});
  if (fresh_.urls.size() > window) {
    fresh_.urls.pop_back();
    fresh_.from = fresh_.urls.back().row;
    fresh_.complete = false;
  }
}

void HostQueue::OnRowGone(const std::string& row) {
  std::deque<QueuedUrl>& urls = IsScheduleKey(row) ? due_.urls : fresh_.urls;
  if (const auto at = PositionOf(urls, row); at != urls.end() && at->row == row) {
    urls.erase(at);
  }
  leased_.erase(row);
}

void HostQueue::OnLeaseReturned(const std::string& row) {
  leased_.erase(row);
  (IsScheduleKey(row) ? due_ : fresh_).Reset(row);
}

}  // namespace kiosque
