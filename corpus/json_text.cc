#include "corpus/json_text.h"

#include <fmt/format.h>

#include "base/sanitize.h"
#include "base/unicode.h"

namespace kiosque {
namespace {

bool NeedsEscape(unsigned char c) {
  return c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

void AppendEscape(unsigned char c, std::string& out) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += fmt::format("\\u{:04x}", c);
  }
}

// U+2028 and U+2029 are e2 80 a8 and e2 80 a9.
bool IsLineSeparator(std::string_view rest) {
  return rest.size() >= 3 && rest[0] == '\xe2' && rest[1] == '\x80' &&
         (rest[2] == '\xa8' || rest[2] == '\xa9');
}

}  // namespace

void AppendJsonString(std::string_view text, std::string& out) {
  std::string mended;
  if (!IsValidUtf8(text)) {
    mended = SanitizeText(text);
    text = mended;
  }
  out.push_back('"');
  std::size_t clean = 0;  // start of what was not yet copied
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0xe2 && IsLineSeparator(text.substr(i))) {
      out.append(text.substr(clean, i - clean));
      out += text[i + 2] == '\xa8' ? "\\u2028" : "\\u2029";
      i += 2;
      clean = i + 1;
    } else if (NeedsEscape(c)) {
      out.append(text.substr(clean, i - clean));
      AppendEscape(c, out);
      clean = i + 1;
    }
  }
  out.append(text.substr(clean));
  out.push_back('"');
}

std::string JsonText(std::string_view text) {
  std::string out;
  AppendJsonString(text, out);
  return out;
}

std::string JsonStrings(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) {
    out += out.size() > 1 ? "," : "";
    AppendJsonString(item, out);
  }
  out += ']';
  return out;
}

}  // namespace kiosque
