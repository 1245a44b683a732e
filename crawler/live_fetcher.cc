#include "crawler/live_fetcher.h"

#include <algorithm>

#include "crawler/identity.h"

namespace kiosque {

Result<std::unique_ptr<CurlFetcher>> MakeLiveFetcher(boost::asio::any_io_executor executor,
                                                     const Clock& clock,
                                                     const CrawlOptions& options) {
  const RunSettings& run = options.run;
  Result<CrawlerIdentity> identity =
      CrawlerIdentity::Make(options.version, run.contact, run.user_agent);
  if (!identity) {
    return identity.error();
  }
  CurlFetcherOptions fetcher;
  fetcher.user_agent = std::move(identity->user_agent);
  fetcher.from = std::move(identity->from);
  fetcher.connect_to = run.connect_to;
  fetcher.resolve = run.resolve;
  fetcher.proxy = run.proxy;
  fetcher.cacert = run.cacert;
  fetcher.allow_net = run.allow_net;
  constexpr std::size_t kMostIdle = 1024;
  fetcher.max_idle_connections =
      static_cast<long>(std::clamp<std::size_t>(2 * options.sites.size(), 16, kMostIdle));
  return CurlFetcher::Make(std::move(executor), clock, std::move(fetcher));
}

}  // namespace kiosque
