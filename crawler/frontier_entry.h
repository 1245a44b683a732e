// frontier_entry.h — what the frontier knows of one URL, and how its rows look.
//
// Rows in the archive's state space; numbers big-endian, so that key order is the order of work:
//
//   fh <host:8>                                   HostRecord: one origin
//   fq <host:8> <class:1> <order:8> <url:8>       FrontierEntry: to be fetched as soon as possible
//   fs <host:8> <due:8> <class:1> <order:8> <url:8>  FrontierEntry: to be fetched again when due
//   fu <site host:8> <url:8>                      KnownUrl: the key of its fq or fs row, or why it
//   has none
//   fr <seeds:8>                                  RunRecord: the run over these sites
//   fg <seeds:8>                                  what that counted of traps, while interrupted
//   fx <site:8>                                   SiteRecord: what this run did at a site
//   fb <origin>                                   a robots.txt copy (crawler/robots_copy.h)
//
// <host> is a fingerprint of the origin, <url> of the page's identity. A URL has one fu row and at
// most one of fq, fs.
//
// Errors: Decode answers empty for bytes that Encode did not make. Threads: plain values.
// Source: the split into queue rows that carry the work and a small row that says what is known is
// BUbiNG's
//         (virtualizer and sieve).
#ifndef KIOSQUE_CRAWLER_FRONTIER_ENTRY_H_
#define KIOSQUE_CRAWLER_FRONTIER_ENTRY_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/sha256.h"
#include "base/url.h"
#include "base/usage_terms.h"

namespace kiosque {

/// In which order a host's URLs are fetched. Stored: append only.
enum class LinkClass : std::uint8_t {
  kSeed = 0,
  kFeed = 1,
  kSitemap = 2,
  kHub = 3,      ///< further pages of a list, and pages known to be lists
  kArticle = 4,  ///< newest first
  kOther = 5,
  kRetry = 6,  ///< failed in this run
};

/// What speaks for a URL being an article. Bits; stored.
enum EvidenceBit : std::uint8_t {
  kInFeed = 1,        ///< an entry of a feed
  kInSitemap = 2,     ///< a row of a sitemap
  kHeadline = 4,      ///< linked from a list by something like a headline
  kArticleShape = 8,  ///< its address looks like an article's
  kWasArticle = 16,   ///< an earlier visit brought an article
  kListed = 64,       ///< linked in a heading of a list
  kWasHub = 32,       ///< an earlier visit brought a list
  kIsAlias = 128,     ///< shows what another address holds
};

struct FrontierEntry {
  explicit FrontierEntry(Url u) : url(std::move(u)) {}

  Url url;  ///< as to be requested
  LinkClass link_class = LinkClass::kOther;
  std::uint8_t evidence = 0;
  std::uint8_t hops = 0;      ///< redirects that led here
  std::uint8_t failures = 0;  ///< in a row
  std::uint16_t depth = 0;
  std::optional<UtcTime> published;  ///< by feed, sitemap, address or page; orders articles
  std::optional<UtcTime> modified;   ///< the last change that an index (sitemap, API) tells of
  UtcTime found{};
  UtcTime visited{};  ///< last; zero = never
  std::string via;    ///< URL of page, feed or sitemap; "seed"
  std::string etag;   ///< of the last whole response
  std::string last_modified;
  std::uint64_t payload = 0;         ///< PayloadMark of the last whole body; 0 = none
  std::chrono::seconds interval{0};  ///< of a list: between its last two looks; 0 = every run
  std::uint8_t quiet = 0;            ///< looks in a row that brought nothing new
  std::uint64_t scope = 0;           ///< of the site when the page was last read for its links
  UsageTerms terms = 0;              ///< of the body that `payload` marks
  bool audit = false;                ///< to be fetched whole, though the server said 304
  bool told = false;                 ///< an index tells of a change that was not looked at yet

  std::string Encode() const;
  static std::optional<FrontierEntry> Decode(std::string_view bytes);
};

struct HostRecord {
  std::string origin;
  std::uint64_t queued = 0;     ///< fq rows
  std::uint64_t scheduled = 0;  ///< fs rows
  std::uint64_t due = 0;        ///< of them, still due in this run, as far as counted; not stored
  std::string address;          ///< IP that answered last; empty = not known
  std::uint32_t hard_failures = 0;  ///< in a row, of all runs: see crawler/host_health.h
  std::uint32_t soft_failures = 0;
  std::optional<UtcTime> down_since;
  std::optional<UtcTime> last_trouble;
  std::optional<UtcTime> validators_lied;  ///< a 304 was found to hide a change
  std::uint32_t index_right = 0;           ///< changes told by an index that were there
  std::uint32_t index_wrong = 0;           ///< that were not there, or were there and not told
  std::optional<UtcTime> rests_until;      ///< end of its pause after the last request

