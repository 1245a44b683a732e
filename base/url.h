// url.h — an absolute http or https URL, parsed and serialised as the WHATWG URL Standard says.
//
// A Url is always valid: the only ways to get one are Parse and Resolve. It holds one buffer, its
// serialisation, and offsets into it:
//
//   https://user:pass@example.org:8080/a/b?x=1#top
//   |    |  |         |          |    |   |   |
//   |    scheme_end   host       |    |   |   fragment ('#' included in hash())
//   0                            port path query ('?' included in search())
//
// Hosts are ASCII (UTS 46 by ICU), IPv4 and IPv6 in their canonical spelling; default ports are
// dropped. Bytes that are not valid UTF-8 are percent-encoded as they came: a Location header in
// Latin-1 then asks for what its server means. Equality and hashing are of the whole serialisation.
// The identity under which a page is visited is something else: see base/canonical.h; the sort key
// of archives is in base/surt.h.
//
// Errors: Parse and Resolve answer Errc::kInvalidUrl for anything else than http(s), for hosts that
//         the standard refuses, and for inputs longer than kMaxUrlBytes.
// Threads: immutable value; copies are independent.
// Source: https://url.spec.whatwg.org/ (§4.4 parsing, §4.5 serialising, §3.5 host parsing).
#ifndef KIOSQUE_BASE_URL_H_
#define KIOSQUE_BASE_URL_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kiosque {

/// Longer inputs are refused; no server that we know of answers them.
inline constexpr std::size_t kMaxUrlBytes = std::size_t{64} * 1024;

class Url {
 public:
  /// Parses an absolute URL. `input` may have any bytes; tabs, newlines and surrounding controls
  /// are dropped as the standard says.
  static Result<Url> Parse(std::string_view input);

  /// Parses `reference` (absolute or relative, e.g. an href) with this URL as its base.
  Result<Url> Resolve(std::string_view reference) const;
  /// The same for a link of a page whose encoding is not UTF-8: its query goes out in that
  /// encoding, as browsers send it. `encoding` is a name of the Encoding Standard ("windows-1252");
  /// unknown names, and the UTF-16 ones, mean UTF-8.
  Result<Url> Resolve(std::string_view reference, std::string_view encoding) const;

  /// The whole serialisation. Valid while this Url lives; so are all views below.
  const std::string& href() const { return href_; }
  /// "http" or "https".
  std::string_view scheme() const;
  bool is_https() const { return https_; }
  std::string_view username() const;
  std::string_view password() const;
  /// ASCII host, IPv6 in brackets.
  std::string_view hostname() const;
  /// hostname, and ":port" unless it is the scheme's default.
  std::string_view host() const;
  /// The port a client connects to: explicit, or 80 / 443.
  std::uint16_t port() const;
  bool has_explicit_port() const { return port_ != 0 || zero_port_; }
  /// Begins with '/'.
  std::string_view path() const;
  /// "" or "?…" ; a lone '?' gives "".
  std::string_view search() const;
  /// "" or "#…" ; a lone '#' gives "".
  std::string_view hash() const;
  /// path and query as sent in a request line.
  std::string_view path_and_query() const;

  /// "https://example.org" or "https://example.org:8080": what politeness and robots.txt hang on
  /// (RFC 6454 §6.2).
  std::string origin() const;

  /// The name somebody registered ("example.co.uk"), by the Public Suffix List; the hostname itself
  /// for IP addresses and for names that have none.
  std::string RegistrableDomain() const;

  /// Whether the host is an IPv4 or IPv6 literal.
  bool HostIsAddress() const;

  /// The same URL without its fragment.
  Url WithoutFragment() const;
  /// The same URL without user name and password.
  Url WithoutCredentials() const;
  /// The same URL with the path, query and fragment replaced by `path_and_query` (begins with '/').
  Url WithPath(std::string_view path_and_query) const;

  friend bool operator==(const Url& a, const Url& b) { return a.href_ == b.href_; }
  friend std::strong_ordering operator<=>(const Url& a, const Url& b) {
    return a.href_ <=> b.href_;
  }

 private:
  Url() = default;
  friend class UrlParser;

  std::string href_;
  std::uint32_t username_end_ = 0;  // end of the user name; host_begin_ is past '@'
  std::uint32_t host_begin_ = 0;
  std::uint32_t host_end_ = 0;
  std::uint32_t path_begin_ = 0;
  std::uint32_t query_begin_ = 0;     // at '?', or fragment_begin_
  std::uint32_t fragment_begin_ = 0;  // at '#', or href_.size()
  std::uint16_t port_ = 0;            // 0 = the scheme's default
  bool zero_port_ = false;            // ":0" was written
  bool https_ = false;
};

/// The domain in the form that goes on the wire: UTS 46, non-transitional, CheckHyphens=false,
/// VerifyDnsLength=false, UseSTD3ASCIIRules=false (URL Standard §3.3). Errc::kInvalidUrl when it
/// has none.
Result<std::string> DomainToAscii(std::string_view domain);

}  // namespace kiosque

template <>
struct std::hash<kiosque::Url> {
  std::size_t operator()(const kiosque::Url& url) const noexcept {
    return std::hash<std::string>()(url.href());
  }
};

#endif  // KIOSQUE_BASE_URL_H_
