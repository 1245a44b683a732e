// url_shape.h — what an address says of the page behind it.
//
// Hints, never verdicts: what a page is, is decided with its content (crawler/page_kind.h).
//
// Errors: none. Time linear in the URL. Threads: pure functions.
// Source: own rules, read off WordPress, SPIP, Drupal, Joomla, Blogger and hand-made news sites.
#ifndef KIOSQUE_CRAWLER_URL_SHAPE_H_
#define KIOSQUE_CRAWLER_URL_SHAPE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/url.h"

namespace kiosque {

/// A day in the path: /2024/04/13/, /2024-04-13-, /20240413; a month (/2024/04/) is its first day.
std::optional<UtcTime> DateInPath(const Url& url);

/// A date and a name, a long slug, or an article number: an article, most likely.
bool LooksLikeArticle(const Url& url);
/// The front page, a category, tag, author or archive, or a further page of one.
bool LooksLikeList(const Url& url);
/// A folder of a word or two, such as "/sport/" or "/fr/grands-lacs": a section, if it reads so.
bool LooksLikeSection(const Url& url);
/// An image, video, document, style sheet, programme …, by its suffix: no page.
bool HasMediaSuffix(const Url& url);
/// A sitemap of categories, tags and authors, by the names that WordPress and its sitemap plugins
/// give them ("category-sitemap2.xml", "wp-sitemap-taxonomies-post_tag-1.xml"): its rows are lists.
bool LooksLikeSectionSitemap(const Url& url);
/// A feed of comments, which lists no articles.
bool LooksLikeCommentFeed(const Url& url);

/// A trap that the address alone gives away: a segment three times, more than 24 segments, a query
/// of more than 12 parameters, a reply or share link, an action such as "add to cart".
bool LooksLikeTrap(const Url& url);

/// A fingerprint of the address with its numbers, its last word and its query values left open, so
/// that pages of one endless space (calendar months, sort orders, sessions) have one.
std::uint64_t ShapeFingerprint(const Url& url);
/// A fingerprint of the folder of the address, its numbers left open: what articles of one kind
/// share.
std::uint64_t FolderFingerprint(const Url& url);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_URL_SHAPE_H_
