#include "parser/clean_text.h"

#include <algorithm>
#include <utility>

#include "base/unicode.h"
#include "parser/html_entities.h"
#include "parser/mojibake.h"

namespace kiosque {
namespace {

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

// Elements that stand inside a line; all others separate words.
bool IsInline(Tag tag) {
  switch (tag) {
    case Tag::k_a:
    case Tag::k_abbr:
    case Tag::k_b:
    case Tag::k_bdi:
    case Tag::k_big:
    case Tag::k_cite:
    case Tag::k_em:
    case Tag::k_font:
    case Tag::k_i:
    case Tag::k_mark:
    case Tag::k_q:
    case Tag::k_ruby:
    case Tag::k_s:
    case Tag::k_small:
    case Tag::k_strong:
    case Tag::k_sub:
    case Tag::k_sup:
    case Tag::k_u:
    case Tag::k_wbr:
    case Tag::k_nobr:
      return true;
    default:
      return false;
  }
}

// "<b>x</b>" -> "x"; a '<' that opens no tag stays.
std::string DropTags(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool opens =
        text[i] == '<' && i + 1 < text.size() &&
        (text[i + 1] == '/' || (Lower(text[i + 1]) >= 'a' && Lower(text[i + 1]) <= 'z'));
    const std::size_t close = opens ? text.substr(i, 512).find('>') : std::string_view::npos;
    if (close == std::string_view::npos) {
      out.push_back(text[i]);
    } else {
      i += close;
    }
  }
  return out;
}

}  // namespace

std::string CleanText(std::string_view value) {
  std::string text(value);
  for (int layer = 0; layer < 2 && text.find('&') != std::string::npos; ++layer) {
    text = DecodeEntities(text);
  }
  if (text.find('<') != std::string::npos) {
    text = DropTags(text);
  }
  // Scripts write theirs as \u escapes, which the page's own repair does not see.
  return ToNfc(CollapseSpace(RepairMojibake(std::move(text))));
}

std::string CleanTextOf(const Document& document, NodeId id, std::size_t limit) {
  std::string text;
  for (NodeId at = id; at < document[id].end && text.size() < limit; ++at) {
    const Node& node = document[at];
    if (node.tag == Tag::kText) {
      text += node.text;
    } else if (node.tag == Tag::k_style || node.tag == Tag::k_script || node.tag == Tag::k_svg ||
               node.tag == Tag::k_rt || node.tag == Tag::k_rp || node.tag == Tag::k_rtc) {
      at = node.end - 1;
    } else if (!IsInline(node.tag) && !text.empty()) {
      text += ' ';
    }
  }
  return ToNfc(CollapseSpace(text));
}

bool StartsWithNoCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char want, char c) { return want == Lower(c); });
}

bool ContainsNoCase(std::string_view text, std::string_view lower) {
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

std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') {
    text.remove_prefix(1);
  }
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace kiosque
