#include "cli/fail_on.h"

#include <fmt/format.h>

#include "base/sanitize.h"

namespace kiosque {
namespace {

bool Holds(std::string_view condition, const HostRow& row) {
  if (condition == "error") {
    return row.counts.errors > 0;
  }
  if (condition == "challenge") {
    return row.errors.contains("challenge");
  }
  if (condition == "robots") {
    return row.counts.Skipped(SkipReason::kRobotsUnreachable) > 0;
  }
  if (condition == "down") {
    return row.counts.requests + row.counts.robots_requests > 0 &&
           row.counts.pages + row.counts.not_modified + row.counts.redirects == 0 && row.queued > 0;
  }
  return condition == "queue" && row.queued > 0;
}

}  // namespace

const std::vector<std::string>& FailConditions() {
  static const std::vector<std::string> all{"error", "challenge", "robots", "down", "queue"};
  return all;
}

std::string FailureOf(const CrawlReport& report, const std::vector<std::string>& conditions) {
  for (const std::string& condition : conditions) {
    for (const auto& [host, row] : report.stats.hosts) {
      if (Holds(condition, row)) {
        return SanitizeLine(fmt::format("--fail-on {}: {}{}{}", condition, host,
                                        row.note.empty() ? "" : ": ", row.note));
      }
    }
  }
  return {};
}

}  // namespace kiosque
