// printed_byline.h — names that a page prints as its byline where no mark-up says so.
//
//   "Von Jelko Djuren und Jutta Klaukien"   "by <b>jkabongo</b> on August 3"   "Autor: <a>…</a>"
//   "04.02.2022 | 13:10 Uhr | Uta Helkenberg"   a portrait and the name under it   one bold line
//   that is a name   "Jean Kabongo" to the right behind the text   "AFP" alone under the title
//
// Errors: none. Bounds: linear in the document; long texts are not looked at. Threads: pure
// functions.
#ifndef KIOSQUE_PARSER_PRINTED_BYLINE_H_
#define KIOSQUE_PARSER_PRINTED_BYLINE_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "parser/byline_reader.h"
#include "parser/document.h"
#include "parser/page_evidence.h"

namespace kiosque {

inline constexpr std::size_t kMaxShortByline = 160;

struct PrintedByline {
  std::vector<std::string> names;
  int weight = 0;
  NodeId node = kNoNode;
};

/// What of a page the names are looked for in. All outlive the call.
struct PrintedPage {
  const Document& document;
  const PageEvidence& evidence;
  std::span<const std::uint16_t> flags;  ///< regions as the title sees them
  const BylineReader& reader;
  std::string_view language;
  NodeId heading = kNoNode;  ///< of the title
};

/// How much a name at `node` is likely to be the byline, by its place alone: about 50, more near
/// the title, little around the article.
int BylinePlaceWeight(const Document& document, std::span<const std::uint16_t> flags,
                      NodeId heading, NodeId node);

/// In the page's order for each kind.
std::vector<PrintedByline> FindPrintedBylines(const PrintedPage& page);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PRINTED_BYLINE_H_
