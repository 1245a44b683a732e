// url_host.h — the host of an http(s) URL: domain, IPv4 or IPv6 literal. Private to base/url*.cc.
//
// Threads: pure functions. Source: URL Standard §3.5 (host parser), §3.3 (IDNA).
#ifndef KIOSQUE_BASE_URL_HOST_H_
#define KIOSQUE_BASE_URL_HOST_H_

#include <string>
#include <string_view>

namespace kiosque {

/// Parses `input` (as it stands between "//" or '@' and ':' or '/') and appends its serialisation
/// to `out`. False, with `out` unspecified, where the standard says failure.
bool AppendHost(std::string_view input, std::string& out);

/// Whether a "forbidden domain code point" (§3.2) is in `domain`, which is ASCII.
bool HasForbiddenHostByte(std::string_view domain);

/// Whether `host`, as AppendHost writes it, is an address literal.
bool IsAddressLiteral(std::string_view host);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_URL_HOST_H_
