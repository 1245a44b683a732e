// fetch_verdict.h — what becomes of a URL after one response.
//
// Threads: pure function.
#ifndef KIOSQUE_CRAWLER_FETCH_VERDICT_H_
#define KIOSQUE_CRAWLER_FETCH_VERDICT_H_

#include "crawler/fetcher.h"
#include "crawler/frontier_entry.h"

namespace kiosque {

enum class FetchVerdict : std::uint8_t {
  kParse,        ///< a whole 2xx response: read it
  kNotModified,  ///< as it was
  kFollow,       ///< a usable redirect
  kRetry,        ///< may be better later in this run
  kFail,         ///< not in this run
  kGone,         ///< 404, 410
  kUndone,       ///< the crawl stopped: as if never asked
};

inline constexpr std::uint8_t kMaxHops = 10;
inline constexpr std::uint8_t kTriesPerRun = 3;

/// `entry` is as it was leased: its failures do not count this response.
FetchVerdict JudgeFetch(const FetchResult& result, const FrontierEntry& entry);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_FETCH_VERDICT_H_
