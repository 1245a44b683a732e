// cms.h — which publishing system runs a site, and the cheapest complete lists of its articles.
//
//   page + response head ─RecogniseCms─▶ CmsVerdict ─CmsIndexes─▶ index URLs, cheapest first
//   ─NextIndexPage─▶ …
//
//   WordPress  /wp-json/wp/v2/posts (100 a page, by date of change), else ?rest_route=,
//   /feed/?paged=N, its sitemaps SPIP       spip.php?page=backend, of each rubric too,
//   spip.php?page=sitemap Blogger    /feeds/posts/default?start-index=N (150 a page, by date of
//   change) Drupal     /rss.xml, /sitemap.xml, /node?page=N Joomla     ?format=feed&type=rss,
//   sitemaps of its usual extensions
//
// Nothing is fetched here, and a list may well answer 404: the caller tries them in order and keeps
// what works.
//
// Errors: none. Threads: pure functions.
// Source: the systems' own documentation: developer.wordpress.org/rest-api, spip.net,
// developers.google.com/blogger,
//         drupal.org, docs.joomla.org.
#ifndef KIOSQUE_PARSER_CMS_H_
#define KIOSQUE_PARSER_CMS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/url.h"
#include "parser/document.h"

namespace kiosque {

enum class Cms : std::uint8_t { kUnknown, kWordPress, kSpip, kDrupal, kJoomla, kBlogger };
/// "unknown", "wordpress", "spip", "drupal", "joomla", "blogger".
std::string_view CmsName(Cms cms);
std::optional<Cms> CmsFromName(std::string_view name);

struct CmsVerdict {
  Cms cms = Cms::kUnknown;
  std::string evidence;              ///< what told, for people: "meta generator WordPress 6.4"
  std::optional<Url> wordpress_api;  ///< the REST root that the page names
  std::vector<Url> rubric_feeds;  ///< SPIP: feeds of the rubrics that the page links, at most 100
};

/// Reads the signs in a page fetched from `url`. `response_head` is the raw status line and fields,
/// or empty.
CmsVerdict RecogniseCms(const Document& document, const Url& url, std::string_view response_head);

/// How a list is to be read.
enum class IndexKind : std::uint8_t {
  kWordPressPosts,  ///< parser/wp_rest.h
  kFeed,            ///< parser/feed.h
  kSitemap,         ///< parser/sitemap.h
  kHub,             ///< a page of links
};

struct CmsIndex {
  CmsIndex(Url u, IndexKind k, bool every) : url(std::move(u)), kind(k), complete(every) {}

  Url url;
  IndexKind kind;
  bool complete;  ///< names every article (with its further pages), not only the newest
};

/// The lists to try on the site whose home is `home`, cheapest complete one first. With
/// `changed_since`, lists that can are asked for what changed since then only.
std::vector<CmsIndex> CmsIndexes(const CmsVerdict& verdict, const Url& home,
                                 std::optional<UtcTime> changed_since = std::nullopt);

/// The page after `current`, which listed `rows` articles; empty when that was the last, or the
/// list has no pages. Feeds that name their next page themselves (Feed::next) come first: this is
/// for those that do not.
std::optional<Url> NextIndexPage(Cms cms, const CmsIndex& index, const Url& current,
                                 std::size_t rows);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_CMS_H_
