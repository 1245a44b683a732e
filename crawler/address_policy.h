// address_policy.h — which network addresses a crawl may touch.
//
// The web is full of links to places that a crawler reaches and their authors do not: the machine
// itself, its network, a cloud's metadata service. Two checks, one policy:
//
//   RefuseUrl(url)          before anything is sent: literal addresses, "localhost", ports of other
//   protocols RefuseAddress(address)  when a socket is opened, on the address that DNS really gave
//   (DNS rebinding)
//
// Refused: everything that IANA lists as not globally reachable, and IPv6 forms that carry such an
// IPv4 address (mapped, compatible, NAT64, 6to4). Admitted all the same: ranges named by
// --allow-net.
//
// Errors: Make refuses what is not a CIDR, with a line for the user. Threads: immutable after Make.
// Source: RFC 6890 and the IANA IPv4/IPv6 Special-Purpose Address Registries; RFC 6052 (NAT64), RFC
// 3056
//         (6to4), RFC 6761 §6.3 (localhost); Fetch Standard, "port blocking" (bad ports).
#ifndef KIOSQUE_CRAWLER_ADDRESS_POLICY_H_
#define KIOSQUE_CRAWLER_ADDRESS_POLICY_H_

#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/url.h"

namespace kiosque {

/// Why `address` is not part of the public Internet ("loopback", "private", "link-local" …); empty
/// when it is.
std::string_view NonPublicKind(const boost::asio::ip::address& address);

class AddressPolicy {
 public:
  /// Admits nothing but the public Internet.
  AddressPolicy() = default;
  /// Admits the ranges `allowed` ("127.0.0.0/8", "fd00::/8", or a single address) as well.
  static Result<AddressPolicy> Make(const std::vector<std::string>& allowed);

  /// Why `url` must not be asked for, one line; empty when its host is a name (to be checked when
  /// resolved) or an admitted address.
  std::optional<std::string> RefuseUrl(const Url& url) const;
  /// Why no socket may be opened to `address`, one line; empty when it may.
  std::optional<std::string> RefuseAddress(const boost::asio::ip::address& address) const;

 private:
  struct Range {
    boost::asio::ip::address_v6 base;  // IPv4 as mapped
    int bits = 0;                      // of 128
  };
  bool Admits(const boost::asio::ip::address& address) const;

  std::vector<Range> allowed_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_ADDRESS_POLICY_H_