  /// Whether the modification times of the site's indexes still count. Some sites write the time of
  /// day there.
  bool BelievesIndex() const {
    constexpr std::uint32_t kPatience = 16;
    constexpr std::uint32_t kFalseAlarms = 10;  // a new tag is a modification too
    return index_wrong < kPatience || index_wrong < kFalseAlarms * index_right;
  }

  std::string Encode() const;
  static std::optional<HostRecord> Decode(std::string_view bytes);
};

struct KnownUrl {
  std::uint8_t evidence = 0;
  std::string row;  ///< key of its fq or fs row; empty = it is not to be fetched again

  std::string Encode() const;
  static std::optional<KnownUrl> Decode(std::string_view bytes);
};

struct RunRecord {
  UtcTime started{};
  bool finished = false;

  std::string Encode() const;
  static std::optional<RunRecord> Decode(std::string_view bytes);
};

/// How much of a site's `limit` a run has used.
struct SiteRecord {
  UtcTime run{};
  std::uint32_t pages = 0;

  std::string Encode() const;
  static std::optional<SiteRecord> Decode(std::string_view bytes);
};

/// Never asked again unless something speaks for a change; the row keeps what is known.
inline constexpr UtcTime kDormant = std::chrono::sys_days{std::chrono::year{2200} / 1 / 1};

/// What a FrontierEntry remembers of a body.
std::uint64_t PayloadMark(const Sha256& digest);

/// 8 bytes of SHA-256: enough that ten million URLs collide with a chance of 3 in a million.
std::uint64_t Fingerprint(std::string_view text);
/// Big-endian, so that bytes sort as numbers.
std::string BigEndian(std::uint64_t number);

/// The identity of a page: the canonical URL without scheme and "www.", which servers treat alike.
std::string IdentityOf(const Url& url);

// Keys; `host` and `url` are fingerprints of the origin and of the identity.
std::string HostKey(std::uint64_t host);
std::string QueuePrefix(std::uint64_t host);
std::string QueueKey(std::uint64_t host, const FrontierEntry& entry, std::uint64_t url);
std::string SchedulePrefix(std::uint64_t host);
/// Where the rows of `host` begin that are due at `due` or later.
std::string ScheduleBound(std::uint64_t host, UtcTime due);
std::string ScheduleKey(std::uint64_t host, UtcTime due, const FrontierEntry& entry,
                        std::uint64_t url);
std::string KnownKey(const Url& url, std::uint64_t identity);
std::string RunKey(std::uint64_t seeds);
/// The row that keeps what an interrupted run counted of traps (crawler/trap_guard.h).
std::string TrapKey(std::uint64_t seeds);
std::string SiteKey(std::string_view id);
inline constexpr std::string_view kHostPrefix = "fh";
inline constexpr std::string_view kQueuePrefix = "fq";
inline constexpr std::string_view kSchedulePrefix = "fs";
/// The row that keeps the robots.txt of `origin` (crawler/robots_copy.h).
std::string RobotsKey(std::string_view origin);

/// Whether `row` is an fs key, and its parts.
bool IsScheduleKey(std::string_view row);
UtcTime DueOf(std::string_view schedule_key);
std::uint64_t HostOfRow(std::string_view row);
/// Parts of any key here and of other rows of the crawl: two letters, then fingerprints.
inline constexpr std::size_t kPrefixBytes = 2;
inline constexpr std::size_t kFingerprintBytes = 8;
/// The first fingerprint of a key, as its bytes; what there is of a shorter one.
inline std::string_view FirstMark(std::string_view key) {
  return key.substr(std::min(key.size(), kPrefixBytes), kFingerprintBytes);
}
/// The page's identity, from the key of an fq or fs row.
std::uint64_t IdentityOfRow(std::string_view row);
/// class, order and url of an fq or fs key: what rows of one host are ordered by.
std::string_view RankOf(std::string_view row);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_FRONTIER_ENTRY_H_
