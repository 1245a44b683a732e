#include "cli/run_metrics.h"

#include <fmt/format.h>

#include <map>
#include <string_view>

#include "base/sanitize.h"

namespace kiosque {
namespace {

/// A label's value: backslash, quote and newline are escaped.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : SanitizeLine(text)) {
    if (c == '"' || c == '\\') {
      escaped += '\\';
    }
    escaped += c;
  }
  return escaped;
}

struct SiteTotals {
  CrawlCounts counts;
  std::uint64_t queued = 0;
  std::uint64_t challenges = 0;
};

std::string Head(std::string_view name, std::string_view help) {
  return fmt::format("# HELP {} {}\n# TYPE {} gauge\n", name, help, name);
}

class Exposition {
 public:
  explicit Exposition(const CrawlReport& report) {
    for (const auto& [host, row] : report.stats.hosts) {
      SiteTotals& site = sites_[row.site];
      site.counts += row.counts;
      site.queued += row.queued;
      const auto challenges = row.errors.find("challenge");
      site.challenges += challenges == row.errors.end() ? 0 : challenges->second;
    }
  }

  template <typename Value>
  void One(std::string_view name, std::string_view help, Value value) {
    text += Head(name, help) + fmt::format("{} {}\n", name, value);
  }
  template <typename Get>
  void PerSite(std::string_view name, std::string_view help, Get get) {
    text += Head(name, help);
    for (const auto& [site, totals] : sites_) {
      text += fmt::format("{}{{site=\"{}\"}} {}\n", name, Escaped(site), get(totals));
    }
  }

  std::string text;

 private:
  std::map<std::string, SiteTotals> sites_;
};

}  // namespace

std::string RunMetrics(const CrawlReport& report) {
  using std::chrono::duration;
  const CrawlStats& stats = report.stats;
  Exposition out(report);
  out.One("kiosque_run_start_time_seconds", "When the last run began.",
          duration<double>(stats.started.time_since_epoch()).count());
  out.One("kiosque_run_duration_seconds", "How long it took.",
          duration<double>(stats.elapsed).count());
  out.text +=
      Head("kiosque_run_stopped", "Why it ended.") +
      fmt::format("kiosque_run_stopped{{reason=\"{}\"}} 1\n", StopReasonName(report.stopped));
  out.PerSite("kiosque_run_requests", "Requests sent, robots.txt included.",
              [](const SiteTotals& s) { return s.counts.requests + s.counts.robots_requests; });
  out.PerSite("kiosque_run_received_bytes", "Bytes received.",
              [](const SiteTotals& s) { return s.counts.bytes; });
  out.PerSite("kiosque_run_articles_new", "Articles seen for the first time.",
              [](const SiteTotals& s) { return s.counts.new_articles; });
  out.PerSite("kiosque_run_articles_changed", "Articles with a new version.",
              [](const SiteTotals& s) { return s.counts.changed; });
  out.PerSite("kiosque_run_not_modified", "Answers 304.",
              [](const SiteTotals& s) { return s.counts.not_modified; });
  out.PerSite("kiosque_run_errors", "Requests that failed, 4xx and 5xx included.",
              [](const SiteTotals& s) { return s.counts.errors; });
  out.PerSite("kiosque_run_challenges", "Tests for human visitors instead of pages.",
              [](const SiteTotals& s) { return s.challenges; });
  out.PerSite("kiosque_run_queued", "URLs left for the next run.",
              [](const SiteTotals& s) { return s.queued; });
  out.text += Head("kiosque_site_silent", "1 for a site that always had news and has none now.");
  for (const auto& [site, why] : stats.silent) {
    out.text += fmt::format("kiosque_site_silent{{site=\"{}\"}} 1\n", Escaped(site));
  }
  return out.text;
}

}  // namespace kiosque
