#include "base/sanitize.h"

#include <unicode/utf8.h>

#include <cstdint>

#include "base/unicode.h"

namespace kiosque {

namespace {

bool IsControl(UChar32 c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x200E || c == 0x200F || c == 0x061C ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// `keep_layout`: newlines, tabs and runs of spaces stay.
std::string Sanitize(std::string_view text, bool keep_layout) {
  std::string out;
  out.reserve(text.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    if (keep_layout && (c == '\n' || c == '\t')) {
      out += static_cast<char>(c);
      continue;
    }
    if (IsControl(c)) {
      c = ' ';
    }
    if (!keep_layout && c == ' ' && (out.empty() || out.back() == ' ')) {
      continue;
    }
    AppendUtf8(static_cast<char32_t>(c), &out);
  }
  if (!keep_layout && !out.empty() && out.back() == ' ') {
    out.pop_back();
  }
  return out;
}

}  // namespace

std::string SanitizeLine(std::string_view text) {
  return Sanitize(text, false);
}

std::string SanitizeText(std::string_view text) {
  return Sanitize(text, true);
}

}  // namespace kiosque
