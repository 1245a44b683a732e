// DomainToAscii (base/url.h): UTS 46 by ICU, with the table of ICU 72 brought up to date.
#include <unicode/uidna.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/idna_table.h"
#include "base/url.h"
#include "base/url_host.h"

namespace kiosque {
namespace {

/// Longer names cannot be looked up, and punycode is quadratic in the length of a label.
constexpr std::size_t kMaxDomainBytes = 4096;

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

using Convert = decltype(&uidna_nameToASCII_UTF8);

bool RunIcu(Convert convert, std::string_view domain, std::string& out) {
  if (Uts46() == nullptr) {
    return false;
  }
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode error = U_ZERO_ERROR;
  const auto length_in = static_cast<std::int32_t>(domain.size());
  std::string buffer(std::max<std::size_t>(256, domain.size() * 2), '\0');
  std::int32_t length = convert(Uts46(), domain.data(), length_in, buffer.data(),
                                static_cast<std::int32_t>(buffer.size()), &info, &error);
  if (error == U_BUFFER_OVERFLOW_ERROR) {
    buffer.resize(static_cast<std::size_t>(length));
    info = UIDNA_INFO_INITIALIZER;
    error = U_ZERO_ERROR;
    length = convert(Uts46(), domain.data(), length_in, buffer.data(), length, &info, &error);
  }
  if (U_FAILURE(error) || (info.errors & ~kForgivenErrors) != 0) {
    return false;
  }
  out.assign(buffer, 0, static_cast<std::size_t>(length));
  return true;
}

std::u32string Decode(std::string_view text) {
  std::u32string out;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, length, c);
    out.push_back(static_cast<char32_t>(c));
  }
  return out;
}

std::string Encode(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) {
    std::uint8_t bytes[U8_MAX_LENGTH] = {};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
  }
  return out;
}

const IdnaNewcomer* FindNewcomer(char32_t c) {
  const auto* const found =
      std::find_if(kIdnaNewcomers.begin(), kIdnaNewcomers.end(),
                   [c](const IdnaNewcomer& range) { return c >= range.first && c <= range.last; });
  return found == kIdnaNewcomers.end() ? nullptr : found;
}

/// Applies kIdnaMappings; true when a character of kIdnaNewcomers is there.
bool MapAsNewerUnicode(std::u32string& domain) {
  std::u32string mapped;
  bool newcomer = false;
  for (const char32_t c : domain) {
    const auto* const found =
        std::find_if(kIdnaMappings.begin(), kIdnaMappings.end(),
                     [c](const IdnaMapping& range) { return c >= range.first && c <= range.last; });
    if (found == kIdnaMappings.end()) {
      newcomer = newcomer || FindNewcomer(c) != nullptr;
      mapped.push_back(c);
    } else if (found->mapped != 0) {
      mapped.push_back(found->mapped + (c - found->first));
    }
  }
  domain = std::move(mapped);
  return newcomer;
}

/// Puts stand-ins in the place of newcomers. False when a stand-in is there already and so could
/// not be told from its newcomer afterwards.
bool PutStandIns(std::u32string& domain, std::vector<std::pair<char32_t, char32_t>>& swapped) {
  const std::u32string before = domain;
  for (char32_t& c : domain) {
    if (const IdnaNewcomer* range = FindNewcomer(c)) {
      const char32_t stand_in = range->stand_in + (c - range->first);
      if (before.find(stand_in) != std::u32string::npos) {
        return false;
      }
      swapped.emplace_back(stand_in, c);
      c = stand_in;
    }
  }
  return true;
}

/// RFC 3492 §6.1.
std::uint32_t AdaptBias(std::uint32_t delta, std::uint32_t points, bool first) {
  delta = first ? delta / 700 : delta / 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > 455; k += 36) {
    delta /= 35;
  }
  return k + 36 * delta / (delta + 38);
}

void AppendVariableLength(std::uint32_t value, std::uint32_t bias, std::string& out) {
  constexpr std::string_view kDigits = "abcdefghijklmnopqrstuvwxyz0123456789";
  for (std::uint32_t k = 36;; k += 36) {
    const std::uint32_t threshold = k <= bias ? 1 : std::min<std::uint32_t>(26, k - bias);
    if (value < threshold) {
      out += kDigits[value];
      return;
    }
    out += kDigits[threshold + (value - threshold) % (36 - threshold)];
    value = (value - threshold) / (36 - threshold);
  }
}

/// RFC 3492 §6.3. Names are at most kMaxDomainBytes long, so that no sum overflows.
std::string Punycode(std::u32string_view label) {
  std::string out;
  for (const char32_t c : label) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    }
  }
  const auto basic = static_cast<std::uint32_t>(out.size());
  std::uint32_t handled = basic;
  if (basic > 0) {
    out += '-';
  }
  std::uint32_t delta = 0;
  std::uint32_t bias = 72;
  for (char32_t n = 0x80; handled < label.size();) {
    char32_t next = 0x10FFFF;
    for (const char32_t c : label) {
      next = c >= n ? std::min(next, c) : next;
    }
    delta += static_cast<std::uint32_t>(next - n) * (handled + 1);
    for (const char32_t c : label) {
      delta += c < next ? 1 : 0;
      if (c == next) {
        AppendVariableLength(delta, bias, out);
        bias = AdaptBias(delta, handled + 1, handled == basic);
        delta = 0;
        ++handled;
      }
    }
    ++delta;
    n = next + 1;
  }
  return out;
}

std::string LabelsToAscii(std::u32string_view domain) {
  std::string out;
  while (true) {
    const std::size_t dot = std::min(domain.find(U'.'), domain.size());
    const std::u32string_view label = domain.substr(0, dot);
    const bool ascii = std::all_of(label.begin(), label.end(), [](char32_t c) { return c < 0x80; });
    out += ascii ? Encode(label) : "xn--" + Punycode(label);
    if (dot == domain.size()) {
      return out;
    }
    out += '.';
    domain.remove_prefix(dot + 1);
  }
}

bool Uts46ToAscii(std::string_view domain, std::string& out) {
  if (domain.size() > kMaxDomainBytes) {
    return false;
  }
  std::u32string text = Decode(domain);
  if (!MapAsNewerUnicode(text)) {
    return RunIcu(&uidna_nameToASCII_UTF8, Encode(text), out);
  }
  std::vector<std::pair<char32_t, char32_t>> swapped;
  std::string checked;
  if (!PutStandIns(text, swapped) || !RunIcu(&uidna_nameToUnicodeUTF8, Encode(text), checked)) {
    return false;
  }
  text = Decode(checked);
  for (const auto& [stand_in, newcomer] : swapped) {
    std::replace(text.begin(), text.end(), stand_in, newcomer);
  }
  out = LabelsToAscii(text);
  return true;
}

}  // namespace

// A domain that is ASCII already is only lower-cased: its punycode goes to the name server as it
// is.
Result<std::string> DomainToAscii(std::string_view domain) {
  const bool is_ascii = std::all_of(domain.begin(), domain.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  std::string ascii;
  if (is_ascii) {
    ascii = AsciiLower(domain);
  }
  if ((!is_ascii && !Uts46ToAscii(domain, ascii)) || ascii.empty() || HasForbiddenHostByte(ascii)) {
    return Fail(Errc::kInvalidUrl, "not a domain name");
  }
  return ascii;
}

}  // namespace kiosque
