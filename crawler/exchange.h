// exchange.h — one response as it comes in: raw heads, coded body, caps, and the FetchResult it
// becomes.
//
//   OnHeaderLine × n ──▶ [1xx heads, counted and dropped] ──▶ final head ──▶ OnBody × n ──▶ Finish
//                                                                └─ trailers: counted, dropped
//
// The transport (curl) calls; every call answers whether to go on. Once it has said no, the reason
// stands and Finish tells it. Knows nothing of sockets, so that all of it is tested by strings.
//
// Errors: none; outcomes. Threads: not thread-safe.
// Source: RFC 9110 §5, §15.2 (interim responses); the caps are our own, argued in docs/network.md.
#ifndef KIOSQUE_CRAWLER_EXCHANGE_H_
#define KIOSQUE_CRAWLER_EXCHANGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/fetch_outcome.h"
#include "crawler/content_decoder.h"
#include "crawler/fetcher.h"

namespace kiosque {

/// What a response may cost beside its body.
struct HeadLimits {
  std::size_t bytes =
      std::size_t{64} * 1024;  ///< of all heads and trailers of one exchange together
  std::size_t fields = 256;    ///< of the same
  std::size_t interim = 16;    ///< 1xx heads
};

/// How the transport ended, when it was not the Exchange that stopped it.
class TransportEnd {
 public:
  TransportEnd(FetchOutcome o, std::string d) : outcome(o), detail(std::move(d)) {}
  FetchOutcome outcome;  ///< kOk: the response came to its end
  std::string detail;
};

class Exchange {
 public:
  /// A redirect's body is read no further than this: its Location is what counts.
  static constexpr std::size_t kMaxRedirectBody = std::size_t{64} * 1024;

  Exchange(const FetchRequest& request, const HeadLimits& limits);

  /// A part of the request as it goes out. A new head (a retry on a fresh connection) replaces the
  /// old one.
  void OnRequestHead(std::string_view bytes);
  /// One line with its line end: status line, field, the empty line, or a trailer. False = stop.
  bool OnHeaderLine(std::string_view line);
  /// A piece of the body, without chunk framing. False = stop.
  bool OnBody(std::string_view bytes);

  /// Whether the first line of a head has come.
  bool answered() const { return header_bytes_ > 0; }
  /// Bytes received so far.
  std::uint64_t wire_bytes() const { return header_bytes_ + body_bytes_; }

  /// What it became. Call once; the Exchange is spent.
  FetchResult Finish(TransportEnd end, UtcTime now);

 private:
  bool Stop(FetchOutcome outcome, std::string detail);
  bool EndOfHead();
  bool StartBody(std::uint16_t status);

  const HeadLimits limits_;
  FetchResult result_;
  ContentDecoder decoder_;
  std::string body_;
  std::size_t max_body_;
  std::size_t header_bytes_ = 0;
  std::size_t fields_ = 0;
  std::size_t interim_ = 0;
  std::uint64_t body_bytes_ = 0;
  bool head_done_ = false;  // of the final head
  bool want_prefix_;
  bool conditional_;
  std::optional<TransportEnd> stopped_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_EXCHANGE_H_
