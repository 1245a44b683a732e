// page_kind.h — what a page is: an article, a hub that lists articles, a live blog, a gallery, a
// video, something else.
//
// Errors: none. Threads: pure function.
#ifndef KIOSQUE_PARSER_PAGE_KIND_H_
#define KIOSQUE_PARSER_PAGE_KIND_H_

#include "base/article.h"
#include "parser/metadata.h"

namespace kiosque {

/// `article` with its blocks, title and dates already set.
PageKind ChooseKind(const Document& document, const PageContext& context,
                    const PageReading& reading, const Article& article);

/// Whether the template names the page a list in the classes of its body element, as those of
/// WordPress do ("archive", "search-results"), Joomla's ("view-category"), SPIP's
/// ("page_rubrique") and Drupal's ("path-taxonomy"), however few rows the last page of a list
/// has. A page of one article never bears these names alone.
bool CallsItselfAList(const Document& document);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PAGE_KIND_H_
