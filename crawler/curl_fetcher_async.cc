// The half of CurlFetcher without curl: options checked, coroutines started.
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fstream>
#include <utility>

#include "crawler/curl_fetcher.h"
#include "crawler/curl_multi.h"
#include "crawler/process_setup.h"

namespace kiosque {

namespace asio = boost::asio;

namespace {

// A chain with more gaps than this is not worth mending.
constexpr int kMaxRepairs = 4;
constexpr std::size_t kMaxIssuerBytes = std::size_t{64} * 1024;

}  // namespace

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
  // Idle connections must leave room for those in use and for the store's files.
  options.max_idle_connections = std::min(options.max_idle_connections, OpenFilesLimit() / 2);
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
  void operator()(Handler&& handler, const FetchRequest& request) const {
    asio::any_io_executor executor = asio::get_associated_executor(handler);
    const asio::cancellation_slot slot = asio::get_associated_cancellation_slot(handler);
    multi_->Start(std::forward<Handler>(handler), std::move(executor), slot, request);
  }

 private:
  Multi* multi_;
};

}  // namespace

asio::awaitable<FetchResult> CurlFetcher::Once(FetchRequest request) {
  using Token = asio::use_awaitable_t<>;
  return asio::async_initiate<const Token, void(FetchResult)>(
      StartFetch<Multi>(*multi_), asio::use_awaitable, std::move(request));
}

asio::awaitable<FetchResult> CurlFetcher::Fetch(FetchRequest request) {
  return request.tls == TlsPolicy::kFetchIntermediate && request.url.is_https()
             ? FetchRepairing(std::move(request))
             : Once(std::move(request));
}

// Certificates are asked of their authority, not of the site: no robots.txt, no delay, nothing
// recorded.
asio::awaitable<FetchResult> CurlFetcher::FetchRepairing(FetchRequest request) {
  for (int repairs = 0;; ++repairs) {
    FetchResult result = co_await Once(request);
    if (result.outcome != FetchOutcome::kTlsFailure || repairs == kMaxRepairs) {
      co_return result;
    }
    auto issuer = multi_->intermediates().TakeWanted(request.url.hostname());
    if (!issuer) {
      co_return result;
    }
    FetchRequest ask(std::move(*issuer));
    ask.accept = "application/pkix-cert,application/pkcs7-mime,*/*;q=0.5";
    ask.max_body_bytes = kMaxIssuerBytes;
    ask.timeout = request.timeout;
    const FetchResult certificate = co_await Once(std::move(ask));
    if (certificate.outcome == FetchOutcome::kCancelled) {
      result.outcome = FetchOutcome::kCancelled;
      co_return result;
    }
    if (!multi_->intermediates().Add(certificate.body.view())) {
      result.detail += "; its issuer could not be fetched from " + certificate.url.href();
      co_return result;
    }
  }
}

void CurlFetcher::CancelAll() {
  multi_->CancelAll();
}

std::size_t CurlFetcher::in_flight() const {
  return multi_->active();
}

}  // namespace kiosque
