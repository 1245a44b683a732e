// https first, http if that is all there is, and never silently.
#include <gtest/gtest.h>

#include <string>

#include "support/crawl_simulation.h"

namespace kiosque {
namespace {

using testing::FakeResponse;

class SchemeTest : public testing::CrawlSimulation {
 protected:
  static std::string NoteOf(const CrawlReport& report, const std::string& host) {
    const auto row = report.stats.hosts.find(host);
    return row == report.stats.hosts.end() ? "" : row->second.note;
  }
};

TEST_F(SchemeTest, AHostThatHasNobodyListeningOnHttpsIsCrawledOverHttpAndTheReportSaysSo) {
  ServeSite("http://a.example", 2);
  web_.Serve("https://a.example/robots.txt", FakeResponse().Fails(FetchOutcome::kConnectFailure));
  const auto report = Run(Options({"https://a.example/"}));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->stats.total.new_articles, 2u);
  EXPECT_NE(NoteOf(*report, "a.example").find("over http"), std::string::npos);
}

TEST_F(SchemeTest, ABadCertificateIsNoReasonForHttp) {
  ServeSite("http://a.example", 2);
  web_.Serve("https://a.example/robots.txt", FakeResponse().Fails(FetchOutcome::kTlsFailure));
  Run(Options({"https://a.example/"}));
  for (const auto& asked : web_.log()) {
    EXPECT_TRUE(asked.url.is_https()) << asked.url.href();
  }
}

TEST_F(SchemeTest, AHostThatAnsweredOverHttpsOnceIsNotAskedOverHttpWhenItIsDown) {
  ServeSite("https://a.example", 2);
  Run(Options({"https://a.example/"}));
  ServeSite("http://a.example", 2);
  web_.Serve("https://a.example/robots.txt", FakeResponse().Fails(FetchOutcome::kConnectFailure));
  web_.Serve("https://a.example/", FakeResponse().Fails(FetchOutcome::kConnectFailure));
  clock_.Advance(std::chrono::hours(48));
  Run(Options({"https://a.example/"}));
  for (const auto& asked : web_.log()) {
    EXPECT_TRUE(asked.url.is_https()) << asked.url.href();
  }
}

TEST_F(SchemeTest, ARedirectFromHttpsToHttpIsFollowedAndNoted) {
  ServeSite("http://a.example", 2);
  ServeRobots("https://a.example");
  web_.Serve("https://a.example/", FakeResponse().RedirectTo("http://a.example/"));
  const auto report = Run(Options({"https://a.example/"}));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->stats.total.new_articles, 2u);
  EXPECT_NE(NoteOf(*report, "a.example").find("from https to http"), std::string::npos);
}

}  // namespace
}  // namespace kiosque
