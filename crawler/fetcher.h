// fetcher.h — one HTTP exchange, asynchronously.
//
// A Fetcher sends exactly one request and follows nothing: redirects come back as
// FetchOutcome::kRedirect with `location` resolved, so that the crawl checks and records every hop.
// What goes wrong on the web is in `outcome`; Fetch itself never throws and never fails.
//
// Threads: called and completed on the network thread (the executor that the awaitable runs on).
#ifndef KIOSQUE_CRAWLER_FETCHER_H_
#define KIOSQUE_CRAWLER_FETCHER_H_

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/body.h"
#include "base/clock.h"
#include "base/fetch_outcome.h"
#include "base/url.h"

namespace kiosque {

/// How strictly a site's certificate is taken.
enum class TlsPolicy : std::uint8_t {
  kStrict,
  kFetchIntermediate,  ///< repair a broken chain by the certificate's own AIA address
  kAllowBroken,        ///< only where the seed file says so; recorded in the capture
};

/// What to ask for. A class with a constructor, not an aggregate: GCC 12 double-frees braced
/// aggregates inside co_await expressions.
class FetchRequest {
 public:
  explicit FetchRequest(Url u) : url(std::move(u)) {}

  Url url;
  std::string etag;                        ///< If-None-Match; empty = none
  std::string last_modified;               ///< If-Modified-Since; empty = none
  std::string accept;                      ///< Accept; empty = the fetcher's default
  std::string post_body;                   ///< POST with this; empty = GET
  std::string post_type;                   ///< Content-Type of post_body
  std::vector<std::string> more_fields;    ///< further "Name: value" lines
  std::size_t max_body_bytes = 16u << 20;  ///< as received, and decoded
  /// Read a body that declares itself longer than the cap up to the cap (robots.txt), instead of
  /// giving up at its Content-Length before the body is sent.
  bool want_prefix = false;
  std::chrono::milliseconds timeout{30'000};
  TlsPolicy tls = TlsPolicy::kStrict;
};

class FetchResult {
 public:
  explicit FetchResult(Url u) : url(std::move(u)) {}

  Url url;
  FetchOutcome outcome = FetchOutcome::kCancelled;
  std::string detail;  ///< one line for people when the outcome is not kOk
  std::uint16_t status = 0;
  std::string request_head;    ///< as sent
  std::string response_head;   ///< as received, raw
  Body body;                   ///< decoded
  std::string coded_body;      ///< as received when Content-Encoding was applied; else empty
  std::string content_coding;  ///< "", "gzip", "br", "zstd", "deflate"
  std::string media_type;      ///< lower case, no parameters
  std::string http_charset;    ///< label of the Content-Type's charset parameter, or empty
  std::optional<Url> location;
  std::string etag;
  std::string last_modified;
  std::optional<std::chrono::seconds> retry_after;  ///< from now, when the header says so
  std::string ip;           ///< that answered: bare IPv4 or IPv6; empty = nobody
  std::string protocol;     ///< "http/1.0", "http/1.1", "h2"
  std::string tls;          ///< "TLSv1.3 TLS_AES_256_GCM_SHA384"; empty = plain
  bool tls_broken = false;  ///< certificate errors were tolerated (TlsPolicy::kAllowBroken)
  bool truncated = false;   ///< the body kept is cut
  UtcTime started{};        ///< when the request was handed to the network
  std::chrono::milliseconds duration{0};
  std::uint64_t wire_bytes = 0;  ///< received: heads and coded body

  /// The first value of a response field (`name` of any case); empty when absent. View into
  /// response_head.
  std::string_view Field(std::string_view name) const;
  /// All values of a response field, in order. Views into response_head.
  std::vector<std::string_view> Fields(std::string_view name) const;
};

class Fetcher {
 public:
  virtual ~Fetcher() = default;
  /// Sends one request and completes when its response, or its failure, is whole.
  virtual boost::asio::awaitable<FetchResult> Fetch(FetchRequest request) = 0;
  /// Ends every Fetch in progress with kCancelled, soon (not from inside this call).
  virtual void CancelAll() = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_FETCHER_H_
