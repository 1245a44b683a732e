#include "base/url_host.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/percent_encoding.h"
#include "base/url.h"
#include "base/url_ip.h"

namespace kiosque {
namespace {

enum : std::uint8_t {
  kPlainHostByte = 1,      // stays as it is
  kUpperHostByte = 2,      // ASCII upper case
  kForbiddenHostByte = 4,  // "forbidden domain code point"
};

constexpr std::array<std::uint8_t, 256> MakeHostTable() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c < 0x80; ++c) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool forbidden =
        c <= 0x20 || c == 0x7F ||
        std::string_view("#/:<>?@[\\]^|%").find(static_cast<char>(c)) != std::string_view::npos;
    table[c] = forbidden ? kForbiddenHostByte : upper ? kUpperHostByte : kPlainHostByte;
  }
  return table;
}

constexpr std::array<std::uint8_t, 256> kHostTable = MakeHostTable();

std::uint8_t HostClass(char c) {
  return kHostTable[static_cast<unsigned char>(c)];
}

/// The hosts of nearly all links: lower-case ASCII without escapes and no number at the end.
bool IsPlainDomain(std::string_view input) {
  return !input.empty() && std::all_of(input.begin(), input.end(), [](char c) {
    return HostClass(c) == kPlainHostByte;
  }) && !EndsInNumber(input);
}

bool AppendIpv6(std::string_view input, std::string& out) {
  if (input.size() < 2 || input.back() != ']') {
    return false;
  }
  const auto pieces = ParseIpv6(input.substr(1, input.size() - 2));
  if (!pieces) {
    return false;
  }
  out += '[';
  out += FormatIpv6(*pieces);
  out += ']';
  return true;
}

}  // namespace

bool AppendHost(std::string_view input, std::string& out) {
  if (IsPlainDomain(input)) {
    out += input;
    return true;
  }
  if (input.starts_with('[')) {
    return AppendIpv6(input, out);
  }
  const Result<std::string> ascii = DomainToAscii(PercentDecode(input));
  if (!ascii) {
    return false;
  }
  if (!EndsInNumber(*ascii)) {
    out += *ascii;
    return true;
  }
  const auto address = ParseIpv4(*ascii);
  if (!address) {
    return false;
  }
  out += FormatIpv4(*address);
  return true;
}

bool HasForbiddenHostByte(std::string_view domain) {
  return std::any_of(domain.begin(), domain.end(),
                     [](char c) { return HostClass(c) == kForbiddenHostByte; });
}

bool IsAddressLiteral(std::string_view host) {
  return host.starts_with('[') || EndsInNumber(host);
}

}  // namespace kiosque
