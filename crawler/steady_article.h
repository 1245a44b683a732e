// steady_article.h — tells an edit of an article from the extractor's change of mind.
//
// Whether a borderline paragraph belongs to the body may turn on something far away from it: one
// more advertisement is enough. A version is a change of the article, so what only one of two
// extractions has counts as an edit only when it is missing from the other *page*: added text must
// be absent from the old page, dropped text from the new one.
//
//   extractions equal                    nothing to do (nearly every revisit)
//   all differences are on both pages    the last version's title and text stand
//   otherwise                            an edit: the new extraction stands
//
// Errors: an archive that cannot answer leaves the article as it is. Threads: the parser pool.
#ifndef KIOSQUE_CRAWLER_STEADY_ARTICLE_H_
#define KIOSQUE_CRAWLER_STEADY_ARTICLE_H_

#include <string_view>

#include "parser/page.h"
#include "storage/archive.h"

namespace kiosque {

/// `page` was parsed from `html`, fetched from `url`, of which `archive` may know a version.
/// Whether `page` now shows another article than that version: false also when there is none.
bool KeepSteady(const Archive& archive, const Url& url, std::string_view html, ParsedPage& page);

/// The same beside `last`, an article that was read from `old_html`.
bool KeepSteady(const Article& last, std::string_view old_html, std::string_view html,
                ParsedPage& page);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_STEADY_ARTICLE_H_
