// ascii.h — letters, digits and white space of ASCII, whatever the locale: what URLs, HTTP, HTML
// and feeds mean when they ignore case or skip blanks. Bytes of 0x80 and above are never letters,
// digits or white space, and are never changed.
//
// White space is the one of the WHATWG Infra standard (§4.6, "ASCII whitespace"). A format that
// counts other bytes as blank names them where it trims. Unicode text is the matter of unicode.h.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_BASE_ASCII_H_
#define KIOSQUE_BASE_ASCII_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace kiosque {

/// Tab, line feed, form feed, carriage return and space; not the vertical tab.
inline constexpr std::string_view kAsciiSpace = "\t\n\f\r ";

/// Around the values of HTTP fields: "optional whitespace", RFC 9110 §5.6.3.
inline constexpr std::string_view kHttpSpace = "\t ";

constexpr bool IsAsciiSpace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

constexpr bool IsAsciiDigit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool IsAsciiUpper(char c) {
  return c >= 'A' && c <= 'Z';
}

constexpr bool IsAsciiLetter(char c) {
  return (c >= 'a' && c <= 'z') || IsAsciiUpper(c);
}

constexpr bool IsAsciiAlphanumeric(char c) {
  return IsAsciiLetter(c) || IsAsciiDigit(c);
}

/// Digits only, and at least one.
constexpr bool AreAsciiDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsAsciiDigit);
}

/// The number that `digits` writes; at most nine, all of them digits.
constexpr int AsciiDigitsValue(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
  }
  return value;
}

/// One letter in lower case; any other byte as it is.
constexpr char AsciiLowerChar(char c) {
  return IsAsciiUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// `text` with ASCII letters in lower case.
inline std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), AsciiLowerChar);
  return lower;
}

/// Whether two texts are the same but for the case of ASCII letters.
constexpr bool EqualsNoCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return AsciiLowerChar(x) == AsciiLowerChar(y); });
}

/// As starts_with and find, ignoring the case of ASCII letters in `text`; `lower` is in lower case
/// already.
constexpr bool StartsWithNoCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char want, char c) { return want == AsciiLowerChar(c); });
}

constexpr bool ContainsNoCase(std::string_view text, std::string_view lower) {
  if (lower.empty() || text.size() < lower.size()) {
    return lower.empty();
  }
  const char first = lower[0];
  const char capital = first >= 'a' && first <= 'z' ? static_cast<char>(first & ~0x20) : first;
  const std::size_t last = text.size() - lower.size();
  for (std::size_t i = 0; i <= last; ++i) {
    if ((text[i] == first || text[i] == capital) && StartsWithNoCase(text.substr(i), lower)) {
      return true;
    }
  }
  return false;
}

/// `text` without the bytes of `blanks` at its ends.
constexpr std::string_view Trim(std::string_view text, std::string_view blanks = kAsciiSpace) {
  const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

/// `text` without what the WHATWG URL standard calls "C0 control or space" at its ends: every byte
/// up to 0x20.
constexpr std::string_view TrimControlsAndSpaces(std::string_view text) {
  const auto is_trimmed = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_trimmed(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_trimmed(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace kiosque

#endif  // KIOSQUE_BASE_ASCII_H_
