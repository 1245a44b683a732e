// What a crawl shows while it runs and when it has ended.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "cli/crawl_progress.h"
#include "cli/crawl_summary.h"

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

TEST(ShortDuration, IsReadAsAClock) {
  EXPECT_EQ(ShortDuration(std::chrono::seconds(7)), "0:07");
  EXPECT_EQ(ShortDuration(std::chrono::seconds(3723)), "1:02:03");
  EXPECT_EQ(ShortDuration(std::chrono::seconds(86'400 * 3)), "3 d");
}

}  // namespace
}  // namespace kiosque
