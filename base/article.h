// article.h — an article as a reader sees it: what the parser extracts, storage keeps and corpus
// exports.
//
// The body is a sequence of blocks in reading order. A block's text is UTF-8, NFC, one line (kCode
// and kTable excepted), with links as byte ranges into it, so that every rendering
// (base/article_text.h) is made from one truth. Captions, bylines, share bars, related boxes and
// comments are not blocks.
//
// Threads: plain values.
#ifndef KIOSQUE_BASE_ARTICLE_H_
#define KIOSQUE_BASE_ARTICLE_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/url.h"

namespace kiosque {

/// A publication date as precisely as the page says it.
struct ArticleDate {
  enum class Precision : std::uint8_t { kDay, kMinute, kSecond };
  /// The instant, in UTC. With kDay: midnight of that day in the zone below.
  std::chrono::sys_seconds utc{};
  /// What the page (or the site's zone) adds to UTC; empty when nothing tells.
  std::optional<std::chrono::minutes> offset;
  Precision precision = Precision::kDay;
  /// Which evidence won: "json-ld", "meta", "time", "url", "text" …
  std::string source;

  /// Local time as written: "2024-04-13", "2024-04-13T08:30:00+01:00", "…Z" when the offset is
  /// zero, no suffix when it is unknown.
  std::string Iso() const;
  bool operator==(const ArticleDate&) const = default;
};

/// Where a field of an Article was read, and how far that is to be trusted.
struct FieldEvidence {
  std::string field;            ///< its name in JSON: "title", "byline", "published" …
  std::string source;           ///< which evidence won: "json-ld", "h1", "meta", "url", "text" …
  std::uint8_t confidence = 0;  ///< percent of development pages on which such evidence was right
  bool operator==(const FieldEvidence&) const = default;
};

/// A link inside a block: text[begin, begin+length) points at `url`.
struct InlineLink {
  std::uint32_t begin = 0;
  std::uint32_t length = 0;
  Url url;
  bool operator==(const InlineLink&) const = default;
};

enum class BlockKind : std::uint8_t {
  kParagraph,
  kHeading,   ///< `level` 1…6
  kListItem,  ///< `level` = nesting depth from 1; `ordered`, `ordinal`
  kQuote,     ///< block quote; one block a paragraph
  kTable,     ///< rows separated by '\n', cells by '\t'
  kCode,      ///< preformatted, newlines kept
  kEmbed,     ///< an embedded post, video …: text is its title or address, one link
};

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  std::uint8_t level = 0;
  bool ordered = false;
  std::uint16_t ordinal = 0;
  std::string text;
  std::vector<InlineLink> links;
  bool operator==(const Block&) const = default;
};

/// What a page is, decided by evidence.
enum class PageKind : std::uint8_t { kArticle, kHub, kLiveBlog, kGallery, kVideo, kOther };
/// "article", "hub", "liveblog", "gallery", "video", "other".
std::string_view PageKindName(PageKind kind);
/// The inverse of PageKindName.
std::optional<PageKind> PageKindFromName(std::string_view name);

struct ImageCaption {
  std::string url;  ///< absolute, as resolved; may be a data or unusual scheme, hence not a Url
  std::string text;
  bool operator==(const ImageCaption&) const = default;
};

struct Article {
  std::string title;
  std::vector<std::string> byline;  ///< people, in the page's order
  std::string agency;               ///< AFP, Reuters, ACP …; empty when none is named
  std::string credit;               ///< people and agencies as the page names them, joined by "; "
  std::optional<ArticleDate> published;
  std::optional<ArticleDate> modified;
  std::string language;           ///< BCP 47 primary tag ("fr"); empty = unsure
  std::string declared_language;  ///< as the page says
  std::string site_name;
  std::string section;
  std::vector<std::string> tags;
  std::string description;  ///< the page's own summary, not part of the body
  std::optional<Url> canonical;
  std::optional<Url> amp;
  std::optional<Url> lead_image;
  std::string license;  ///< URL or text of the licence the page names
  bool paywalled = false;
  PageKind kind = PageKind::kOther;
  std::vector<Block> blocks;
  std::vector<ImageCaption> captions;
  std::vector<std::string> comments;
  std::uint32_t words = 0;  ///< CountWords over the blocks
  /// One a field that was weighed and found: title, byline, published, modified, language.
  std::vector<FieldEvidence> evidence;

  /// Blocks left out because the site repeats them (parser/site_template.h), by hash, sorted: with
  /// them the same bytes give the same article again.
  std::vector<std::uint64_t> template_blocks;

  /// The evidence of `field`; null when it was not found.
  const FieldEvidence* EvidenceOf(std::string_view field) const;
  bool operator==(const Article&) const = default;
};

}  // namespace kiosque

#endif  // KIOSQUE_BASE_ARTICLE_H_
