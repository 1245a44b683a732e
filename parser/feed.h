// feed.h — what a feed lists: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF, JSON Feed.
//
//   bytes ─charset.h─▶ UTF-8 ─xml_reader.h─▶ elements ─▶ Feed { entries: url, title, dates, id, … ;
//   next; hubs }
//
// Feeds are often broken and always foreign: encodings are decided by evidence, ill-formed XML is
// read on, no entity is expanded, nothing external is fetched. References are resolved against
// xml:base. Links lead wherever the publisher's advertisers want: whether an entry's URL belongs to
// the site is the caller's to judge.
//
// Bounds: time linear in the input; at most kMaxFeedEntries entries, kMaxFeedText bytes a text,
// kMaxFeedList persons,
//         links or tags each. Errors: none; no feed at all is format kNone. Threads: pure function.
// Source: https://www.rssboard.org/rss-specification; RSS 1.0; RFC 4287 (Atom); RFC 5005 (paging);
//         https://www.jsonfeed.org/version/1.1/; element names as feedparser maps them.
#ifndef KIOSQUE_PARSER_FEED_H_
#define KIOSQUE_PARSER_FEED_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/url.h"

namespace kiosque {

inline constexpr std::size_t kMaxFeedEntries = 20'000;
inline constexpr std::size_t kMaxFeedText = std::size_t{4} << 20;
inline constexpr std::size_t kMaxFeedList = 200;

enum class FeedFormat : std::uint8_t { kNone, kRss, kRss1, kAtom, kCdf, kJson };

/// A text with what it is. Values are as the feed means them: markup kept, references in it made
/// absolute.
struct FeedText {
  std::string value;
  std::string type;      ///< media type: text/plain, text/html, application/xhtml+xml …
  std::string language;  ///< xml:lang in scope; empty = none
  std::string base;      ///< what its references were resolved against; empty = nothing
  bool empty() const { return value.empty(); }
};

/// The text as a reader sees it: tags dropped, references decoded, spaces collapsed.
std::string PlainText(const FeedText& text);

/// A date as written and as understood.
struct FeedDate {
  std::string text;
  std::optional<UtcTime> time;
};

struct FeedPerson {
  std::string name;
  std::string email;
  std::string url;  ///< absolute where it could be resolved
};

struct FeedLink {
  std::string href;  ///< absolute where it could be resolved
  std::string rel;   ///< "alternate" when the feed says nothing
  std::string type;
  std::string title;
  std::string hreflang;
  std::string length;
};

struct FeedTag {
  std::string term;
  std::string scheme;
  std::string label;
};

/// What feeds, their entries and an entry's source say alike.
struct FeedMeta {
  FeedText title;
  FeedText summary;      ///< an entry's summary, a feed's subtitle or tagline
  FeedText description;  ///< RSS and Dublin Core
  FeedText rights;
  FeedText info;  ///< Atom 0.3
  std::string id;
  std::vector<FeedLink> links;
  std::vector<FeedPerson> authors;
  std::vector<FeedPerson> contributors;
  std::optional<FeedPerson> publisher;
  std::vector<FeedTag> tags;
  FeedDate published;
  FeedDate updated;
  std::string language;  ///< language element or xml:lang
  std::string image;     ///< logo, image url
  std::string license;
  std::string generator;
  std::string generator_url;
  std::string generator_version;
};

struct FeedEntry : FeedMeta {
  /// The article: origLink, rel=alternate, link, or a guid that is a permalink; empty when none is
  /// an http(s) URL.
  std::optional<Url> url;
  bool id_is_link = false;  ///< `url` came from the guid
  std::vector<FeedText> content;
  FeedDate created;
  FeedDate expired;
  std::string comments;            ///< page of comments
  std::string comment_feed;        ///< feed of comments
  std::optional<FeedMeta> source;  ///< where an aggregated entry came from

  /// When it was published, else updated, else created.
  std::optional<UtcTime> Date() const;
};

struct Feed : FeedMeta {
  FeedFormat format = FeedFormat::kNone;
  std::string version;   ///< "rss20", "rss10", "atom10", "json11" …
  std::string encoding;  ///< the charset verdict
  bool well_formed = true;
  std::vector<FeedEntry> entries;
  std::optional<Url> url;   ///< the site
  std::optional<Url> self;  ///< rel=self
  std::optional<Url> next;  ///< older entries: rel=next, rel=prev-archive (RFC 5005), next_url
  std::vector<Url> hubs;    ///< rel=hub (WebSub); recorded, not used
  std::optional<std::chrono::minutes> ttl;
  std::string docs;
  std::string new_location;  ///< RSS redirect/newLocation: where the feed has moved
  bool truncated = false;    ///< over kMaxFeedEntries
};

/// What is known of a feed besides its bytes.
struct FeedContext {
  std::optional<Url> url;    ///< where it was fetched from; references stay relative without it
  std::string http_charset;  ///< label of the HTTP header, or empty
  std::string language;      ///< Content-Language, or empty
};

/// Parses any of the formats.
Feed ParseFeed(std::string_view bytes, const FeedContext& context);

/// Whether `bytes` look like a feed or a sitemap rather than a page: what to parse a response of a
/// doubtful media type as. Reads the first 4 KiB.
enum class XmlKind : std::uint8_t { kOther, kFeed, kSitemap };
XmlKind SniffXml(std::string_view bytes);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_FEED_H_
