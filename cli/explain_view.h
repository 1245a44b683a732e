// explain_view.h — why an article came out as it did, as lines for a terminal.
//
// Errors: none. Threads: pure function.
#ifndef KIOSQUE_CLI_EXPLAIN_VIEW_H_
#define KIOSQUE_CLI_EXPLAIN_VIEW_H_

#include <string>
#include <string_view>

#include "parser/article_extractor.h"

namespace kiosque {

/// The fields with their evidence, all candidates with their weights ('*' = chosen), and every
/// block of text ('+' = kept, '-' = dropped) with its score, place and cues. Safe to print.
std::string ExplainPage(std::string_view bytes, std::string_view http_charset,
                        const PageContext& context);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_EXPLAIN_VIEW_H_
