// body_trim.h — what the choice of single blocks leaves at the edges of an article, put right by
// the company a block is in: leads far above the text, headings over nothing, teasers between
// paragraphs, notices that stand wherever an embedded post would.
//
// Errors: none. Time linear in the blocks. Threads: pure function.
#ifndef KIOSQUE_PARSER_BODY_TRIM_H_
#define KIOSQUE_PARSER_BODY_TRIM_H_

#include <span>
#include <vector>

#include "parser/body_features.h"

namespace kiosque {

/// Corrects `keep`, a flag a block of `page`; `scores` are the model's.
void TrimBody(const BodyFeatures& page, std::span<const float> scores, std::vector<bool>* keep);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_TRIM_H_
