#include "base/markup.h"

namespace kiosque {

void AppendMarkup(std::string_view text, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
}

std::string EscapeMarkup(std::string_view text) {
  std::string out;
  AppendMarkup(text, out);
  return out;
}

}  // namespace kiosque
