#include "parser/feed_markup.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.h"
#include "parser/html_entities.h"
#include "parser/xml_entities.h"

namespace kiosque {

namespace {

/// "scheme:" at the beginning (RFC 3986 §3.1).
bool HasScheme(std::string_view reference) {
  const std::size_t end = reference.find_first_of(":/?#");
  return end != std::string_view::npos && end > 0 && reference[end] == ':' &&
         IsAsciiLetter(reference[0]);
}

/// Rewrites one tag, '<' and '>' included.
void AppendResolvedTag(std::string_view tag, const std::optional<Url>& base, std::string& out) {
  std::size_t at = tag.find_first_of(kAsciiSpace);
  if (at == std::string_view::npos) {
    out += tag;
    return;
  }
  out += tag.substr(0, at);
  while (at < tag.size()) {
    const std::size_t name = tag.find_first_not_of(kAsciiSpace, at);
    const std::size_t name_end =
        name == std::string_view::npos ? name : tag.find_first_of(" \t\r\n\f=>", name);
    if (name_end == std::string_view::npos || tag[name_end] == '>') {
      break;
    }
    const std::size_t equals = tag.find_first_not_of(kAsciiSpace, name_end);
    const std::size_t open = equals != std::string_view::npos && tag[equals] == '='
                                 ? tag.find_first_not_of(kAsciiSpace, equals + 1)
                                 : std::string_view::npos;
    if (open == std::string_view::npos || (tag[open] != '"' && tag[open] != '\'')) {
      out += tag.substr(at, std::max(name_end, name + 1) - at);
      at = std::max(name_end, name + 1);
      continue;
    }
    const std::size_t close = tag.find(tag[open], open + 1);
    if (close == std::string_view::npos) {
      break;
    }
    std::string lower(tag.substr(name, name_end - name));
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return IsAsciiLetter(c) ? static_cast<char>(c | 0x20) : c; });
    if (HoldsUrl(lower)) {
      out += tag.substr(at, open + 1 - at);
      AppendEscaped(
          ResolveReference(base, DecodeReferences(tag.substr(open + 1, close - open - 1))), true,
          out);
      out += tag[open];
    } else {
      out += tag.substr(at, close + 1 - at);
    }
    at = close + 1;
  }
  out += tag.substr(std::min(at, tag.size()));
}

}  // namespace

bool LooksLikeHtml(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (at + 1 < text.size() &&
        (IsAsciiLetter(text[at + 1]) || text[at + 1] == '/' || text[at + 1] == '!')) {
      return true;
    }
  }
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const std::size_t end = text.substr(at, 12).find(';');
    if (end != std::string_view::npos && end > 1 &&
        (text[at + 1] == '#' || !NamedReference(text.substr(at + 1, end - 1)).empty())) {
      return true;
    }
  }
  return false;
}

std::string ResolveReference(const std::optional<Url>& base, std::string_view reference) {
  reference = Trim(reference);
  if (reference.empty() || HasScheme(reference) || !base) {
    return std::string(reference);
  }
  const Result<Url> resolved = base->Resolve(reference);
  return resolved ? resolved->href() : std::string(reference);
}

bool HoldsUrl(std::string_view attribute) {
  static constexpr std::array<std::string_view, 12> kNames = {
      "action", "background", "cite",   "classid", "codebase", "data",
      "href",   "longdesc",   "poster", "profile", "src",      "usemap"};
  return std::find(kNames.begin(), kNames.end(), attribute) != kNames.end();
}

std::string ResolveHtml(std::string_view html, const std::optional<Url>& base) {
  std::string out;
  if (!base || html.find('<') == std::string_view::npos) {
    out = html;
    return out;
  }
  out.reserve(html.size() + html.size() / 4);
  while (true) {
    const std::size_t open = html.find('<');
    out += html.substr(0, open);
    if (open == std::string_view::npos) {
      return out;
    }
    html.remove_prefix(open);
    const std::size_t close = html.find('>');
    if (close == std::string_view::npos) {
      out += html;
      return out;
    }
    const std::string_view tag = html.substr(0, close + 1);
    if (tag.size() > 2 && IsAsciiLetter(tag[1])) {
      AppendResolvedTag(tag, base, out);
    } else {
      out += tag;
    }
    html.remove_prefix(close + 1);
  }
}

void AppendEscaped(std::string_view text, bool in_attribute, std::string& out) {
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
        out += in_attribute ? "&quot;" : "\"";
        break;
      default:
        out += c;
    }
  }
}

std::string DecodeBase64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    std::uint32_t value = 0;
    if (c >= 'A' && c <= 'Z') {
      value = static_cast<std::uint32_t>(c - 'A');
    } else if (c >= 'a' && c <= 'z') {
      value = static_cast<std::uint32_t>(c - 'a' + 26);
    } else if (c >= '0' && c <= '9') {
      value = static_cast<std::uint32_t>(c - '0' + 52);
    } else if (c == '+' || c == '/') {
      value = c == '+' ? 62 : 63;
    } else if (kAsciiSpace.find(c) != std::string_view::npos) {
      continue;
    } else if (c == '=') {
      break;
    } else {
      return {};
    }
    bits = (bits << 6 | value) & 0xFFFFFF;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> count & 0xFF);
    }
  }
  return out;
}

}  // namespace kiosque
