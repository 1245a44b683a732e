// fail_on.h — `--fail-on`: what cron is to be told of by the exit code, though the run came to its
// end.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_CLI_FAIL_ON_H_
#define KIOSQUE_CLI_FAIL_ON_H_

#include <string>
#include <string_view>
#include <vector>

#include "crawler/crawl.h"

namespace kiosque {

/// "error", "challenge", "robots", "down", "queue".
const std::vector<std::string>& FailConditions();

/// What of `conditions` came true, one line; empty when nothing did.
std::string FailureOf(const CrawlReport& report, const std::vector<std::string>& conditions);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_FAIL_ON_H_
