// response_parser.h — one response read as what it is: a page, a feed, a sitemap, or none of these.
//
// The media type decides; where it is doubtful (XML of any name, plain text, feeds served as HTML)
// the first bytes do.
//
// Errors: none. Threads: pure function; called from the parser pool.
#ifndef KIOSQUE_CRAWLER_RESPONSE_PARSER_H_
#define KIOSQUE_CRAWLER_RESPONSE_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crawler/fetcher.h"
#include "crawler/frontier_entry.h"
#include "parser/feed.h"
#include "parser/page.h"
#include "parser/sitemap.h"
#include "parser/wp_rest.h"
#include "storage/capture.h"

namespace kiosque {

/// What is known of the site that a response came from.
struct SiteHints {
  std::string language;
  std::string time_zone;
  const SiteRules* rules = nullptr;            ///< outlives the parsing; null = none
  std::vector<std::uint64_t> template_blocks;  ///< SiteTemplates::Known of the host
};

/// What the parts of a long list brought that were dealt with before its last one.
struct EarlierParts {
  std::size_t rows = 0;
  std::size_t articles = 0;  ///< links to articles
  std::size_t news = 0;      ///< of them, not known before
  std::vector<Url> named;    ///< the first of these
};

/// A response with what was read of it; at most one of page, feed, sitemap and posts is
/// there.
class ParsedResponse {
 public:
  explicit ParsedResponse(FetchResult fetched) : result(std::move(fetched)) {}

  FetchResult result;
  std::optional<ParsedPage> page;
  std::optional<Feed> feed;
  std::optional<Sitemap> sitemap;       ///< or a part of a long one
  std::unique_ptr<SitemapParts> parts;  ///< where its further parts come from; null = that was all
  EarlierParts earlier;
  std::optional<WpPosts> posts;     ///< of WordPress's REST interface
  bool again = false;               ///< nothing was read: the body shows what the last one showed
  std::optional<Version> standing;  ///< of such an article whose bytes are others; else empty
  bool edited = false;              ///< the article is another than that of the last version known
};

/// `link_class` is what the URL was asked as.
ParsedResponse ParseResponse(FetchResult result, LinkClass link_class, const SiteHints& hints);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_RESPONSE_PARSER_H_
