#include "base/url_ip.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"
#include "base/percent_encoding.h"

namespace kiosque {
namespace {

/// Larger than any address; sums that reach it stay there instead of wrapping round.
constexpr std::uint64_t kTooLarge = std::uint64_t{1} << 40;

/// The IPv4 number parser: decimal, 0octal, 0xhex; "0x" alone is zero.
std::optional<std::uint64_t> ParseIpv4Number(std::string_view text) {
  if (text.empty()) {
    return std::nullopt;
  }
  int radix = 10;
  if (text.size() >= 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    text.remove_prefix(2);
    radix = 16;
  } else if (text.size() >= 2 && text[0] == '0') {
    text.remove_prefix(1);
    radix = 8;
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = HexDigitValue(c);
    if (digit < 0 || digit >= radix) {
      return std::nullopt;
    }
    value = std::min(kTooLarge,
                     value * static_cast<std::uint64_t>(radix) + static_cast<std::uint64_t>(digit));
  }
  return value;
}

/// The dotted-decimal tail of an IPv6 address: exactly four parts of 0…255, no leading zeros.
std::optional<std::uint32_t> ParseStrictIpv4(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (text.empty() || text[0] != '.') {
        return std::nullopt;
      }
      text.remove_prefix(1);
    }
    if (text.empty() || !IsAsciiDigit(text[0])) {
      return std::nullopt;
    }
    unsigned value = 0;
    for (std::size_t digits = 0; !text.empty() && IsAsciiDigit(text[0]); ++digits) {
      if (digits > 0 && value == 0) {
        return std::nullopt;
      }
      value = value * 10 + static_cast<unsigned>(text[0] - '0');
      if (value > 255) {
        return std::nullopt;
      }
      text.remove_prefix(1);
    }
    address = address << 8 | value;
  }
  if (!text.empty()) {
    return std::nullopt;
  }
  return address;
}

struct ZeroRun {
  std::size_t begin = 8;
  std::size_t length = 1;  // a lone zero piece is not worth "::"
};

ZeroRun LongestZeroRun(const Ipv6Pieces& pieces) {
  ZeroRun best;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i;
    while (end < pieces.size() && pieces[end] == 0) {
      ++end;
    }
    if (end - i > best.length) {
      best = {i, end - i};
    }
    i = std::max(end, i + 1);
  }
  return best;
}

}  // namespace

bool EndsInNumber(std::string_view host) {
  if (!host.empty() && host.back() == '.') {
    host.remove_suffix(1);
  }
  const std::size_t dot = host.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? host : host.substr(dot + 1);
  if (last.empty() || !IsAsciiDigit(last[0])) {
    return false;
  }
  if (std::all_of(last.begin(), last.end(), IsAsciiDigit)) {
    return true;
  }
  return last.size() >= 2 && (last[1] == 'x' || last[1] == 'X') &&
         ParseIpv4Number(last).has_value();
}

std::optional<std::uint32_t> ParseIpv4(std::string_view host) {
  if (!host.empty() && host.back() == '.') {
    host.remove_suffix(1);
  }
  std::array<std::uint64_t, 4> numbers{};
  std::size_t count = 0;
  while (true) {
    const std::size_t dot = host.find('.');
    const auto number = ParseIpv4Number(host.substr(0, dot));
    if (!number || count == numbers.size()) {
      return std::nullopt;
    }
    numbers[count++] = *number;
    if (dot == std::string_view::npos) {
      break;
    }
    host.remove_prefix(dot + 1);
  }
  std::uint64_t address = numbers[count - 1];  // the last part fills all bytes that are left
  if (address >= std::uint64_t{1} << (8 * (5 - count))) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i + 1 < count; ++i) {
    if (numbers[i] > 255) {
      return std::nullopt;
    }
    address |= numbers[i] << (8 * (3 - i));
  }
  return static_cast<std::uint32_t>(address);
}

std::optional<Ipv6Pieces> ParseIpv6(std::string_view text) {
  Ipv6Pieces pieces{};
  std::size_t count = 0;
  std::optional<std::size_t> compress;
  if (text.starts_with(':')) {
    if (!text.starts_with("::")) {
      return std::nullopt;
    }
    text.remove_prefix(2);
    compress = ++count;
  }
  while (!text.empty()) {
    if (count == pieces.size()) {
      return std::nullopt;
    }
    if (text[0] == ':') {
      if (compress) {
        return std::nullopt;
      }
      text.remove_prefix(1);
      compress = ++count;  // "::" stands for one piece at least
      continue;
    }
    unsigned value = 0;
    std::size_t length = 0;
    while (length < 4 && length < text.size() && HexDigitValue(text[length]) >= 0) {
      value = value * 16 + static_cast<unsigned>(HexDigitValue(text[length]));
      ++length;
    }
    if (length < text.size() && text[length] == '.') {
      const auto tail = ParseStrictIpv4(text);
      if (!tail || length == 0 || count > 6) {
        return std::nullopt;
      }
      pieces[count++] = static_cast<std::uint16_t>(*tail >> 16);
      pieces[count++] = static_cast<std::uint16_t>(*tail & 0xFFFF);
      break;
    }
    text.remove_prefix(length);
    if (!text.empty()) {
      // After a piece comes ':' and something, or the end.
      if (text[0] != ':' || text.size() == 1) {
        return std::nullopt;
      }
      text.remove_prefix(1);
    }
    pieces[count++] = static_cast<std::uint16_t>(value);
  }
  if (compress) {
    std::rotate(pieces.begin() + static_cast<std::ptrdiff_t>(*compress),
                pieces.begin() + static_cast<std::ptrdiff_t>(count), pieces.end());
  } else if (count != pieces.size()) {
    return std::nullopt;
  }
  return pieces;
}

std::string FormatIpv4(std::uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255, address >> 8 & 255,
                     address & 255);
}

std::string FormatIpv6(const Ipv6Pieces& pieces) {
  const ZeroRun zeros = LongestZeroRun(pieces);
  std::string out;
  for (std::size_t i = 0; i < pieces.size();) {
    if (i == zeros.begin) {
      out += i == 0 ? "::" : ":";
      i += zeros.length;
      continue;
    }
    fmt::format_to(std::back_inserter(out), "{:x}", pieces[i]);
    ++i;
    if (i < pieces.size()) {
      out += ':';
    }
  }
  return out;
}

}  // namespace kiosque
