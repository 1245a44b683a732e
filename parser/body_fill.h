// body_fill.h — what the choice of single blocks leaves out of the middle of an article: a
// sub-heading over text that is kept, a quotation between two paragraphs. Alone they look like a
// teaser's heading and like a testimonial; between kept neighbours of the same parent they are what
// the writer put there.
//
// Errors: none. Time linear in the blocks. Threads: pure function.
#ifndef KIOSQUE_PARSER_BODY_FILL_H_
#define KIOSQUE_PARSER_BODY_FILL_H_

#include <span>
#include <vector>

#include "parser/body_features.h"

namespace kiosque {

/// Adds to `keep`, a flag a block of `page`; `scores` are the model's.
void FillBody(const BodyFeatures& page, std::span<const float> scores, std::vector<bool>* keep);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_FILL_H_
