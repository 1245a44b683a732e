#include "parser/clean_text.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/html_entities.h"
#include "parser/mojibake.h"

namespace kiosque {
namespace {

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
        text[i] == '<' && i + 1 < text.size() && (text[i + 1] == '/' || IsAsciiLetter(text[i + 1]));
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

}  // namespace kiosque
