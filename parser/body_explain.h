// body_explain.h — why each text block of a page was kept or dropped, for people.
//
// Errors: none. Threads: pure function.
#ifndef KIOSQUE_PARSER_BODY_EXPLAIN_H_
#define KIOSQUE_PARSER_BODY_EXPLAIN_H_

#include <string>
#include <vector>

#include "parser/document.h"

namespace kiosque {

struct BlockVerdict {
  std::string text;       ///< the block as a line
  std::string place;      ///< its container and what stands around it: "div.entry-content > p"
  float first_score = 0;  ///< by itself and its surroundings, 0…1
  float score = 0;        ///< knowing the scores around it; kept from KeepScore() on
  bool kept = false;
  /// The evidence, the strongest first: "12 words", "links 80 %", "class says related", "text says
  /// newsletter" …
  std::vector<std::string> cues;
};

/// One verdict a text block, in document order. The text is as in the page: sanitise it before
/// showing it.
std::vector<BlockVerdict> ExplainBody(const Document& document);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_EXPLAIN_H_
