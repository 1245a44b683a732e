// live_fetcher.h — a CurlFetcher as a run's settings want it.
//
// Errors: kInvalidArgument names the setting that is wrong. Threads: as CurlFetcher.
#ifndef KIOSQUE_CRAWLER_LIVE_FETCHER_H_
#define KIOSQUE_CRAWLER_LIVE_FETCHER_H_

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "crawler/curl_fetcher.h"
#include "crawler/options.h"

namespace kiosque {

Result<std::unique_ptr<CurlFetcher>> MakeLiveFetcher(boost::asio::any_io_executor executor,
                                                     const Clock& clock,
                                                     const CrawlOptions& options);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_LIVE_FETCHER_H_
