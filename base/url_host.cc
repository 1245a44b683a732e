#include "base/url_host.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

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

bool HasForbiddenByte(std::string_view domain) {
  return std::any_of(domain.begin(), domain.end(),
                     [](char c) { return HostClass(c) == kForbiddenHostByte; });
}

const UIDNA* Uts46() {
  // Opened once, never closed: the object is immutable and all threads use it.
  static const UIDNA* const uts46 = [] {
    UErrorCode error = U_ZERO_ERROR;
    return uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                               UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
                           &error);
  }();
  return uts46;
}

/// What CheckHyphens=false and VerifyDnsLength=false forgive.
constexpr std::uint32_t kForgivenErrors =
    UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG |
    UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

bool Uts46ToAscii(std::string_view domain, std::string& out) {
  if (Uts46() == nullptr || domain.size() > kMaxUrlBytes) {
    return false;
  }
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode error = U_ZERO_ERROR;
  std::string buffer(std::max<std::size_t>(256, domain.size() * 2), '\0');
  const auto length_in = static_cast<std::int32_t>(domain.size());
  std::int32_t length =
      uidna_nameToASCII_UTF8(Uts46(), domain.data(), length_in, buffer.data(),
                             static_cast<std::int32_t>(buffer.size()), &info, &error);
  if (error == U_BUFFER_OVERFLOW_ERROR) {
    buffer.resize(static_cast<std::size_t>(length));
    info = UIDNA_INFO_INITIALIZER;
    error = U_ZERO_ERROR;
    length = uidna_nameToASCII_UTF8(Uts46(), domain.data(), length_in, buffer.data(), length, &info,
                                    &error);
  }
  if (U_FAILURE(error) || (info.errors & ~kForgivenErrors) != 0) {
    return false;
  }
  out.assign(buffer, 0, static_cast<std::size_t>(length));
  return true;
}

/// §3.3 domain to ASCII with beStrict = false, and the forbidden-code-point check that follows it.
/// A domain that is ASCII already is only lower-cased: its punycode goes to the name server as it
/// is.
bool DomainToAscii(std::string_view domain, std::string& out) {
  const bool ascii = std::all_of(domain.begin(), domain.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    out.assign(domain);
    for (char& c : out) {
      if (HostClass(c) == kUpperHostByte) {
        c = static_cast<char>(c - 'A' + 'a');
      }
    }
  } else if (!Uts46ToAscii(domain, out)) {
    return false;
  }
  return !out.empty() && !HasForbiddenByte(out);
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
  std::string ascii;
  if (!DomainToAscii(PercentDecode(input), ascii)) {
    return false;
  }
  if (!EndsInNumber(ascii)) {
    out += ascii;
    return true;
  }
  const auto address = ParseIpv4(ascii);
  if (!address) {
    return false;
  }
  out += FormatIpv4(*address);
  return true;
}

bool IsAddressLiteral(std::string_view host) {
  return host.starts_with('[') || EndsInNumber(host);
}

Result<std::string> DomainToAscii(std::string_view domain) {
  std::string ascii;
  if (!DomainToAscii(domain, ascii)) {
    return Fail(Errc::kInvalidUrl, "not a domain name");
  }
  return ascii;
}

}  // namespace kiosque
