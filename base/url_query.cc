#include "base/url_query.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include "base/ascii.h"
#include "base/percent_encoding.h"

namespace kiosque {
namespace {

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Where ICU's default table of that name is not the standard's.
std::string IcuName(const std::string& encoding) {
  if (encoding == "euc-kr") {
    return "windows-949";
  }
  if (encoding == "shift_jis") {
    return "windows-31j";
  }
  if (encoding == "iso-8859-8-i") {
    return "iso-8859-8";
  }
  return encoding;
}

Converter OpenConverter(const std::string& encoding) {
  if (encoding.empty() || encoding == "utf-8" || encoding.starts_with("utf-16") ||
      encoding == "replacement") {
    return nullptr;
  }
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(IcuName(encoding).c_str(), &error));
  if (U_FAILURE(error)) {
    return nullptr;
  }
  // Unmappable characters must be seen here, not replaced by the converter.
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &error);
  return U_SUCCESS(error) ? std::move(converter) : nullptr;
}

bool IsJapanese(const std::string& encoding) {
  return encoding == "shift_jis" || encoding == "euc-jp" || encoding == "iso-2022-jp";
}

void AppendReference(UChar32 c, std::string& out) {
  out += "%26%23";
  out += std::to_string(c);
  out += "%3B";
}

/// One character; false when the encoding lacks it.
bool AppendCharacter(UChar32 c, UConverter* converter, std::string& out) {
  std::array<UChar, 2> units{};
  std::int32_t length = 0;
  U16_APPEND_UNSAFE(units, length, c);
  std::array<char, 16> bytes{};
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t written =
      ucnv_fromUChars(converter, bytes.data(), static_cast<std::int32_t>(bytes.size()),
                      units.data(), length, &error);
  if (U_FAILURE(error)) {
    return false;
  }
  AppendEncoded({bytes.data(), static_cast<std::size_t>(written)}, EncodeSet::kSpecialQuery, out);
  return true;
}

}  // namespace

void AppendEncodedQuery(std::string_view query, std::string_view encoding, std::string& out) {
  const Converter converter = IsAscii(query) ? nullptr : OpenConverter(AsciiLower(encoding));
  if (converter == nullptr) {
    AppendEncoded(query, EncodeSet::kSpecialQuery, out);
    return;
  }
  const bool japanese = IsJapanese(AsciiLower(encoding));
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(query.data());
  const auto length = static_cast<std::int32_t>(query.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, length, c);
    if (japanese && c == 0x2212) {
      c = 0xFF0D;  // Encoding Standard §12.1.2, §12.3.2: the minus sign is the full-width one there
    }
    if (!AppendCharacter(c, converter.get(), out)) {
      AppendReference(c, out);
    }
  }
}

}  // namespace kiosque
