#include "parser/xml_entities.h"

#include <algorithm>

#include "base/unicode.h"
#include "parser/html_entities.h"

namespace kiosque {

namespace {

/// Longer runs after '&' are not names.
constexpr std::size_t kMaxEntityName = 32;

int DigitValue(char c, bool hex) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return hex && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool IsNameChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

/// "#8217" or "#x2019" as a character; U+FFFD when it names none. False when it is no number.
bool ParseNumber(std::string_view body, char32_t* code) {
  body.remove_prefix(1);
  const bool hex = !body.empty() && (body[0] | 0x20) == 'x';
  body.remove_prefix(hex ? 1 : 0);
  if (body.empty()) {
    return false;
  }
  char32_t value = 0;
  for (const char c : body) {
    const int digit = DigitValue(c, hex);
    if (digit < 0) {
      return false;
    }
    value = std::min<char32_t>(value * (hex ? 16 : 10) + static_cast<char32_t>(digit), 0x110000);
  }
  value = MeantByC1(value);
  const bool usable = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF) &&
                      (value >= 0x20 || value == 9 || value == 10 || value == 13);
  *code = usable ? value : 0xFFFD;
  return true;
}

bool IsXmlName(std::string_view name) {
  return name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos";
}

}  // namespace

void AppendDecoded(std::string_view text, bool drop_unknown, std::string& out,
                   ReferenceOddities& oddities) {
  while (true) {
    const std::size_t amp = text.find('&');
    out += text.substr(0, amp);
    if (amp == std::string_view::npos) {
      return;
    }
    text.remove_prefix(amp + 1);
    std::size_t end = 0;
    while (end < text.size() && end < kMaxEntityName &&
           (IsNameChar(text[end]) || (end == 0 && text[end] == '#'))) {
      ++end;
    }
    if (end == 0 || end == text.size() || text[end] != ';') {
      oddities.bare = true;
      out += '&';
      continue;
    }
    const std::string_view body = text.substr(0, end);
    std::string character;
    if (body[0] == '#') {
      char32_t code = 0;
      if (!ParseNumber(body, &code)) {
        oddities.bare = true;
        out += '&';
        continue;
      }
      oddities.bad_number = oddities.bad_number || code == 0xFFFD;
      AppendUtf8(code, &character);
    } else {
      character = NamedReference(body);
      oddities.html_name = oddities.html_name || (!character.empty() && !IsXmlName(body));
    }
    if (!character.empty()) {
      out += character;
      text.remove_prefix(end + 1);
    } else {
      oddities.unknown = true;
      if (drop_unknown) {
        text.remove_prefix(end + 1);
      } else {
        out += '&';
      }
    }
  }
}

std::string DecodeReferences(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  ReferenceOddities oddities;
  AppendDecoded(text, false, out, oddities);
  return out;
}

}  // namespace kiosque
