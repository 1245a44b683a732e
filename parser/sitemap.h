// sitemap.h — what a sitemap lists: index, urlset (with news and image extensions), plain text;
// gzip or not.
//
//   Append(bytes) ─gunzip─▶ ─charset─▶ ─xml_reader.h─▶ sink(SitemapEntry) / sink(sub-sitemap), as
//   they come
//
// SitemapReader streams: memory is one buffer whatever the length, so that ten million rows cost
// time only. SitemapParts collects some thousand rows at a time, ParseSitemap all, up to limits.
// RSS and Atom files that serve as sitemaps are parser/feed.h's (SniffXml tells them apart). URLs
// of another site (registrable domain) than the sitemap's are dropped, as the protocol says; scheme
// and subdomain may differ. An index that lists itself does not.
//
// Bounds: time linear in the decoded bytes, which are capped (a gzip bomb ends there). Errors:
// none; valid() is false
//         for what is no sitemap. Threads: one thread.
// Source: https://www.sitemaps.org/protocol.html; Google's news and image extensions.
#ifndef KIOSQUE_PARSER_SITEMAP_H_
#define KIOSQUE_PARSER_SITEMAP_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/url.h"

namespace kiosque {

struct SitemapEntry {
  explicit SitemapEntry(Url u) : loc(std::move(u)) {}

  Url loc;
  std::optional<UtcTime> lastmod;
  std::string title;                        ///< news:title
  std::optional<UtcTime> publication_date;  ///< news:publication_date
  std::string language;                     ///< news:language
  std::string publication;                  ///< news:name
  std::vector<Url> images;                  ///< image:loc, at most kMaxSitemapImages
};
inline constexpr std::size_t kMaxSitemapImages = 20;

/// A sitemap that an index names.
struct SubSitemap {
  explicit SubSitemap(Url u) : loc(std::move(u)) {}

  Url loc;
  std::optional<UtcTime> lastmod;
};

/// Receives what a sitemap lists, in order. Answering false ends the reading.
class SitemapSink {
 public:
  virtual ~SitemapSink() = default;
  virtual bool OnEntry(SitemapEntry entry) = 0;
  virtual bool OnSitemap(SubSitemap sitemap) = 0;
};

struct SitemapLimits {
  std::size_t max_decoded_bytes = std::size_t{512}
                                  << 20;  ///< after gunzip; the protocol's own limit is 50 MB
  std::size_t max_entries = 1'000'000;    ///< that ParseSitemap collects
};

class SitemapReader {
 public:
  /// `url`: where the sitemap was fetched from. `sink` outlives the reader.
  SitemapReader(Url url, SitemapSink& sink, SitemapLimits limits = {});
  ~SitemapReader();

  /// Reads on. False when nothing further is wanted: the sink said so, a limit is reached, or the
  /// data is no sitemap.
  bool Append(std::string_view bytes);
  /// Says that nothing follows; entries whose end is missing are dropped.
  void Finish();

  /// After Finish: whether it was a sitemap, however broken.
  bool valid() const;
  /// Whether reading ended at a limit.
  bool truncated() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

struct Sitemap {
  bool valid = false;
  bool truncated = false;
  std::vector<SitemapEntry> entries;
  std::vector<SubSitemap> sitemaps;
};

/// Reads a sitemap a part at a time, so that what is in memory does not grow with its rows.
class SitemapParts {
 public:
  /// Rows of a part: at least so many, but for the last, and not many more.
  static constexpr std::size_t kRows = 4096;

  SitemapParts(Url url, SitemapLimits limits);
  ~SitemapParts();

  /// The next part. `bytes`: the whole sitemap, the same each time.
  Sitemap Next(std::string_view bytes);
  /// Whether the last part was the last.
  bool ended() const { return ended_; }

 private:
  class Collector;

  std::unique_ptr<Collector> rows_;
  SitemapReader reader_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

/// Reads a whole sitemap.
Sitemap ParseSitemap(std::string_view bytes, const Url& url, SitemapLimits limits = {});

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_SITEMAP_H_
