#include "crawler/tally.h"

#include <array>
#include <utility>

namespace kiosque {

CrawlCounts& CrawlCounts::operator+=(const CrawlCounts& other) {
  requests += other.requests;
  robots_requests += other.robots_requests;
  pages += other.pages;
  new_articles += other.new_articles;
  changed += other.changed;
  unchanged += other.unchanged;
  not_modified += other.not_modified;
  redirects += other.redirects;
  errors += other.errors;
  bytes += other.bytes;
  found += other.found;
  for (std::size_t i = 0; i < skipped.size(); ++i) {
    skipped[i] += other.skipped[i];
  }
  return *this;
}

std::string_view SkipReasonName(SkipReason reason) {
  constexpr std::array<std::string_view, static_cast<std::size_t>(SkipReason::kCount)> kNames{
      "in-scope",   "other-site", "not-included", "excluded",      "too-deep",
      "too-old",    "not-a-page", "trap",         "robots-denied", "robots-unreachable",
      "site-limit", "host-down",  "dry-run",      "noarchive"};
  const auto index = static_cast<std::size_t>(reason);
  return index < kNames.size() ? kNames[index] : "unknown";
}

std::string_view StopReasonName(StopReason reason) {
  switch (reason) {
    case StopReason::kFinished:
      return "finished";
    case StopReason::kRunLimit:
      return "limit";
    case StopReason::kTimeLimit:
      return "time-limit";
    case StopReason::kByteLimit:
      return "byte-limit";
    case StopReason::kInterrupted:
      return "interrupted";
    case StopReason::kStoreFailed:
      return "store-failed";
  }
  return "unknown";
}

Tally::Tally(CrawlObserver* observer, UtcTime started) : observer_(observer) {
  stats_.started = started;
}

HostRow& Tally::Row(const Url& url, std::string_view site) {
  HostRow& row = stats_.hosts[std::string(url.hostname())];
  if (row.site.empty()) {
    row.site = site;
  }
  return row;
}

void Tally::CountRequest(const FetchResult& result, std::string_view site, bool robots) {
  HostRow& row = Row(result.url, site);
  CrawlCounts counts;
  counts.bytes = result.wire_bytes;
  if (robots) {
    counts.robots_requests = 1;
  } else {
    counts.requests = 1;
    const bool failed = result.outcome != FetchOutcome::kOk || result.status >= 400;
    if (result.outcome == FetchOutcome::kNotModified) {
      counts.not_modified = 1;
    } else if (result.outcome == FetchOutcome::kRedirect) {
      counts.redirects = 1;
    } else if (failed) {
      counts.errors = 1;
      const std::string what = result.outcome == FetchOutcome::kOk
                                   ? std::to_string(result.status)
                                   : std::string(FetchOutcomeName(result.outcome));
      ++row.errors[what];
    } else {
      counts.pages = 1;
    }
  }
  row.counts += counts;
  stats_.total += counts;
}

void Tally::CountFound(const Url& url, std::string_view site) {
  ++Row(url, site).counts.found;
  ++stats_.total.found;
}

void Tally::CountSkip(const Url& url, std::string_view site, SkipReason reason,
                      std::string_view via) {
  stats_.total.Skip(reason);
  if (reason == SkipReason::kOtherSite) {
    return;  // the rest of the web: one number is enough
  }
  Row(url, site).counts.Skip(reason);
  if (observer_ != nullptr) {
    observer_->OnSkip(url, reason, via);
  }
}

void Tally::CountCommitted(const PendingVisit& visit, const CaptureReceipt& receipt) {
  if (visit.story) {
    CrawlCounts counts;
    counts.new_articles = receipt.new_version && receipt.version == 1 ? 1 : 0;
    counts.changed = receipt.new_version && receipt.version > 1 ? 1 : 0;
    counts.unchanged = receipt.new_version ? 0 : 1;
    Row(visit.capture.url, visit.site).counts += counts;
    stats_.total += counts;
  }
  if (observer_ != nullptr) {
    observer_->OnVisit(Visit{visit.capture, receipt, visit.site, visit.kind, visit.title});
  }
}

void Tally::Note(const Url& url, std::string_view site, std::string note) {
  Row(url, site).note = std::move(note);
}

}  // namespace kiosque
