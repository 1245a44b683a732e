// The half of CurlFetcher without curl: options checked, coroutines started.
#include <fmt/format.h>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fstream>
#include <utility>

#include "crawler/curl_fetcher.h"
#include "crawler/curl_multi.h"

namespace kiosque {

namespace asio = boost::asio;

Result<std::unique_ptr<CurlFetcher>> CurlFetcher::Make(asio::any_io_executor executor,
                                                       const Clock& clock,
                                                       CurlFetcherOptions options) {
  if (!Multi::Initialise()) {
    return Fail(Errc::kUnsupported, "libcurl cannot start");
  }
  auto addresses = AddressPolicy::Make(options.allow_net);
  if (!addresses) {
    return Fail(addresses.error().code, "--allow-net: " + addresses.error().message);
  }
  auto routes = NamedRoutes::Make(options.connect_to, options.resolve, options.proxy);
  if (!routes) {
    return routes.error();
  }
  if (!options.cacert.empty() && !std::ifstream(options.cacert).good()) {
    return Fail(Errc::kInvalidArgument, fmt::format("--cacert: cannot read '{}'", options.cacert));
  }
  auto multi = std::make_unique<Multi>(std::move(executor), clock, std::move(options),
                                       std::move(*routes), std::move(*addresses));
  return std::unique_ptr<CurlFetcher>(new CurlFetcher(std::move(multi)));
}

CurlFetcher::CurlFetcher(std::unique_ptr<Multi> multi) : multi_(std::move(multi)) {}
CurlFetcher::~CurlFetcher() = default;

namespace {

// Named, because a capturing lambda inside co_await is miscompiled by GCC 12.
template <typename Multi>
class StartFetch {
 public:
  explicit StartFetch(Multi& multi) : multi_(&multi) {}
  template <typename Handler>
  void operator()(Handler&& handler, FetchRequest request) const {
    asio::any_io_executor executor = asio::get_associated_executor(handler);
    const asio::cancellation_slot slot = asio::get_associated_cancellation_slot(handler);
    multi_->Start(std::forward<Handler>(handler), std::move(executor), slot, std::move(request));
  }

 private:
  Multi* multi_;
};

}  // namespace

asio::awaitable<FetchResult> CurlFetcher::Fetch(FetchRequest request) {
  using Token = asio::use_awaitable_t<>;
  return asio::async_initiate<const Token, void(FetchResult)>(
      StartFetch<Multi>(*multi_), asio::use_awaitable, std::move(request));
}

void CurlFetcher::CancelAll() {
  multi_->CancelAll();
}

std::size_t CurlFetcher::in_flight() const {
  return multi_->active();
}

}  // namespace kiosque
