// intermediate_cache.h — certificates that servers forgot to send (TlsPolicy::kFetchIntermediate).
//
//   handshake ─▶ verify with what the server sent + what is here ─▶ ok
//                          └─ issuer missing: TakeWanted(host) gives the address that the
//                          certificate itself names
//                             (Authority Information Access) ─▶ fetched by the caller ─▶ Add ─▶
//                             handshake again
//
// What is added is never trusted: it only fills a gap on the way to an authority that the trust
// store holds.
//
// Takes OpenSSL objects as void*, as curl hands them out. Errors: none; Add says whether there was
// a certificate. Threads: the thread that drives the connections. It must outlive every connection
// whose context it was installed in. Source: RFC 5280 §4.2.2.1 (AIA, caIssuers); RFC 4158 §2 (path
// building).
#ifndef KIOSQUE_CRAWLER_INTERMEDIATE_CACHE_H_
#define KIOSQUE_CRAWLER_INTERMEDIATE_CACHE_H_

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"

namespace kiosque {

class IntermediateCache {
 public:
  /// More are not kept; the oldest leave.
  static constexpr std::size_t kMaxCertificates = 256;

  IntermediateCache();
  ~IntermediateCache();
  IntermediateCache(const IntermediateCache&) = delete;
  IntermediateCache& operator=(const IntermediateCache&) = delete;

  /// Makes handshakes of `ssl_ctx` (an SSL_CTX*) use what is here, and note what is missing.
  void Install(void* ssl_ctx);
  /// Where the issuer that was missing in the last handshake with `host` can be had (http only);
  /// forgotten at once.
  std::optional<Url> TakeWanted(std::string_view host);
  /// Keeps the certificates in `bytes` (DER, PEM, or PKCS #7). False when there are none, or none
  /// that is new.
  bool Add(std::string_view bytes);

 private:
  class Certificates;
  friend struct VerifyCallback;

  std::unique_ptr<Certificates> certificates_;
  std::map<std::string, Url, std::less<>> wanted_;  // by host
};

/// Loads the authorities in the PEM file `path` into `ssl_ctx`, so that a connection that tolerates
/// everything can still tell what it tolerated.
void LoadAuthorities(void* ssl_ctx, const std::string& path);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_INTERMEDIATE_CACHE_H_
