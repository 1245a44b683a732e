// tally.h — keeps the statistics of a crawl and tells its observer.
//
// Requests are counted when they end, pages and versions when they are durable.
//
// Threads: network thread only.
#ifndef KIOSQUE_CRAWLER_TALLY_H_
#define KIOSQUE_CRAWLER_TALLY_H_

#include <optional>
#include <string>
#include <string_view>

#include "crawler/crawl.h"
#include "crawler/crawl_stats.h"
#include "crawler/fetcher.h"
#include "storage/archive.h"

namespace kiosque {

/// What will be told of a capture once it is durable.
struct PendingVisit {
  Capture capture;  ///< without heads, which nobody is told
  std::string site;
  std::optional<PageKind> kind;
  std::string title;
  bool story = false;  ///< an article went with it
};

class Tally {
 public:
  /// `observer` may be null.
  Tally(CrawlObserver* observer, UtcTime started);

  void CountRequest(const FetchResult& result, std::string_view site, bool robots);
  void CountFound(const Url& url, std::string_view site);
  void CountSkip(const Url& url, std::string_view site, SkipReason reason, std::string_view via);
  void CountCommitted(const PendingVisit& visit, const CaptureReceipt& receipt);
  void Note(const Url& url, std::string_view site, std::string note);

  CrawlStats& stats() { return stats_; }
  const CrawlStats& stats() const { return stats_; }

 private:
  HostRow& Row(const Url& url, std::string_view site);

  CrawlObserver* const observer_;
  CrawlStats stats_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_TALLY_H_
