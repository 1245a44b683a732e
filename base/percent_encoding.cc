#include "base/percent_encoding.h"

#include <array>
#include <cstddef>

namespace kiosque {
namespace {

constexpr bool In(std::string_view set, unsigned c) {
  return c < 0x80 && set.find(static_cast<char>(c)) != std::string_view::npos;
}

constexpr bool IsUnreserved(unsigned c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         In("-._~", c);
}

constexpr unsigned Bit(EncodeSet set) {
  return static_cast<unsigned>(set);
}

constexpr std::array<std::uint8_t, 256> MakeTable() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool control = c < 0x20 || c > 0x7E;
    const bool fragment = control || In(" \"<>`", c);
    const bool query = control || In(" \"#<>'", c);
    const bool path = control || In(" \"#<>?^`{}", c);
    const bool userinfo = path || In("/:;=@[\\]|", c);
    unsigned bits = 0;
    bits |= fragment ? Bit(EncodeSet::kFragment) : 0;
    bits |= query ? Bit(EncodeSet::kSpecialQuery) : 0;
    bits |= path ? Bit(EncodeSet::kPath) : 0;
    bits |= userinfo ? Bit(EncodeSet::kUserinfo) : 0;
    bits |= IsUnreserved(c) ? 0 : Bit(EncodeSet::kComponent);
    table[c] = static_cast<std::uint8_t>(bits);
  }
  return table;
}

constexpr std::array<std::uint8_t, 256> kTable = MakeTable();

}  // namespace

bool NeedsEncoding(unsigned char byte, EncodeSet set) {
  return (kTable[byte] & Bit(set)) != 0;
}

int HexDigitValue(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  if (c >= 'A' && c <= 'F') {
    return c - 'A' + 10;
  }
  return -1;
}

void AppendPercentByte(unsigned char byte, std::string& out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const char escape[3] = {'%', kHex[byte >> 4], kHex[byte & 15]};
  out.append(escape, 3);
}

void AppendEncoded(std::string_view text, EncodeSet set, std::string& out) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (NeedsEncoding(byte, set)) {
      out.append(text, run, i - run);
      AppendPercentByte(byte, out);
      run = i + 1;
    }
  }
  out.append(text, run);
}

std::string PercentDecode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && HexDigitValue(text[i + 1]) >= 0 &&
        HexDigitValue(text[i + 2]) >= 0) {
      out.push_back(
          static_cast<char>(HexDigitValue(text[i + 1]) * 16 + HexDigitValue(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

}  // namespace kiosque
