// metadata_explain.h — every candidate for title, byline and dates with its weight, for people.
//
// Errors: none. Threads: pure function.
#ifndef KIOSQUE_PARSER_METADATA_EXPLAIN_H_
#define KIOSQUE_PARSER_METADATA_EXPLAIN_H_

#include <string>
#include <vector>

#include "parser/article_extractor.h"
#include "parser/document.h"

namespace kiosque {

struct MetadataVerdict {
  std::string field;   ///< "title", "byline", "published", "modified", "date" (either)
  std::string value;   ///< as in the page: sanitise it before showing it
  std::string source;  ///< "json-ld", "h1" …
  int weight = 0;
  bool chosen = false;  ///< the field has this value
};

/// All candidates, field by field, the weightiest first. `article` is what ExtractArticle gave for
/// the same document and context.
std::vector<MetadataVerdict> ExplainMetadata(const Document& document, const PageContext& context,
                                             const Article& article);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_METADATA_EXPLAIN_H_
