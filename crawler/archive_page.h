// archive_page.h — archives one page now: `kiosque archive URL`.
//
// The URL is fetched as a crawl would (robots asked unless told otherwise, redirects hop by hop,
// politeness between hops), parsed, and committed with every hop. Usage terms are recorded and
// noarchive obeyed as in a crawl; tdmrep.json is asked for when the archive does not know it. A
// challenge is an outcome, never a page. The frontier is not involved:
// no link is followed. With requisites, what the page shows (parser/requisites.h) is fetched too,
// one at a time, robots asked for each, at most kMaxPageRequisites of them and kMaxRequisiteBytes.
//
// Errors: what the web did is in the result; an Error is the archive's or bad options.
// Threads: blocks the caller; runs an io_context of its own.
#ifndef KIOSQUE_CRAWLER_ARCHIVE_PAGE_H_
#define KIOSQUE_CRAWLER_ARCHIVE_PAGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/article.h"
#include "base/error.h"
#include "crawler/options.h"
#include "crawler/robots_cache.h"
#include "parser/charset.h"
#include "storage/archive.h"

namespace spdlog {
class logger;
}

namespace kiosque {

inline constexpr std::size_t kMaxPageRequisites = 400;
inline constexpr std::uint64_t kMaxRequisiteBytes = std::uint64_t{128} << 20;

/// What became of what the page shows.
struct RequisiteCounts {
  std::uint64_t fetched = 0;   ///< with a status below 400
  std::uint64_t failed = 0;    ///< no response, not even of robots.txt, or an error status
  std::uint64_t denied = 0;    ///< by robots.txt
  std::uint64_t left_out = 0;  ///< over the caps
};

struct ArchivePageOptions {
  bool requisites = false;
  /// Gets the same captures too, whatever `archive` held before; e.g. what a package is made of.
  Archive* copy = nullptr;
  /// Keeps robots.txt files from one visit to the next; null = asked for each time.
  RobotsRows* robots = nullptr;
};

/// From here on an HTTP status says that the page was not had (RFC 9110 §15.5).
inline constexpr int kFirstErrorStatus = 400;

struct ArchivedPage {
  std::vector<Capture> captures;         ///< each hop, the page last; empty when nothing was sent
  std::vector<CaptureReceipt> receipts;  ///< one a capture
  FetchOutcome outcome = FetchOutcome::kOk;  ///< of the last hop, or why nothing was sent
  std::string detail;                        ///< one line for people when outcome is not kOk
  bool withheld = false;                     ///< noarchive: recorded without its body
  std::optional<CharsetVerdict> charset;     ///< of an HTML page
  std::optional<Article> article;            ///< what was read from an HTML page, whatever its kind
  RequisiteCounts requisites;
};

/// What came of a visit, not archived: `page` without receipts, and its captures with their bodies,
/// those of requisites behind them.
struct VisitedPage {
  ArchivedPage page;
  CommitGroup group;
};

/// Fetches and reads `url` as ArchivePage does, and keeps nothing.
Result<VisitedPage> VisitPage(const Url& url, const CrawlOptions& options, spdlog::logger* log,
                              const ArchivePageOptions& how = {});

/// Archives `url`. `options.run` gives contact, proxy, limits and the like; the site whose host
/// `url` has, else the first, gives timeout, page size and TLS. REQUIRES: options.sites is not
/// empty.
Result<ArchivedPage> ArchivePage(const Url& url, const CrawlOptions& options, Archive& archive,
                                 spdlog::logger* log, const ArchivePageOptions& how = {});

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_ARCHIVE_PAGE_H_
