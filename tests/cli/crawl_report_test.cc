// What a crawl shows while it runs and when it has ended.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "cli/crawl_progress.h"
#include "cli/crawl_summary.h"
#include "cli/fail_on.h"
#include "cli/run_metrics.h"
#include "cli/run_report.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CrawlReport Report() {
  CrawlReport report;
  HostRow& row = report.stats.hosts["www.example.org"];
  row.site = "example.org";
  row.counts.requests = 14;
  row.counts.pages = 10;
  row.counts.new_articles = 7;
  row.counts.changed = 1;
  row.counts.unchanged = 1;
  row.counts.not_modified = 2;
  row.counts.errors = 2;
  row.counts.bytes = 1'234'567;
  row.counts.Skip(SkipReason::kRobots, 3);
  row.counts.Skip(SkipReason::kOtherSite, 50);
  row.errors = {{"404", 1}, {"timeout", 1}};
  row.queued = 5;
  report.stats.total = row.counts;
  report.stats.queued = 5;
  report.stats.elapsed = std::chrono::seconds(7);
  return report;
}

TEST(CrawlSummary, HasARowForEachHostWithItsErrors) {
  const std::string text = SummaryText(Report(), false);
  EXPECT_THAT(text, HasSubstr("www.example.org"));
  EXPECT_THAT(text, HasSubstr("1x 404, 1x timeout"));
  EXPECT_THAT(text, HasSubstr("skipped: 50 other-site, 3 robots"));
  EXPECT_THAT(text, HasSubstr("finished after 0:07\n"));
}

TEST(CrawlSummary, SaysHowCompleteTheArchiveIsAndWhatIsMissing) {
  CrawlReport report = Report();
  SiteCoverage whole;
  whole.host = "a.example";
  whole.named = whole.held = 40'000;
  SiteCoverage lacking;
  lacking.host = "b.example";
  lacking.named = 1'233;
  lacking.held = 1'207;
  lacking.missing = {{"robots.txt", 20}, {"waiting", 6}};
  report.coverage = {whole, lacking};
  const std::string text = SummaryText(report, false);
  EXPECT_THAT(text, HasSubstr("the indexes name 41233 articles, we hold 41207; 26 missing: 20 "
                              "robots.txt, 6 waiting\n  b.example: the indexes name 1233"));
  EXPECT_THAT(text, Not(HasSubstr("a.example")));
  const nlohmann::json json = nlohmann::json::parse(SummaryJson(report, false).dump());
  EXPECT_EQ(json["coverage"]["b.example"]["missing_by_reason"]["waiting"], 6);
  EXPECT_EQ(json["coverage"]["a.example"]["missing"], 0);
  EXPECT_THAT(SummaryText(Report(), false), Not(HasSubstr("indexes")));
}

TEST(CrawlSummary, SaysWhatIsLeftWhenTheRunWasStopped) {
  CrawlReport report = Report();
  report.stopped = StopReason::kTimeLimit;
  report.stats.resumed = true;
  EXPECT_THAT(
      SummaryText(report, false),
      HasSubstr(
          "time-limit after 0:07, continuing an earlier run; 5 URLs are left for the next run"));
  EXPECT_THAT(SummaryText(Report(), true), HasSubstr("dry run, nothing was written"));
}

TEST(CrawlSummary, KeepsControlCharactersOfNotesOut) {
  CrawlReport report = Report();
  report.stats.hosts["www.example.org"].note = "given up: \x1b[31mred";
  EXPECT_THAT(SummaryText(report, false), Not(HasSubstr("\x1b")));
}

TEST(CrawlSummary, IsTheSameAsJson) {
  const nlohmann::json json = nlohmann::json::parse(SummaryJson(Report(), false).dump());
  EXPECT_EQ(json.at("stopped"), "finished");
  EXPECT_EQ(json.at("total").at("new"), 7);
  const nlohmann::json& host = json.at("hosts").at(0);
  EXPECT_EQ(host.at("host"), "www.example.org");
  EXPECT_EQ(host.at("errors_by_kind").at("404"), 1) << host;
  EXPECT_EQ(host.at("skipped").at(std::string(SkipReasonName(SkipReason::kRobots))), 3) << host;
  EXPECT_FALSE(host.at("skipped").contains("too-deep"));
}

TEST(CrawlProgress, FitsTheTerminal) {
  const CrawlStats stats = Report().stats;
  EXPECT_THAT(ProgressLine(stats, 200),
              HasSubstr("] 10 pages, 7 new, 1 changed, 2 errors, 2.0/s, queue 5, 0:02 left"));
  EXPECT_LE(ProgressLine(stats, 30).size(), 30u);
  EXPECT_THAT(ProgressLine(CrawlStats(), 200), HasSubstr("0 pages"));
}

