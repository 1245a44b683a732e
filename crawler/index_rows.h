// index_rows.h — what an index of a site says of an article, kept beside what the page says.
//
// Feeds, WordPress's API and news sitemaps bring a title, an id and dates with each address. They
// are evidence of their own: of what the article was called before its page was read, and of pages
// that are gone. The newest word of each article is kept.
//
//   fe <url:8>   IndexRow, by the fingerprint of the identity (crawler/frontier_entry.h)
//
// Errors: what cannot be read is as if it were not there. Threads: network thread; IndexRowOf any.
#ifndef KIOSQUE_CRAWLER_INDEX_ROWS_H_
#define KIOSQUE_CRAWLER_INDEX_ROWS_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/url.h"
#include "crawler/response_parser.h"
#include "crawler/scope.h"
#include "crawler/state_overlay.h"
#include "storage/archive.h"

namespace kiosque {

/// What the keys of the rows begin with.
inline constexpr std::string_view kIndexRowPrefix = "fe";

struct IndexRow {
  std::string source;  ///< URL of the feed, sitemap or API page
  std::string title;   ///< plain text; at most kMaxBytes
  std::string id;      ///< guid, Atom id, number of the post; at most kMaxBytes
  std::optional<UtcTime> published;
  std::optional<UtcTime> modified;

  static constexpr std::size_t kMaxBytes = 300;

  std::string Encode() const;
  static std::optional<IndexRow> Decode(std::string_view bytes);
};

/// Keeps what `parsed`, a feed, a sitemap or an answer of an API, says of articles in `scope`. Rows
/// of sitemaps without a title say nothing that the frontier does not keep, and are left out.
void KeepIndexRows(const ParsedResponse& parsed, const Scope& scope, StateOverlay& rows);

/// What an index says of `url`.
std::optional<IndexRow> IndexRowOf(const Archive& archive, const Url& url);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_INDEX_ROWS_H_
