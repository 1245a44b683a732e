#include "cli/word_wrap.h"

#include <algorithm>

namespace kiosque {
namespace {

std::size_t Characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

void WrapLine(std::string_view line, std::size_t columns, std::string& out) {
  if (Characters(line) <= columns) {
    out += line;
    return;
  }
  std::size_t used = 0;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    const std::size_t width = Characters(word);
    if (used > 0 && used + 1 + width > columns) {
      out += '\n';
      used = 0;
    } else if (used > 0) {
      out += ' ';
      ++used;
    }
    out += word;
    used += width;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
}

}  // namespace

std::string WrapWords(std::string_view text, std::size_t columns) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    WrapLine(text.substr(0, end), columns, out);
    out += end < text.size() ? "\n" : "";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace kiosque
