// page_delta.h — tells from the bytes alone that a page shows the article that it showed before.
//
// Most pages that are served again differ from the last time in a nonce, a counter or an
// advertisement. Parsing them costs milliseconds; comparing them with the page that the last
// version was read from costs a fraction of one:
//
//   both pages ──▶ segments: runs of text between tags, titles, JSON-LD, meta elements that matter;
//   no scripts, styles, comments
//              ──▶ hunks where the two sequences differ
//              ──▶ every hunk lies away from the article's text, is short, touches no title and
//              brings no link of the site?
//
// Yes: the article stands, and nothing need be parsed. No, or in doubt: parse.
//
// Errors: none. Time linear in the pages but for a bounded search at each hunk. Threads: pure
// function.
#ifndef KIOSQUE_CRAWLER_PAGE_DELTA_H_
#define KIOSQUE_CRAWLER_PAGE_DELTA_H_

#include <string_view>

#include "base/article.h"
#include "base/url.h"

namespace kiosque {

/// Whether `now`, fetched from `url`, surely shows `article`, which was read from `before`.
bool SurelySameArticle(std::string_view before, std::string_view now, const Article& article,
                       const Url& url);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_PAGE_DELTA_H_