TEST(CrawlProgress, DrawsOnTerminalsOnlyAndTakesItsLineAway) {
  std::ostringstream terminal;
  {
    CrawlProgress progress(terminal, true, 80);
    progress.OnProgress(Report().stats);
  }
  EXPECT_TRUE(terminal.str().ends_with("\r\x1b[K"));
  std::ostringstream file;
  CrawlProgress hidden(file, false, 80);
  hidden.OnProgress(Report().stats);
  hidden.Clear();
  EXPECT_EQ(file.str(), "");
}

TEST(FailOn, NamesTheHostAndWhatHolds) {
  CrawlReport report = Report();
  EXPECT_EQ(FailureOf(report, {}), "");
  EXPECT_EQ(FailureOf(report, {"challenge", "robots", "down"}), "");
  EXPECT_EQ(FailureOf(report, {"challenge", "error"}), "--fail-on error: www.example.org");
  EXPECT_EQ(FailureOf(report, {"queue"}), "--fail-on queue: www.example.org");
  HostRow& row = report.stats.hosts["www.example.org"];
  row.errors["challenge"] = 1;
  row.note = "ask permission";
  EXPECT_EQ(FailureOf(report, {"challenge"}),
            "--fail-on challenge: www.example.org: ask permission");
  row.counts.pages = row.counts.not_modified = row.counts.redirects = 0;
  EXPECT_NE(FailureOf(report, {"down"}), "");
}

TEST(RunMetrics, AreWhatPrometheusReads) {
  CrawlReport report = Report();
  report.stats.silent["example.org"] = "nothing new";
  const std::string text = RunMetrics(report);
  EXPECT_THAT(text, HasSubstr("# TYPE kiosque_run_articles_new gauge\n"
                              "kiosque_run_articles_new{site=\"example.org\"} 7\n"));
  EXPECT_THAT(text, HasSubstr("kiosque_run_received_bytes{site=\"example.org\"} 1234567\n"));
  EXPECT_THAT(text, HasSubstr("kiosque_run_stopped{reason=\"finished\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("kiosque_site_silent{site=\"example.org\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("kiosque_run_duration_seconds 7\n"));
  report.stats.hosts["www.example.org"].site = "a\"b\\c\nd";
  EXPECT_THAT(RunMetrics(report), HasSubstr("{site=\"a\\\"b\\\\c d\"}"));
}

TEST(RunReport, LeavesThreeFilesAndEachSkippedUrlOnce) {
  const testing::TemporaryFolder store;
  std::ostringstream nowhere;
  CrawlProgress progress(nowhere, false, 80);
  RunReport files(store.path(), *ParseUtc("2024-04-13T08:00:00Z"), progress);
  const Url url = *Url::Parse("https://www.example.org/prive");
  files.OnSkip(url, SkipReason::kRobots, "https://www.example.org/");
  files.OnSkip(url, SkipReason::kRobots, "https://www.example.org/2");
  files.OnSkip(url, SkipReason::kTooDeep, "https://www.example.org/");
  const auto path = files.Finish(Report());
  ASSERT_TRUE(path);
  EXPECT_EQ(path->filename(), "20240413T080000Z.txt");
  const auto read = [&](const std::string& name) {
    std::ifstream file(store.path() / "reports" / name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  EXPECT_THAT(read("20240413T080000Z.txt"), HasSubstr("www.example.org"));
  EXPECT_THAT(read("20240413T080000Z.json"), HasSubstr("\"stopped\": \"finished\""));
  EXPECT_EQ(read("20240413T080000Z.skipped.jsonl"),
            "{\"url\":\"https://www.example.org/prive\",\"reason\":\"robots-denied\","
            "\"via\":\"https://www.example.org/\"}\n"
            "{\"url\":\"https://www.example.org/prive\",\"reason\":\"too-deep\","
            "\"via\":\"https://www.example.org/\"}\n");
}

TEST(CrawlSummary, SaysWhomToAskAndWhoFellSilentAndWhenSomethingIsDue) {
  CrawlReport report = Report();
  report.stats.hosts["www.example.org"].errors["challenge"] = 2;
  report.stats.silent["b.example"] = "nothing new since 2024-04-01T00:00:00Z";
  const std::string text = SummaryText(report, false);
  EXPECT_THAT(text,
              HasSubstr("ask permission (a proof of being human is wanted): www.example.org\n"));
  EXPECT_THAT(text, HasSubstr("silent: b.example: nothing new since 2024-04-01T00:00:00Z\n"));
  CrawlReport idle;
  idle.stats.next_due = *ParseUtc("2024-04-13T08:15:00.5Z");
  EXPECT_THAT(SummaryText(idle, false), HasSubstr("nothing was due before 2024-04-13T08:15:00Z"));
}

TEST(ShortDuration, IsReadAsAClock) {
  EXPECT_EQ(ShortDuration(std::chrono::seconds(7)), "0:07");
  EXPECT_EQ(ShortDuration(std::chrono::seconds(3723)), "1:02:03");
  EXPECT_EQ(ShortDuration(std::chrono::seconds(86'400 * 3)), "3 d");
}

}  // namespace
}  // namespace kiosque
