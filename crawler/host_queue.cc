#include "crawler/host_queue.h"

#include <algorithm>

namespace kiosque {
namespace {

/// The first of `urls`, which are in falling order, that is not above `row`.
auto PositionOf(std::vector<QueuedUrl>& urls, std::string_view row) {
  return std::lower_bound(urls.begin(), urls.end(), row,
                          [](const QueuedUrl& url, std::string_view key) { return url.row > key; });
}

}  // namespace

/// Takes a row into the window, behind all others; false when that is full.
bool HostQueue::Take(Window& window, std::string_view key, std::string_view value,
                     std::size_t size) {
  if (leased_.contains(key)) {
    return true;
  }
  if (window.urls.size() >= size) {
    window.complete = false;
    return false;
  }
  if (std::optional<FrontierEntry> entry = FrontierEntry::Decode(value)) {
    window.urls.push_back({std::string(key), std::move(*entry)});
  }
  return true;
}

void HostQueue::RefillFresh(const StateOverlay& rows, std::size_t size) {
  if (!fresh_.urls.empty() || fresh_.complete) {
    return;
  }
  fresh_.complete = true;
  const std::string prefix = QueuePrefix(id);
  rows.Scan(
      prefix, std::max(prefix, fresh_.from),
      [&](std::string_view key, std::string_view value) { return Take(fresh_, key, value, size); });
  fresh_.Turn();
}

void HostQueue::RefillDue(const StateOverlay& rows, const RunTimes& run, std::size_t size) {
  if (!due_.urls.empty() || due_.complete) {
    return;
  }
  due_.complete = true;
  // What this run has put off to the next one lies together, and is stepped over in one go.
  const std::string after = ScheduleBound(id, run.next_run + std::chrono::microseconds(1));
  bool reached = false;
  const auto visit = [&](std::string_view key, std::string_view value) {
    const UtcTime due = DueOf(key);
    reached = due == run.next_run;
    return !reached && due <= run.until && Take(due_, key, value, size);
  };
  const std::string prefix = SchedulePrefix(id);
  rows.Scan(prefix, std::max(prefix, due_.from), visit);
  if (reached) {
    rows.Scan(prefix, after, visit);
  }
  due_.Turn();
}

std::uint64_t HostQueue::CountDue(const StateOverlay& rows, const RunTimes& run,
                                  std::uint64_t most) const {
  std::uint64_t count = 0;
  const std::string prefix = SchedulePrefix(id);
  rows.Scan(prefix, prefix, [&](std::string_view key, std::string_view) {
    const UtcTime due = DueOf(key);
    count += due != run.next_run && due <= run.until ? 1 : 0;
    return due <= run.until && count < most;
  });
  return count;
}

/// The URL that is to come first, when it waits in this queue and has not failed.
std::optional<QueuedUrl> HostQueue::FirstUrl(const StateOverlay& rows) const {
  const auto bytes = rows.Get(first);
  const std::optional<KnownUrl> known = bytes ? KnownUrl::Decode(*bytes) : std::nullopt;
  if (!known || !known->row.starts_with(QueuePrefix(id))) {
    return std::nullopt;
  }
  const auto value = rows.Get(known->row);
  std::optional<FrontierEntry> entry = value ? FrontierEntry::Decode(*value) : std::nullopt;
  if (!entry || entry->failures > 0) {
    return std::nullopt;
  }
  return QueuedUrl{known->row, std::move(*entry)};
}

bool HostQueue::WaitsForFirst(const StateOverlay& rows) {
  if (!first.empty() && !FirstUrl(rows)) {
    first.clear();
  }
  return !first.empty();
}

bool HostQueue::HasWork(const StateOverlay& rows, const RunTimes& run, std::size_t window) {
  if (!first.empty()) {
    if (const std::optional<QueuedUrl> url = FirstUrl(rows)) {
      return !leased_.contains(url->row);
    }
    first.clear();
  }
  RefillFresh(rows, window);
  RefillDue(rows, run, window);
  return !fresh_.urls.empty() || !due_.urls.empty();
}

std::optional<QueuedUrl> HostQueue::PopFirst(const StateOverlay& rows) {
  std::optional<QueuedUrl> url = FirstUrl(rows);
  if (url) {
    if (const auto at = PositionOf(fresh_.urls, url->row);
        at != fresh_.urls.end() && at->row == url->row) {
      fresh_.urls.erase(at);
    }
    leased_.insert(url->row);
  }
  return url;
}

std::optional<QueuedUrl> HostQueue::Pop(const StateOverlay& rows, const RunTimes& run,
                                        std::size_t window) {
  if (!HasWork(rows, run, window)) {
    return std::nullopt;
  }
  if (!first.empty()) {
    return PopFirst(rows);
  }
  const bool take_due =
      fresh_.urls.empty() ||
      (!due_.urls.empty() && RankOf(due_.urls.back().row) < RankOf(fresh_.urls.back().row));
  std::vector<QueuedUrl>& urls = take_due ? due_.urls : fresh_.urls;
  QueuedUrl url = std::move(urls.back());
  urls.pop_back();
  leased_.insert(url.row);
  return url;
}

/// After rows were taken in key order.
void HostQueue::Window::Turn() {
  if (!urls.empty()) {
    from = urls.back().row;
    std::reverse(urls.begin(), urls.end());
  }
}

void HostQueue::Window::Reset(const std::string& row) {
  // The rows in memory are read again as well: they may sort before where the next scan would
  // begin.
  from = std::min(from, urls.empty() ? row : std::min(row, urls.back().row));
  urls.clear();
  complete = false;
}

void HostQueue::OnRowAdded(const std::string& row, const FrontierEntry& entry, const RunTimes& run,
                           std::size_t window) {
  if (IsScheduleKey(row)) {
    if (run.IsDue(DueOf(row))) {
      due_.Reset(row);
    }
    return;
  }
  const auto at = PositionOf(fresh_.urls, row);
  if (at == fresh_.urls.begin() && !fresh_.complete) {
    fresh_.from = std::min(fresh_.from, row);  // belongs among rows that are still on disk
    return;
  }
  fresh_.urls.insert(at, QueuedUrl{row, entry});
  if (fresh_.urls.size() > window) {
    fresh_.urls.erase(fresh_.urls.begin());
    fresh_.from = fresh_.urls.front().row;
    fresh_.complete = false;
  }
}

void HostQueue::OnRowGone(const std::string& row) {
  std::vector<QueuedUrl>& urls = IsScheduleKey(row) ? due_.urls : fresh_.urls;
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
