// crawl.h — the loop: lease, ask robots, fetch, parse, decide, commit.
//
//   Frontier ─lease─▶ RobotsCache ─▶ Fetcher ─▶ parser pool ─▶ Scope, PageKind ─▶ Frontier::Finish
//                                                                  └─ capture + state rows ─▶
//                                                                  writer
//
// A *run* visits everything that is due once. It is finished when nothing due is left; until then a
// new Crawl over the same sites continues it, whatever ended the last one, and fetches nothing that
// it had finished.
//
// Errors: what the web does is counted, never returned; an Error is the archive's or the operating
// system's. Threads: one network thread runs the io_context and owns everything here without locks;
// parsing runs on a pool,
//          commits on one writer thread, and both post back. Stop may be called on the network
//          thread only.
#ifndef KIOSQUE_CRAWLER_CRAWL_H_
#define KIOSQUE_CRAWLER_CRAWL_H_

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/article.h"
#include "base/error.h"
#include "crawler/coverage.h"
#include "crawler/crawl_stats.h"
#include "crawler/options.h"
#include "storage/archive.h"

namespace spdlog {
class logger;
}

namespace kiosque {

class Alarm;
class Clock;
class Fetcher;

/// One URL dealt with, told after it became durable.
struct Visit {
  const Capture& capture;
  const CaptureReceipt& receipt;
  std::string_view site;         ///< id
  std::optional<PageKind> kind;  ///< empty for what is no HTML page (feeds, sitemaps, failures …)
  std::string_view title;        ///< of an article, as the page has it: sanitise before printing
};

/// Who watches a crawl. Called on the network thread; must not block for long.
class CrawlObserver {
 public:
  virtual ~CrawlObserver() = default;
  /// A capture became durable (hubs, feeds, redirects and failures too).
  virtual void OnVisit(const Visit& visit) = 0;
  /// A URL was left out. `via` is the page, feed or sitemap that names it. Not called for
  /// kOtherSite.
  virtual void OnSkip(const Url& url, SkipReason reason, std::string_view via) = 0;
  /// A few times a second, and once at the end.
  virtual void OnProgress(const CrawlStats& stats) = 0;
};

struct CrawlReport {
  CrawlStats stats;
  StopReason stopped = StopReason::kFinished;
  std::optional<Error> error;  ///< of kStoreFailed
  /// How complete the archive is afterwards, of the hosts of the run that have an index.
  std::vector<SiteCoverage> coverage = {};
};

/// What a Crawl works with; all outlive it.
struct CrawlParts {
  Archive& archive;
  Fetcher& fetcher;
  const Clock& clock;
  Alarm& alarm;
  CrawlObserver* observer = nullptr;  ///< may be null
  spdlog::logger* log = nullptr;      ///< may be null
};

class Crawl {
 public:
  /// `context` is the network thread's; it must outlive the Crawl.
  Crawl(boost::asio::io_context& context, CrawlOptions options, CrawlParts parts);
  ~Crawl();
  Crawl(const Crawl&) = delete;
  Crawl& operator=(const Crawl&) = delete;

  /// Runs to the end. Call once.
  boost::asio::awaitable<Result<CrawlReport>> Run();
  /// Ends the run soon: nothing new is begun, what is in flight has two seconds, then everything is
  /// saved.
  void Stop(StopReason reason);
  /// Whether parsing or committing is under way elsewhere; a test's clock must not be advanced
  /// meanwhile.
  bool busy() const;

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

/// Crawls with libcurl, the system's clock and signals; returns when the crawl has ended.
/// Errors: bad options of the fetcher (kInvalidArgument), an archive that cannot be read.
Result<CrawlReport> RunCrawl(CrawlOptions options, Archive& archive, CrawlObserver* observer,
                             spdlog::logger* log);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_CRAWL_H_
