// curl_multi.h — the half of CurlFetcher that speaks to curl; private to crawler/.
//
// Implemented in curl_fetcher.cc, the only file that includes curl; its types appear here as void*
// and int.
//
// Errors, threads: as curl_fetcher.h says.
#ifndef KIOSQUE_CRAWLER_CURL_MULTI_H_
#define KIOSQUE_CRAWLER_CURL_MULTI_H_

#include <array>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "crawler/address_policy.h"
#include "crawler/curl_fetcher.h"
#include "crawler/exchange.h"
#include "crawler/intermediate_cache.h"
#include "crawler/named_routes.h"
#include "crawler/socket_loop.h"

struct curl_slist;

namespace kiosque {

class CurlFetcher::Multi final : private SocketLoop::Client {
 public:
  using Handler = boost::asio::any_completion_handler<void(FetchResult)>;

  Multi(boost::asio::any_io_executor executor, const Clock& clock, CurlFetcherOptions options,
        NamedRoutes routes, AddressPolicy addresses);
  ~Multi() override;
  Multi(const Multi&) = delete;
  Multi& operator=(const Multi&) = delete;

  /// Readies libcurl itself, once a process; false when it cannot.
  static bool Initialise();
  /// As fetcher.h's Fetch; `handler` is posted to `executor`. A signal of `slot` ends it with
  /// kCancelled.
  void Start(Handler handler, boost::asio::any_io_executor executor,
             boost::asio::cancellation_slot slot, const FetchRequest& request);
  void CancelAll();
  std::size_t active() const { return active_; }
  IntermediateCache& intermediates() { return intermediates_; }

 private:
  struct EasyDelete {
    void operator()(void* easy) const noexcept;
  };
  struct MultiDelete {
    void operator()(void* multi) const noexcept;
  };
  struct ListDelete {
    void operator()(curl_slist* list) const noexcept;
  };
  using EasyHandle = std::unique_ptr<void, EasyDelete>;
  using MultiHandle = std::unique_ptr<void, MultiDelete>;
  using StringList = std::unique_ptr<curl_slist, ListDelete>;

  // One easy handle and what it is doing. Handles are configured once and reused.
  struct Transfer {
    explicit Transfer(Multi& m);
    Multi* multi;
    EasyHandle easy;
    std::array<char, 256> message{};     // CURL_ERROR_SIZE
    TlsPolicy tls = TlsPolicy::kStrict;  // as configured
    // Of the exchange in progress:
    std::uint64_t id = 0;  // 0 = idle
    std::optional<Exchange> exchange;
    std::optional<NamedRoute> route;
    std::string host;
    bool https = false;
    std::string tls_facts;
    bool tls_broken = false;
    int sent = 0;         // how often curl began to send the request
    std::string refused;  // why a socket was not opened
    StringList fields;    // empty = the common ones
    Handler handler;
    boost::asio::any_io_executor executor;
    boost::asio::cancellation_slot slot;
    UtcTime started{};
    SteadyTime started_steady{};
  };

  static StringList MakeList(const std::vector<std::string>& texts);
  void OnSocket(int fd, SocketLoop::Readiness ready) override;
  void OnDeadline() override;
  void OnTurn() override;
  void Call(int socket, int events);

  Transfer& Acquire();
  void Release(Transfer& transfer);
  void Configure(Transfer& transfer);
  void ConfigureTls(Transfer& transfer, TlsPolicy policy);
  void Prepare(Transfer& transfer, const FetchRequest& request);
  void Refuse(Handler handler, const boost::asio::any_io_executor& executor, FetchResult result,
              std::string why);
  void Cancel(std::uint64_t id);
  void Finish(Transfer& transfer, int code);
  void Complete(Transfer& transfer, TransportEnd end);

  struct Callbacks;  // what curl calls: noexcept statics

  const CurlFetcherOptions options_;
  const NamedRoutes routes_;
  const AddressPolicy addresses_;
  const Clock& clock_;
  const boost::asio::any_io_executor executor_;
  const std::thread::id thread_ = std::this_thread::get_id();

  const std::string authorities_;  // PEM file
  IntermediateCache intermediates_;
  StringList connect_to_;
  StringList resolve_;
  StringList common_fields_;
  SocketLoop loop_;
  MultiHandle multi_;
  std::vector<std::unique_ptr<Transfer>> transfers_;
  std::vector<Transfer*> idle_;
  std::size_t active_ = 0;
  std::uint64_t last_id_ = 0;
  // Cancellations that Asio has queued already when this dies look at it through a weak pointer:
  // the one reason for a shared_ptr here.
  std::shared_ptr<Multi*> self_ = std::make_shared<Multi*>(this);
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_CURL_MULTI_H_
