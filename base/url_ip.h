// url_ip.h — IPv4 and IPv6 literals in URL hosts. Private to base/url*.cc.
//
// Errors: nullopt is the standard's "failure". Threads: pure functions.
// Source: URL Standard §3.5 (IPv4 parser, IPv6 parser, ends-in-a-number checker), §3.6
// (serialisers).
#ifndef KIOSQUE_BASE_URL_IP_H_
#define KIOSQUE_BASE_URL_IP_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiosque {

using Ipv6Pieces = std::array<std::uint16_t, 8>;

/// Whether the last label of `host` is a number, so that it must be an IPv4 address or nothing.
bool EndsInNumber(std::string_view host);

/// Reads "127.1", "0x7f.0.0.01", "2130706433" … as clients always did.
std::optional<std::uint32_t> ParseIpv4(std::string_view host);

/// Reads what stands between the brackets.
std::optional<Ipv6Pieces> ParseIpv6(std::string_view text);

/// "127.0.0.1".
std::string FormatIpv4(std::uint32_t address);

/// "2001:db8::1": lower case, the longest run of zeros compressed (RFC 5952 §4).
std::string FormatIpv6(const Ipv6Pieces& pieces);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_URL_IP_H_
