// page.h — everything the crawl wants to know of one HTML response, in one pure function.
//
//   bytes --charset.h--> UTF-8 --document.h--> Document --article_extractor.h--> Article
//                                                     \--links.h--------------> PageLinks
//
// Errors: none. Threads: pure function; called from the parser pool.
#ifndef KIOSQUE_PARSER_PAGE_H_
#define KIOSQUE_PARSER_PAGE_H_

#include <optional>
#include <string_view>

#include "base/article.h"
#include "parser/article_extractor.h"
#include "parser/charset.h"
#include "parser/cms.h"
#include "parser/links.h"

namespace kiosque {

struct ParsedPage {
  CharsetVerdict charset;
  Article article;
  PageLinks links;
  std::optional<CmsVerdict> cms;  ///< when it was asked for
  bool declared_list = false;     ///< the template calls it a list: see CallsItselfAList
};

/// Parses `bytes` (the decoded HTTP body). `http_charset` is the Content-Type's charset label, or
/// empty. With `response_head` (raw, perhaps empty) the publishing system is recognised as well.
ParsedPage ParsePage(std::string_view bytes, std::string_view http_charset,
                     const PageContext& context,
                     std::optional<std::string_view> response_head = std::nullopt);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PAGE_H_
