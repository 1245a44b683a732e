#include "base/markup.h"

namespace kiosque {

void AppendMarkup(std::string_view text, std::string& out) {
  std::size_t clean = 0;  // start of what was not yet copied
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '&' && c != '<' && c != '>' && c != '"') {
      continue;
    }
    out.append(text.substr(clean, i - clean));
    out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;";
    clean = i + 1;
  }
  out.append(text.substr(clean));
}

std::string EscapeMarkup(std::string_view text) {
  std::string out;
  AppendMarkup(text, out);
  return out;
}

}  // namespace kiosque
