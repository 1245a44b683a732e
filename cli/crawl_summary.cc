#include "cli/crawl_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "base/clock.h"
#include "base/sanitize.h"
#include "cli/crawl_progress.h"

namespace kiosque {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kMinHostColumn = 20;
constexpr std::size_t kMaxHostColumn = 40;

std::uint64_t SkippedOfOwnSite(const CrawlCounts& counts) {
  std::uint64_t skipped = 0;
  for (std::size_t i = 1; i < counts.skipped.size(); ++i) {
    const auto reason = static_cast<SkipReason>(i);
    skipped += reason == SkipReason::kOtherSite ? 0 : counts.Skipped(reason);
  }
  return skipped;
}

std::string Size(std::uint64_t bytes) {
  constexpr double kMega = 1e6;
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / kMega);
}

std::string Row(std::string_view host, std::size_t width, const CrawlCounts& counts,
                std::uint64_t queued) {
  return fmt::format("{:<{}} {:>7} {:>6} {:>7} {:>7} {:>6} {:>7} {:>7} {:>10}", host, width,
                     counts.pages, counts.new_articles, counts.changed,
                     counts.unchanged + counts.not_modified, counts.errors,
                     SkippedOfOwnSite(counts), queued, Size(counts.bytes));
}

/// "3x 404, 1x timeout; given up after 5 failures"
std::string Remarks(const HostRow& row) {
  std::string text;
  for (const auto& [error, times] : row.errors) {
    text += fmt::format("{}{}x {}", text.empty() ? "" : ", ", times, error);
  }
  if (!row.note.empty()) {
    text += fmt::format("{}{}", text.empty() ? "" : "; ", row.note);
  }
  return SanitizeLine(text);
}

/// Who is to be asked for permission, and which sites fell silent.
std::string Attention(const CrawlStats& stats) {
  std::string hosts;
  for (const auto& [host, row] : stats.hosts) {
    if (row.errors.contains("challenge")) {
      hosts.append(hosts.empty() ? "" : ", ").append(host);
    }
  }
  std::string text =
      hosts.empty() ? "" : "ask permission (a proof of being human is wanted): " + hosts + "\n";
  for (const auto& [site, why] : stats.silent) {
    text += fmt::format("silent: {}: {}\n", site, why);
  }
  return SanitizeText(text);
}

/// What the indexes of the run's sites name, and which sites lack some of it.
std::string Completeness(const CrawlReport& report) {
  SiteCoverage all;
  std::string lacking;
  for (const SiteCoverage& site : report.coverage) {
    all.named += site.named;
    all.held += site.held;
    for (const auto& [reason, count] : site.missing) {
      all.missing[reason] += count;
    }
    if (site.missed() > 0 && report.coverage.size() > 1) {
      lacking += fmt::format("  {}: {}\n", SanitizeLine(site.host), CoverageText(site));
    }
  }
  return all.named == 0 ? "" : CoverageText(all) + "\n" + lacking;
}

ordered_json CoverageJson(const SiteCoverage& site) {
  return {{"named", site.named},
          {"held", site.held},
          {"missing", site.missed()},
          {"missing_by_reason", site.missing},
          {"held_unnamed", site.other}};
}

std::string SkipReasons(const CrawlCounts& counts) {
  std::string text;
  for (std::size_t i = 1; i < counts.skipped.size(); ++i) {
    const auto reason = static_cast<SkipReason>(i);
    if (counts.Skipped(reason) > 0) {
      text += fmt::format("{}{} {}", text.empty() ? "skipped: " : ", ", counts.Skipped(reason),
                          SkipReasonName(reason));
    }
  }
  return text.empty() ? text : text + "\n";
}

std::string Ending(const CrawlReport& report, bool dry_run) {
  const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(report.stats.elapsed);
  std::string text =
      fmt::format("{} after {}{}", StopReasonName(report.stopped), ShortDuration(elapsed),
                  report.stats.resumed ? ", continuing an earlier run" : "");
  if (report.stopped == StopReason::kFinished && report.stats.next_due &&
      report.stats.total.requests == 0) {
    text += fmt::format("; nothing was due before {}, --revisit always asks at once",
                        FormatUtcSeconds(*report.stats.next_due));
  }
  if (report.stopped != StopReason::kFinished) {
    text += fmt::format("; {} URLs are left for the next run", report.stats.queued);
  }
  return text + (dry_run ? "; dry run, nothing was written\n" : "\n");
}

ordered_json CountsJson(const CrawlCounts& counts) {
  ordered_json skipped = ordered_json::object();
  for (std::size_t i = 1; i < counts.skipped.size(); ++i) {
    const auto reason = static_cast<SkipReason>(i);
    if (counts.Skipped(reason) > 0) {
      skipped[std::string(SkipReasonName(reason))] = counts.Skipped(reason);
    }
  }
  return {{"requests", counts.requests},
          {"robots_requests", counts.robots_requests},
          {"pages", counts.pages},
          {"new", counts.new_articles},
          {"changed", counts.changed},
          {"unchanged", counts.unchanged},
          {"not_modified", counts.not_modified},
          {"redirects", counts.redirects},
          {"errors", counts.errors},
          {"bytes", counts.bytes},
          {"found", counts.found},
          {"skipped", std::move(skipped)}};
}

}  // namespace

std::string SummaryText(const CrawlReport& report, bool dry_run) {
  std::size_t width = kMinHostColumn;
  for (const auto& [host, row] : report.stats.hosts) {
    width = std::min(kMaxHostColumn, std::max(width, host.size()));
  }
  std::string text =
      fmt::format("{:<{}} {:>7} {:>6} {:>7} {:>7} {:>6} {:>7} {:>7} {:>10}\n", "host", width,
                  "pages", "new", "changed", "same", "errors", "skipped", "queued", "received");
  for (const auto& [host, row] : report.stats.hosts) {
    const std::string remarks = Remarks(row);
    text += Row(host, width, row.counts, row.queued);
    text += remarks.empty() ? "\n" : "  " + remarks + "\n";
  }
  text += Row("total", width, report.stats.total, report.stats.queued) + "\n";
  return text + SkipReasons(report.stats.total) + Completeness(report) + Attention(report.stats) +
         Ending(report, dry_run);
}

ordered_json SummaryJson(const CrawlReport& report, bool dry_run) {
  ordered_json hosts = ordered_json::array();
  for (const auto& [host, row] : report.stats.hosts) {
    ordered_json object = {{"host", host}, {"site", row.site}};
    object.update(CountsJson(row.counts));
    object["queued"] = row.queued;
    object["errors_by_kind"] = row.errors;
    object["note"] = row.note;
    hosts.push_back(std::move(object));
  }
  ordered_json summary = {{"stopped", StopReasonName(report.stopped)},
                          {"started", FormatUtc(report.stats.started)},
                          {"elapsed_ms", report.stats.elapsed.count()},
                          {"resumed", report.stats.resumed},
                          {"dry_run", dry_run},
                          {"queued", report.stats.queued}};
  summary["next_due"] = nullptr;
  if (report.stats.next_due) {
    summary["next_due"] = FormatUtc(*report.stats.next_due);
  }
  summary["silent"] = report.stats.silent;
  summary["total"] = CountsJson(report.stats.total);
  summary["coverage"] = ordered_json::object();
  for (const SiteCoverage& site : report.coverage) {
    summary["coverage"][site.host] = CoverageJson(site);
  }
  summary["hosts"] = std::move(hosts);
  return summary;
}

}  // namespace kiosque
