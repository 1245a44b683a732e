// options.h — what one crawl is told, complete and checked.
//
// Nobody receives a CrawlOptions but Crawl and RunCrawl; each part takes its own small struct by
// value.
//
// Threads: plain values.
#ifndef KIOSQUE_CRAWLER_OPTIONS_H_
#define KIOSQUE_CRAWLER_OPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "seeds/seed_list.h"
#include "seeds/site.h"

namespace kiosque {

struct CrawlOptions {
  RunSettings run;
  std::vector<Site> sites;
  bool dry_run = false;  ///< ask robots, feeds, sitemaps and hubs; fetch no article, write nothing
  bool ignore_robots = false;  ///< said aloud by a person, and recorded in every capture
  bool guess_lists = true;     ///< try the usual places for lists that nobody names
  bool handle_signals = true;  ///< SIGINT and SIGTERM stop the crawl cleanly
  /// Threads that parse; 0 = parse on the network thread (deterministic, for tests).
  unsigned parser_threads = 2;
  bool writer_thread = true;  ///< false = commit on the network thread (deterministic, for tests)
  std::uint64_t random_seed = 0x6b696f73717565;  ///< of the jitter
  std::string version = "0";                     ///< of the program, for the User-Agent

  /// From seeds as loaded.
  static CrawlOptions From(SeedList list) {
    CrawlOptions options;
    options.run = std::move(list.run);
    options.sites = std::move(list.sites);
    return options;
  }
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_OPTIONS_H_
