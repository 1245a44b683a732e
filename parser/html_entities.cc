#include "parser/html_entities.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <iterator>

#include "base/ascii.h"

namespace kiosque {

namespace {

struct Reference {
  std::string_view name;  // without '&', with ';' unless it may be left out
  std::string_view text;
};

constexpr Reference kReferences[] = {
#include "parser/html_entities.inc"
};

constexpr std::size_t kLongestName = 31;   // "CounterClockwiseContourIntegral", without its ';'
constexpr std::size_t kLongestLegacy = 6;  // of those that need no ';'

const Reference* Find(std::string_view name) {
  const auto* at = std::lower_bound(
      std::begin(kReferences), std::end(kReferences), name,
      [](const Reference& reference, std::string_view wanted) { return reference.name < wanted; });
  return at != std::end(kReferences) && at->name == name ? at : nullptr;
}

/// §13.2.5.80: what old pages mean by the numbers of the C1 controls is windows-1252.
constexpr std::array<char16_t, 32> kC1 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

char* WriteUtf8(std::uint32_t c, char* out) {
  if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
    c = 0xFFFD;
  }
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
    return out;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr std::array<std::uint32_t, 4> kLead = {0, 0xC0, 0xE0, 0xF0};
  *out++ = static_cast<char>(kLead[static_cast<std::size_t>(more)] | (c >> (6 * more)));
  for (int k = more - 1; k >= 0; --k) {
    *out++ = static_cast<char>(0x80 | ((c >> (6 * k)) & 0x3F));
  }
  return out;
}

/// Reads "#233;" or "#xE9;" at `text`; returns how many bytes it took, 0 when it is none.
std::size_t DecodeNumber(std::string_view text, ReferenceContext context, char** out) {
  std::size_t at = 1;
  const bool hex = at < text.size() && (text[at] | 0x20) == 'x';
  at += hex ? 1 : 0;
  const std::size_t first = at;
  std::uint32_t value = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const char lower = static_cast<char>(c | 0x20);
    std::uint32_t digit = 0;
    if (IsAsciiDigit(c)) {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if (hex && lower >= 'a' && lower <= 'f') {
      digit = static_cast<std::uint32_t>(lower - 'a' + 10);
    } else {
      break;
    }
    value = std::min<std::uint32_t>(value * (hex ? 16 : 10) + digit, 0x110000);
  }
  const bool ended = at < text.size() && text[at] == ';';
  if (at == first || (!ended && context == ReferenceContext::kEscaped)) {
    return 0;
  }
  if (value >= 0x80 && value < 0xA0) {
    value = kC1[value - 0x80];
  }
  *out = WriteUtf8(value == 0 ? 0xFFFD : value, *out);
  return ended ? at + 1 : at;
}

/// Reads a name at `text`; returns how many bytes it took, 0 when it is none.
std::size_t DecodeName(std::string_view text, ReferenceContext context, char** out) {
  std::size_t run = 0;
  while (run < text.size() && run < kLongestName && IsAsciiAlphanumeric(text[run])) {
    ++run;
  }
  const Reference* found = nullptr;
  std::size_t used = 0;
  if (run < text.size() && text[run] == ';') {
    used = run + 1;
    found = Find(text.substr(0, used));
  }
  const std::size_t longest =
      context == ReferenceContext::kEscaped ? 0 : std::min(run, kLongestLegacy);
  for (std::size_t length = longest; found == nullptr && length >= 2; --length) {
    used = length;
    found = Find(text.substr(0, length));
    if (found != nullptr && context == ReferenceContext::kAttribute && length < text.size() &&
        (text[length] == '=' || IsAsciiAlphanumeric(text[length]))) {
      return 0;
    }
  }
  if (found == nullptr) {
    return 0;
  }
  *out = std::copy(found->text.begin(), found->text.end(), *out);
  return used;
}

/// Writes `text`, whose first '&' is at `ampersand`, decoded; returns the end. Room needed: see
/// Room.
char* Decode(std::string_view text, std::size_t ampersand, ReferenceContext context, char* out) {
  std::size_t kept = 0;
  while (ampersand != std::string_view::npos) {
    out = std::copy(text.begin() + static_cast<std::ptrdiff_t>(kept),
                    text.begin() + static_cast<std::ptrdiff_t>(ampersand), out);
    const std::string_view rest = text.substr(ampersand + 1);
    const std::size_t used = !rest.empty() && rest[0] == '#' ? DecodeNumber(rest, context, &out)
                                                             : DecodeName(rest, context, &out);
    if (used == 0) {
      *out++ = '&';
    }
    kept = ampersand + 1 + used;
    ampersand = text.find('&', kept);
  }
  return std::copy(text.begin() + static_cast<std::ptrdiff_t>(kept), text.end(), out);
}

/// No reference decodes to more bytes than it has, but for "&nGt;" and "&nLt;" (5 bytes to 6).
std::size_t Room(std::string_view text) {
  return text.size() + text.size() / 4;
}

}  // namespace

std::string_view DecodeReferences(std::string_view text, ReferenceContext context,
                                  TextArena& arena) {
  const std::size_t ampersand = text.find('&');
  if (ampersand == std::string_view::npos) {
    return text;
  }
  char* const begin = arena.Allocate(Room(text));
  char* const end = Decode(text, ampersand, context, begin);
  arena.Trim(end);
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::string DecodeEntities(std::string_view text) {
  const std::size_t ampersand = text.find('&');
  if (ampersand == std::string_view::npos) {
    return std::string(text);
  }
  std::string out(Room(text), '\0');
  char* const end = Decode(text, ampersand, ReferenceContext::kEscaped, out.data());
  out.resize(static_cast<std::size_t>(end - out.data()));
  return out;
}

std::string_view NamedReference(std::string_view name) {
  if (name.size() > kLongestName) {
    return {};
  }
  std::array<char, kLongestName + 1> closed{};
  std::copy(name.begin(), name.end(), closed.begin());
  closed[name.size()] = ';';
  const Reference* found = Find({closed.data(), name.size() + 1});
  return found != nullptr ? found->text : std::string_view();
}

char32_t MeantByC1(char32_t c) {
  return c >= 0x80 && c < 0xA0 ? char32_t{kC1[c - 0x80]} : c;
}

}  // namespace kiosque
