// body_extract.h — which text blocks of a page are the body of its article, and why.
//
//   Document --body_block.h--> blocks --body_features.h--> rows --body_model.h--> first scores
//                                  --body_context.h--> rows --body_model.h--> scores --> keep or
//                                  drop
//
// Errors: none. Time linear in the document. Threads: pure functions.
#ifndef KIOSQUE_PARSER_BODY_EXTRACT_H_
#define KIOSQUE_PARSER_BODY_EXTRACT_H_

#include <string>
#include <vector>

#include "parser/body_block.h"
#include "parser/document.h"

namespace kiosque {

struct BodySelection {
  BlockList list;
  std::vector<float> first_scores;  ///< of the first pass, a block each
  std::vector<float> scores;        ///< of the second pass
  std::vector<bool> keep;
  std::vector<std::uint8_t> roles;  ///< BlockRole of what is not kept
};

/// What a dropped block is to the article.
enum BlockRole : std::uint8_t { kRoleNone, kRoleCaption, kRoleComment };

BodySelection SelectBody(const Document& document);

/// The same with the second pass's scores given, a block each: how cross-validation measures the
/// whole.
BodySelection SelectBodyByScores(const Document& document, std::vector<float> scores);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_EXTRACT_H_
