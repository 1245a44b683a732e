// site_indexes.h — finds the cheapest complete list of a site's articles, by trying.
//
//   front page ─CmsVerdict─▶ candidates (parser/cms.h), cheapest first
//        ┌──────────────────────────────┘
//        ▼ one is asked for ── works, complete ──▶ done: the others are not asked for
//        ▲                  └─ fails, or incomplete ─▶ the next
//
// Candidates are queued in the frontier like any other URL, with a `via` that says they were
// guessed (kGuess and the system's name), so scope, robots.txt and politeness apply. What was found
// is kept in a row "fi" <site> of the frontier's state: the search is made once, and again when the
// site changes its system. A site of no known system is searched for a sitemap only when neither
// its robots.txt nor its seed file names one, for a feed only when its front page advertises none
// either.
//
// Errors: none. Threads: network thread only.
#ifndef KIOSQUE_CRAWLER_SITE_INDEXES_H_
#define KIOSQUE_CRAWLER_SITE_INDEXES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/frontier_entry.h"
#include "crawler/state_overlay.h"
#include "parser/cms.h"

namespace kiosque {

/// How the `via` of a guessed list begins.
inline constexpr std::string_view kGuess = "guess: ";

/// What is known of one site's indexes.
struct SiteIndexRecord {
  std::string host;  ///< of the front page, without "www."
  Cms cms = Cms::kUnknown;
  std::string evidence;  ///< what told
  std::string works;     ///< URL of the complete list in use; empty = none found (yet)
  std::uint64_t named =
      0;  ///< articles that it said it names, when it was last read whole; 0 = unsaid
  std::vector<std::string> waiting;  ///< candidates not tried yet: kind, complete, URL

  std::string Encode() const;
  static std::optional<SiteIndexRecord> Decode(std::string_view bytes);
};

std::string SiteIndexKey(std::string_view site);
inline constexpr std::string_view kSiteIndexPrefix = "fi";

class SiteIndexes {
 public:
  /// `rows` outlives this.
  explicit SiteIndexes(StateOverlay& rows) : rows_(rows) {}

  /// The front page of `site` was read: what to try. `has_sitemaps`, `has_feeds`: others name some.
  std::vector<FrontierEntry> OnFrontPage(std::string_view site, const CmsVerdict& verdict,
                                         const FrontierEntry& front, bool has_sitemaps,
                                         bool has_feeds, UtcTime now);
  /// A guessed list was asked for and listed `rows` articles, or failed (empty): what to try next.
  std::vector<FrontierEntry> OnAnswer(std::string_view site, const FrontierEntry& list,
                                      std::optional<std::size_t> rows, UtcTime now);
  /// How many articles the complete list names.
  void SetNamed(std::string_view site, std::uint64_t named);
  std::optional<SiteIndexRecord> Record(std::string_view site) const;

 private:
  std::vector<FrontierEntry> TakeNext(SiteIndexRecord& record, const FrontierEntry& from,
                                      UtcTime now) const;

  StateOverlay& rows_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_SITE_INDEXES_H_
