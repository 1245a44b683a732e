// crawl_summary.h — what a crawl did: a row a host, a total, and why it ended.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_CLI_CRAWL_SUMMARY_H_
#define KIOSQUE_CLI_CRAWL_SUMMARY_H_

#include <nlohmann/json.hpp>
#include <string>

#include "crawler/crawl.h"

namespace kiosque {

/// A table for people, ending in a newline.
std::string SummaryText(const CrawlReport& report, bool dry_run);

/// {"stopped", "total": {…}, "hosts": [{"host", "site", …}], …}
nlohmann::ordered_json SummaryJson(const CrawlReport& report, bool dry_run);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_CRAWL_SUMMARY_H_
