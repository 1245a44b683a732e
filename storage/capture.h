// capture.h — what one visit to a URL left behind.
//
// A Capture is one HTTP exchange (each redirect hop is its own), or one attempt that failed:
// recorded either way. A Version is a new state of the article at that URL; several captures may
// show the same one.
//
//   captures of u:   t1 ─── t2 ─── t3(304) ─── t4 ─── t5(404)
//   versions of u:   #1     #1     #1          #2     —
//
// Threads: plain values.
#ifndef KIOSQUE_STORAGE_CAPTURE_H_
#define KIOSQUE_STORAGE_CAPTURE_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/article.h"
#include "base/body.h"
#include "base/clock.h"
#include "base/fetch_outcome.h"
#include "base/sha256.h"
#include "base/url.h"
#include "base/usage_terms.h"

namespace kiosque {

/// How the body was coded on the wire, and the exact way back to those bytes: Archive::CodedBody.
struct ContentCoding {
  std::string name{};  ///< "" = identity, "gzip", "br", "zstd", "deflate"
  std::uint64_t coded_bytes = 0;
  std::optional<Sha256> coded_digest{};  ///< of the coded bytes; empty = identity
  /// Made by storage: how to code the payload again to get the same bytes
  /// (storage/content_coding.h). Empty: the coded bytes themselves are kept.
  std::string recipe{};

  bool operator==(const ContentCoding&) const = default;
};

struct Capture {
  Url url;         ///< as requested on the wire
  UtcTime time{};  ///< when the request was sent
  FetchOutcome outcome = FetchOutcome::kOk;
  std::uint16_t status = 0;     ///< HTTP status; 0 = no response
  std::string request_head{};   ///< as sent: request line and fields, CRLF
  std::string response_head{};  ///< as received: status line and fields, raw bytes
  std::string ip{};             ///< address that answered; empty = none
  std::string protocol{};       ///< "http/1.1", "h2"
  std::string tls{};            ///< "TLSv1.3 TLS_AES_256_GCM_SHA384"; empty = plain
  std::chrono::milliseconds duration{0};
  std::string media_type{};  ///< lower case, without parameters
  std::string charset{};     ///< the charset verdict, for HTML
  ContentCoding coding{};
  std::optional<Sha256> payload{};  ///< digest of the decoded body; empty = there was none
  std::uint64_t payload_bytes = 0;
  /// The body can be read again. False when the page differed from the version it shows in nothing
  /// but noise (ads, counters, nonces): then its digest alone is kept.
  bool payload_kept = false;
  bool truncated = false;  ///< the body kept is cut
  /// It would have begun a version, but looks like an accident (most of the text gone, no title, an
  /// error page): held back until the same is seen twice.
  bool quarantined = false;
  bool robots_ignored = false;  ///< fetched although robots.txt was not asked or said no
  bool tls_broken = false;      ///< certificate errors were tolerated
  UsageTerms terms = 0;         ///< what the publisher said of its use, in head and page
  std::string
      via{};  ///< how it was found: URL of the page, feed or sitemap, "seed", "command line"
  std::uint32_t version = 0;  ///< the Version it shows; 0 = none
  std::uint64_t sequence = 0;  ///< its place in the archive, 1, 2, … over all URLs: the snapshot id

  bool operator==(const Capture&) const = default;
};

struct Version {
  std::uint32_t number = 0;  ///< 1, 2, … per URL
  UtcTime first_seen{};
  UtcTime last_seen{};
  Sha256 content{};   ///< SHA-256 of NormalForm(article)
  Sha256 payload{};   ///< the capture's decoded body that it was read from
  int extractor = 0;  ///< kExtractorVersion that made `article`
  Article article{};

  bool operator==(const Version&) const = default;
};

/// A Capture as it comes in, with what belongs to it. Of `capture`, storage fills in itself:
/// payload, payload_bytes, payload_kept, quarantined, coding.coded_bytes, coding.coded_digest,
/// coding.recipe, version and sequence.
struct CaptureRecord {
  Capture capture;
  Body body{};               ///< decoded; empty when there is none
  std::string coded_body{};  ///< as received when a coding was applied; else empty
  std::optional<Article>
      article{};      ///< for pages of kind article; a new Version if it differs from the last
  int extractor = 0;  ///< kExtractorVersion that made `article`
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_CAPTURE_H_
