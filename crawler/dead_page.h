// dead_page.h — pages that answer 200 and say that there is no page.
//
// Soft 404s, suspended accounts, domains for sale, a server's own start page: none of them is an
// article, whatever its address promised, and none ends the history of the article that was there.
// Told by their title or first heading together with having little text and no date; a story about
// such pages has more of both.
//
// Threads: pure functions. Source: the texts of the common servers, hosting panels, parking
// services and publishing systems, in French, English, Spanish, Portuguese, German and Arabic.
#ifndef KIOSQUE_CRAWLER_DEAD_PAGE_H_
#define KIOSQUE_CRAWLER_DEAD_PAGE_H_

#include <string_view>

#include "base/article.h"

namespace kiosque {

/// What `article`, read from a page with status 200, really is: "not found", "suspended",
/// "for sale", "empty server"; empty when it is a page like others.
std::string_view DeadPageKind(const Article& article);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_DEAD_PAGE_H_
