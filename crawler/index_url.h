// index_url.h — addresses of lists that can be asked for what changed, and page by page.
//
// WordPress's list of posts is known under its address without a time; the time from which changes
// are wanted is added when it is asked. Further pages of such a list are good for one reading.
//
// Errors: none. Threads: pure functions.
// Source: https://developer.wordpress.org/rest-api/reference/posts/ (modified_after, page)
#ifndef KIOSQUE_CRAWLER_INDEX_URL_H_
#define KIOSQUE_CRAWLER_INDEX_URL_H_

#include "base/clock.h"
#include "base/url.h"

namespace kiosque {

/// Whether `url` asks for WordPress's list of posts: /wp-json/wp/v2/posts or
/// ?rest_route=/wp/v2/posts.
bool IsWordPressPosts(const Url& url);

/// `url`, which IsWordPressPosts, asked for what changed at `since` or later only.
Url WithChangesSince(const Url& url, UtcTime since);

/// Whether `url` asks WordPress for a page of its list beyond the first.
bool IsFurtherPosts(const Url& url);

/// Whether `url` asks for changes only, not for everything.
bool AsksForChangesOnly(const Url& url);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_INDEX_URL_H_
