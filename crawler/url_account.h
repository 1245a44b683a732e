// url_account.h — all that the crawl knows of one URL: how it was found, what it is, when it is
// next asked for.
//
// Errors: those of the archive. Threads: reads only; any thread.
#ifndef KIOSQUE_CRAWLER_URL_ACCOUNT_H_
#define KIOSQUE_CRAWLER_URL_ACCOUNT_H_

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "crawler/frontier_entry.h"
#include "crawler/robots_cache.h"
#include "storage/archive.h"

namespace kiosque {

struct UrlAccount {
  std::string identity;                ///< the canonical form that two spellings of one page share
  bool known = false;                  ///< the frontier has heard of it
  std::uint8_t evidence = 0;           ///< EvidenceBit
  std::optional<FrontierEntry> entry;  ///< empty when it is not known or not to be asked again
  std::optional<UtcTime> due;          ///< empty = as soon as possible, or never without entry
  std::optional<RobotsAnswer> robots;  ///< by the copy of robots.txt that is kept; empty = none is
  std::optional<Url> holder;           ///< it is an alias of this one
  std::vector<Url> aliases;
};

Result<UrlAccount> ReadUrlAccount(const Archive& archive, const Url& url, UtcTime now);

/// "in a feed, looks like an article".
std::string EvidenceText(std::uint8_t evidence);
/// "seed", "feed", "sitemap", "list", "article", "other page", "tried again later".
std::string_view LinkClassText(LinkClass link_class);
/// When `account` is next asked for and why, one line.
std::string NextVisitText(const UrlAccount& account);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_URL_ACCOUNT_H_
