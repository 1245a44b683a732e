// html_prescan.h — one linear pass over a page's bytes: its tags, attributes and runs of text.
//
// Follows the states of the HTML tokenizer where they decide what is markup: quotes in attributes,
// raw text (style, xmp, iframe …), RCDATA (title, textarea), the escaped states of scripts,
// plaintext, comments, declarations, CDATA in SVG. The bodies of script, style, iframe, noembed,
// noframes and svg, and all comments, are passed over; of the bodies only JSON-LD is kept. Text and
// names are ranges of the page; attribute values are decoded.
//
// Bounds: time linear; at most kMaxTokens tokens (the rest of the page is dropped and `truncated`
// says so) and
//         kMaxTagAttributes attributes a tag (further ones are dropped).
// Errors: none. Threads: pure, but for its arguments.
// Source: HTML §13.2.5.
#ifndef KIOSQUE_PARSER_HTML_PRESCAN_H_
#define KIOSQUE_PARSER_HTML_PRESCAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/document.h"
#include "parser/html_tag.h"
#include "parser/text_arena.h"

namespace kiosque {

struct HtmlToken {
  enum class Kind : std::uint8_t {
    kText,      ///< range: characters, references not yet decoded
    kSpace,     ///< range: white space only
    kStartTag,  ///< range: the name, in lower case
    kEndTag,    ///< range: the name, in lower case; empty when the prescan made it up
    kDoctype,   ///< range: the whole declaration
  };
  Kind kind = Kind::kText;
  Tag tag = Tag::kText;
  bool self_closing = false;
  bool raw = false;              ///< kText: no references in it
  std::uint16_t attributes = 0;  ///< how many
  std::uint32_t first_attribute = 0;
  std::uint32_t begin = 0;
  std::uint32_t length = 0;
};

struct HtmlScan {
  std::vector<HtmlToken> tokens;
  std::vector<Attribute> attributes;
  std::vector<std::string_view> json_ld;
  bool truncated = false;

  void Clear();
};

inline constexpr std::size_t kMaxTokens = 2 * Document::kMaxNodes;  // an element has two tags
inline constexpr std::size_t kMaxTagAttributes = 64;

/// Scans `html`: valid UTF-8 without NUL and CR, less than 4 GB. Names are put into lower case
/// where they stand, which is why it is not const. All views of `scan` point into `html` and
/// `arena`.
void PrescanHtml(std::string& html, TextArena& arena, HtmlScan& scan);

/// Whether a script's type attribute names JSON-LD.
bool NamesJsonLd(std::string_view type);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_HTML_PRESCAN_H_
