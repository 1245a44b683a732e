// body_decide.h — from a score a block to the blocks of the body: where structure overrules a
// single score.
//
// - Lists and tables between kept text stand or fall as one.
// - Hidden blocks are dropped, unless they are most of what would be kept: then a script was to
// show the article.
// - Captions, menus, page footers and what is hidden from screen readers are never body.
// - Lines above the running text that only name the author or the day are no paragraphs.
// - In a box of related articles or in a sidebar a block must be surer than elsewhere: teasers
// read like news.
//
// Errors: none. Time linear in blocks. Threads: pure function.
#ifndef KIOSQUE_PARSER_BODY_DECIDE_H_
#define KIOSQUE_PARSER_BODY_DECIDE_H_

#include <span>
#include <vector>

#include "parser/body_features.h"
#include "parser/document.h"

namespace kiosque {

/// Blocks in boxes of related articles and in sidebars are kept from this score on.
inline constexpr float kKeepInBox = 0.8F;

/// The score from which blocks of this page are kept. Where scores are sure it is near one half;
/// where nothing on the page is sure (live blogs, lists, recipes) a lower one loses less. Half of
/// the best expected F1 maximises expected F1 (Lipton, Elkan, Naryanaswamy: Optimal Thresholding of
/// Classifiers to Maximize F1 Measure, 2014); words weigh, and the result stays in 0.3 … 0.45.
float KeepScore(const BodyFeatures& page, std::span<const float> scores);

/// Whether each block of `page` is body, given its score.
std::vector<bool> DecideBody(const Document& document, const BodyFeatures& page,
                             std::span<const float> scores);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_DECIDE_H_
