#include "cli/crawl_progress.h"

#include <fmt/format.h>

#include <algorithm>

namespace kiosque {
namespace {

constexpr std::size_t kBarWidth = 20;

/// Done and still to be done; the queue grows while links are found, so the bar may step back.
std::string Bar(std::uint64_t done, std::uint64_t left) {
  const std::uint64_t all = std::max<std::uint64_t>(1, done + left);
  const auto filled = static_cast<std::size_t>(done * kBarWidth / all);
  std::string bar(filled, '#');
  if (filled < kBarWidth) {
    bar += '>';
    bar.append(kBarWidth - filled - 1, ' ');
  }
  return "[" + bar + "]";
}

}  // namespace

std::string ShortDuration(std::chrono::seconds duration) {
  const auto seconds = duration.count();
  constexpr std::int64_t kDay = 86'400;
  if (seconds >= 2 * kDay) {
    return fmt::format("{} d", seconds / kDay);
  }
  if (seconds >= 3600) {
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string ProgressLine(const CrawlStats& stats, std::size_t columns) {
  const CrawlCounts& total = stats.total;
  const double seconds = std::max(0.001, static_cast<double>(stats.elapsed.count()) / 1000);
  const double rate = static_cast<double>(total.requests) / seconds;
  std::string line =
      fmt::format("{} {} pages, {} new, {} changed, {} errors, {:.1f}/s, queue {}",
                  Bar(total.requests, stats.queued + stats.in_flight), total.pages,
                  total.new_articles, total.changed, total.errors, rate, stats.queued);
  if (rate > 0 && stats.queued > 0) {
    const auto left = static_cast<std::int64_t>(static_cast<double>(stats.queued) / rate);
    line += fmt::format(", {} left", ShortDuration(std::chrono::seconds(left)));
  }
  return line.substr(0, columns);
}

CrawlProgress::CrawlProgress(std::ostream& terminal, bool shown, int columns)
    : terminal_(terminal),
      shown_(shown),
      columns_(static_cast<std::size_t>(std::max(20, columns - 1))) {}

CrawlProgress::~CrawlProgress() {
  Clear();
}

void CrawlProgress::OnVisit(const Visit& /*visit*/) {}

void CrawlProgress::OnSkip(const Url& /*url*/, SkipReason /*reason*/, std::string_view /*via*/) {}

void CrawlProgress::OnProgress(const CrawlStats& stats) {
  if (shown_) {
    terminal_ << "\r\x1b[K" << ProgressLine(stats, columns_) << std::flush;
    drawn_ = true;
  }
}

void CrawlProgress::Clear() {
  if (drawn_) {
    terminal_ << "\r\x1b[K" << std::flush;
    drawn_ = false;
  }
}

}  // namespace kiosque
