// metadata.h — what a page says of its article: who wrote it, when, under which title, in which
// language.
//
//   Document --page_evidence.h--> notes of one walk --structured_data.h--> JSON-LD, microdata, RDFa
//                                     |                                        |
//                                     v                                        v
//            page_title.h   byline.h   page_date.h   language.h   page_kind.h  --> Article
//
// Each of the choosers gathers candidates with their source and place, weighs them and keeps the
// winner's source. No site is special. docs/metadata.md tells the weights.
//
// Errors: none; what no evidence supports stays empty. Time: linear in the document. Threads: pure
// functions.
#ifndef KIOSQUE_PARSER_METADATA_H_
#define KIOSQUE_PARSER_METADATA_H_

#include <string>
#include <vector>

#include "base/article.h"
#include "parser/article_extractor.h"
#include "parser/document.h"
#include "parser/page_evidence.h"
#include "parser/structured_data.h"

namespace kiosque {

/// The evidence of one page, gathered once for all who want it.
struct PageReading {
  PageEvidence evidence;
  StructuredData structured;
};
PageReading ReadPage(const Document& document, const PageContext& context);

/// Fills everything of `article` but blocks, captions, comments and words. Call it after these are
/// set: language and kind look at them.
void ExtractMetadata(const Document& document, const PageContext& context, Article* article);

/// The same with the evidence at hand.
void ExtractMetadata(const Document& document, const PageContext& context,
                     const PageReading& reading, Article* article);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_METADATA_H_
