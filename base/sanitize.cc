#include "base/sanitize.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

#include "base/unicode.h"

namespace kiosque {

namespace {

bool IsControl(UChar32 c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x200E || c == 0x200F || c == 0x061C ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// How many bytes from `i` on are text that stays as it is: printable ASCII, and letters of two
/// bytes (Latin, Greek, Cyrillic, Hebrew …). Nearly everything that is read is such text.
std::size_t PlainRun(std::string_view text, std::size_t i) {
  const std::size_t begin = i;
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++i;
      continue;
    }
    // C2 has the controls up to U+009F, D8 the Arabic letter mark.
    const bool pair = byte >= 0xC3 && byte <= 0xDF && byte != 0xD8 && i + 1 < text.size() &&
                      (static_cast<unsigned char>(text[i + 1]) & 0xC0) == 0x80;
    if (!pair) {
      break;
    }
    i += 2;
  }
  return i - begin;
}

/// Appends `run` with each run of spaces as one, also where it meets what is there already.
void AppendCollapsed(std::string_view run, std::string& out) {
  while (!run.empty()) {
    if (out.empty() || out.back() == ' ') {
      run.remove_prefix(std::min(run.find_first_not_of(' '), run.size()));
    }
    const std::size_t end = std::min(run.find("  "), run.size());
    out.append(run.substr(0, end));
    run.remove_prefix(end);
    if (!run.empty()) {
      out.push_back(' ');
    }
  }
}

/// `keep_layout`: newlines, tabs and runs of spaces stay.
std::string Sanitize(std::string_view text, bool keep_layout) {
  std::string out;
  out.reserve(text.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    if (const std::size_t plain = PlainRun(text, static_cast<std::size_t>(i)); plain > 0) {
      const std::string_view run = text.substr(static_cast<std::size_t>(i), plain);
      if (keep_layout) {
        out.append(run);
      } else {
        AppendCollapsed(run, out);
      }
      i += static_cast<std::int32_t>(plain);
      continue;
    }
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
