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

bool HostQueue::HasWork(const StateOverlay& rows, const RunTimes& run, std::size_t window) {
  RefillFresh(rows, window);
  RefillDue(rows, run, window);
  return !fresh_.urls.empty() || !due_.urls.empty();
}

/// The first article that was never asked for, though lists come before it.
std::optional<QueuedUrl> HostQueue::PopArticle(const StateOverlay& rows) {
  std::optional<QueuedUrl> article;
  const std::string prefix = QueuePrefix(id);
  const std::string begin = prefix + static_cast<char>(LinkClass::kArticle);
  rows.Scan(begin, begin, [&](std::string_view key, std::string_view value) {
    if (leased_.contains(key)) {
      return true;
    }
    if (std::optional<FrontierEntry> entry = FrontierEntry::Decode(value)) {
      article = QueuedUrl{std::string(key), std::move(*entry)};
    }
    return !article;
  });
  if (article) {
    if (const auto at = PositionOf(fresh_.urls, article->row);
        at != fresh_.urls.end() && at->row == article->row) {
      fresh_.urls.erase(at);
    }
    leased_.insert(article->row);
  }
  return article;
}

std::optional<QueuedUrl> HostQueue::Pop(const StateOverlay& rows, const RunTimes& run,
                                        std::size_t window) {
  if (!HasWork(rows, run, window)) {
    return std::nullopt;
  }
  if (articles_first) {
    if (std::optional<QueuedUrl> article = PopArticle(rows)) {
      return article;
    }
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
