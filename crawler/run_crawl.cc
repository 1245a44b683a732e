// RunCrawl: a Crawl with the real network, clock and signals.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "crawler/alarm.h"
#include "crawler/crawl.h"
#include "crawler/live_fetcher.h"
#include "crawler/process_setup.h"
#include "crawler/scratch_archive.h"

namespace kiosque {

Result<CrawlReport> RunCrawl(CrawlOptions options, Archive& archive, CrawlObserver* observer,
                             spdlog::logger* log) {
  PrepareProcessForFetching();
  const SystemClock clock;
  ScratchArchive scratch;
  boost::asio::io_context context(1);
  Result<std::unique_ptr<CurlFetcher>> fetcher =
      MakeLiveFetcher(context.get_executor(), clock, options);
  if (!fetcher) {
    return fetcher.error();
  }
  SteadyAlarm alarm(context);
  Archive& store = options.dry_run ? static_cast<Archive&>(scratch) : archive;
  std::optional<Result<CrawlReport>> report;
  {
    Crawl crawl(context, std::move(options),
                CrawlParts{store, **fetcher, clock, alarm, observer, log});
    boost::asio::co_spawn(context, crawl.Run(),
                          [&](const std::exception_ptr& error, Result<CrawlReport> result) {
                            if (error) {
                              std::rethrow_exception(error);
                            }
                            report = std::move(result);
                            // Abandoned fetches are told so before the crawl they belong to goes.
                            (*fetcher)->CancelAll();
                          });
    context.run();
  }
  if (!report) {
    return Fail(Errc::kIo, "the crawl ended without a report");
  }
  return std::move(*report);
}

}  // namespace kiosque
