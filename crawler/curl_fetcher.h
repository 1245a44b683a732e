// curl_fetcher.h — Fetcher on libcurl's multi interface, driven by an Asio executor.
//
//   Fetch ─▶ Exchange + easy handle (pooled) ─▶ curl_multi ─▶ epoll set of curl's sockets
//                                                  ▲                  │ one descriptor
//                                                  └── Drive ◀── Asio reactor, one steady_timer
//
// curl's sockets live in an epoll set of their own, which Asio watches as a single descriptor: the
// sockets stay curl's alone (nobody wraps, releases or closes them), readiness is level-triggered
// (nothing to re-arm), and one wake-up serves all that is ready. Names are resolved on curl's
// resolver threads, never on the loop.
//
// What is sent, the caps and the address rules are described in docs/network.md.
//
// Errors: Make answers bad options; Fetch never fails, see fetcher.h.
// Threads: construct, call and destroy on the executor's one thread. REQUIRES: no Fetch is in
// progress when it is
//          destroyed (its coroutine would never resume); CancelAll, then run the loop, first.
// Source: libcurl's curl_multi_socket_action(3).
#ifndef KIOSQUE_CRAWLER_CURL_FETCHER_H_
#define KIOSQUE_CRAWLER_CURL_FETCHER_H_

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "crawler/exchange.h"
#include "crawler/fetcher.h"

namespace kiosque {

struct CurlFetcherOptions {
  std::string user_agent;               ///< see crawler/identity.h
  std::string from;                     ///< From field; empty = none
  std::vector<std::string> connect_to;  ///< as curl(1) --connect-to
  std::vector<std::string> resolve;     ///< as curl(1) --resolve
  /// As curl(1) --proxy; empty = none. Environment variables (http_proxy …) are not read here.
  std::string proxy;
  std::string cacert;  ///< PEM file used instead of the system's trusted authorities; empty = those
  std::vector<std::string> allow_net;  ///< CIDR ranges admitted beside the public Internet
  std::chrono::milliseconds connect_timeout{15'000};  ///< name, TCP and TLS together
  /// A response slower than this many bytes a second for low_speed_time is given up.
  long low_speed_bytes = 32;
  std::chrono::seconds low_speed_time{20};
  /// Connections kept open while idle: about the number of sites of the crawl.
  long max_idle_connections = 256;
  HeadLimits head;
};

class CurlFetcher final : public Fetcher {
 public:
  /// `executor` and `clock` are used until this dies. kInvalidArgument names the switch that is
  /// wrong.
  static Result<std::unique_ptr<CurlFetcher>> Make(boost::asio::any_io_executor executor,
                                                   const Clock& clock, CurlFetcherOptions options);
  ~CurlFetcher() override;
  CurlFetcher(const CurlFetcher&) = delete;
  CurlFetcher& operator=(const CurlFetcher&) = delete;

  boost::asio::awaitable<FetchResult> Fetch(FetchRequest request) override;
  void CancelAll() override;

  /// Fetches in progress.
  std::size_t in_flight() const;

 private:
  class Multi;
  explicit CurlFetcher(std::unique_ptr<Multi> multi);
  boost::asio::awaitable<FetchResult> Once(FetchRequest request);
  boost::asio::awaitable<FetchResult> FetchRepairing(FetchRequest request);
  std::unique_ptr<Multi> multi_;
};

/// "libcurl/7.88.1 OpenSSL/3.0.11 …", for --version and WARC's warcinfo.
std::string CurlVersion();

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_CURL_FETCHER_H_
