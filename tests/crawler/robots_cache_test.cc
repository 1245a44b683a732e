#include "crawler/robots_cache.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/fake_clock.h"
#include "support/fake_fetcher.h"
#include "support/json_rows.h"
#include "support/run_coroutine.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::FakeClock;
using testing::FakeFetcher;
using testing::FakeResponse;
namespace asio = boost::asio;

constexpr std::string_view kSite = "https://news.example/";
constexpr std::string_view kRobots = "https://news.example/robots.txt";
const std::string kSecret = "User-agent: *\nDisallow: /secret\nCrawl-delay: 3\n";

Url U(std::string_view text) {
  return Url::Parse(text).value();
}

class Traffic final : public RobotsTraffic {
 public:
  asio::awaitable<bool> BeforeRequest(const Url& url) override {
    asked.push_back(url.href());
    co_return !stopped;
  }
  void OnFetched(FetchResult result) override { fetched.push_back(std::move(result)); }

  std::vector<std::string> asked;
  std::vector<FetchResult> fetched;
  bool stopped = false;
};

class Rows final : public RobotsRows {
 public:
  std::optional<std::string> Load(std::string_view origin) override {
    const auto found = rows.find(std::string(origin));
    return found == rows.end() ? std::nullopt : std::optional(found->second);
  }
  void Save(std::string_view origin, std::string row) override {
    rows[std::string(origin)] = std::move(row);
  }
  std::map<std::string, std::string> rows;
};

class RobotsCacheTest : public ::testing::Test {
 protected:
  RobotsCacheTest() { Restart(); }

  // A new process with the same rows.
  void Restart(RobotsCacheOptions options = {}) {
    cache_ = std::make_unique<RobotsCache>(web_, traffic_, &rows_, clock_, std::move(options));
  }
  // Steps the loop and the clock until nothing is left to do.
  void Run() {
    io_.restart();
    io_.poll();
    while (const auto due = web_.NextDue()) {
      clock_.Advance(std::chrono::duration_cast<std::chrono::microseconds>(*due - clock_.Steady()));
      web_.CompleteDue();
      io_.restart();
      io_.poll();
    }
  }
  RobotsAnswer Check(std::string_view url) {
    std::optional<RobotsAnswer> answer;
    testing::Spawn(io_, cache_->Check(U(url)), answer);
    Run();
    return answer.value();
  }
  RobotsVerdict Verdict(std::string_view url) { return Check(url).verdict; }

  FakeClock clock_;
  FakeFetcher web_{clock_};
  Traffic traffic_;
  Rows rows_;
  asio::io_context io_;
  std::unique_ptr<RobotsCache> cache_;
};

TEST_F(RobotsCacheTest, AnswersWithTheLineThatDecided) {
  web_.Serve(kRobots, FakeResponse().Text(kSecret));
  const RobotsAnswer denied = Check("https://news.example/secret/x");
  EXPECT_EQ(denied.verdict, RobotsVerdict::kDenied);
  EXPECT_EQ(denied.line, 2u);
  EXPECT_EQ(denied.rule, "Disallow: /secret");
  EXPECT_EQ(denied.crawl_delay, 3s);
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kAllowed);
  EXPECT_EQ(web_.log().size(), 1u);
}

TEST_F(RobotsCacheTest, Rfc9309_2_3_RulesHoldForOneOriginOnly) {
  web_.Serve(kRobots, FakeResponse().Text("User-agent: *\nDisallow: /\n"));
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kDenied);
  for (const char* other :
       {"http://news.example/", "https://news.example:8443/", "https://www.news.example/"}) {
    EXPECT_EQ(Verdict(other), RobotsVerdict::kAllowed) << other;
  }
  EXPECT_EQ(web_.log().size(), 4u);
}

TEST_F(RobotsCacheTest, Rfc9309_2_2_2_AlwaysAllowsRobotsTxtItself) {
  web_.Serve(kRobots, FakeResponse().Text("User-agent: *\nDisallow: /\n"));
  EXPECT_EQ(Verdict(kRobots), RobotsVerdict::kAllowed);
  web_.Serve("https://down.example/robots.txt", FakeResponse().Code(500));
  EXPECT_EQ(Verdict("https://down.example/robots.txt"), RobotsVerdict::kAllowed);
}

TEST_F(RobotsCacheTest, Rfc9309_2_4_AsksAgainAfterADay) {
  web_.Serve(kRobots, FakeResponse().Text(kSecret));
  Check(kSite);
  clock_.Advance(24h - 1s);
  Check(kSite);
  EXPECT_EQ(web_.log().size(), 1u);
  clock_.Advance(1s);
  web_.Serve(kRobots, FakeResponse().Text("User-agent: *\nDisallow: /\n"));
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kDenied);
  EXPECT_EQ(web_.log().size(), 2u);
}

TEST_F(RobotsCacheTest, Rfc9309_2_4_CutsLongerLifetimesToADay) {
  RobotsCacheOptions options;
  options.lifetime = std::chrono::hours{1000};
  Restart(options);
  web_.Serve(kRobots, FakeResponse().Text(kSecret));
  Check(kSite);
  clock_.Advance(25h);
  Check(kSite);
  EXPECT_EQ(web_.log().size(), 2u);
}

TEST_F(RobotsCacheTest, RenewsByValidator) {
  web_.Serve(kRobots, FakeResponse().Text(kSecret).Header("ETag", "\"v1\""));
  Check(kSite);
  clock_.Advance(25h);
  EXPECT_EQ(Verdict("https://news.example/secret"), RobotsVerdict::kDenied);
  EXPECT_EQ(web_.log().back().etag, "\"v1\"");
  EXPECT_EQ(traffic_.fetched.back().status, 304);
  clock_.Advance(23h);
  Check(kSite);
  EXPECT_EQ(web_.log().size(), 2u);
}

TEST_F(RobotsCacheTest, AsksAgainWhenTheClockWasSetBack) {
  web_.Serve(kRobots, FakeResponse().Text(kSecret));
  Check(kSite);
  clock_.JumpWall(-1h);
  Check(kSite);
  EXPECT_EQ(web_.log().size(), 2u);
}

TEST_F(RobotsCacheTest, CoalescesRequestsInFlight) {
  web_.Serve(kRobots, FakeResponse().Text(kSecret).Latency(200ms));
  std::vector<std::optional<RobotsAnswer>> answers(20);
  for (auto& answer : answers) {
    testing::Spawn(io_, cache_->Check(U("https://news.example/secret")), answer);
  }
  Run();
  for (const auto& answer : answers) {
    EXPECT_EQ(answer.value().verdict, RobotsVerdict::kDenied);
  }
  EXPECT_EQ(web_.log().size(), 1u);
}

TEST_F(RobotsCacheTest, Rfc9309_2_3_1_4_DisallowsWhileUnreachableAndRetriesEverLater) {
  web_.Serve(kRobots, FakeResponse().Code(503));
  const RobotsAnswer first = Check(kSite);
  EXPECT_EQ(first.verdict, RobotsVerdict::kUnreachable);
  EXPECT_EQ(first.retry_at, clock_.Now() + 5min);
  clock_.Advance(4min);
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kUnreachable);
  EXPECT_EQ(web_.log().size(), 1u);
  clock_.Advance(1min);
  EXPECT_EQ(Check(kSite).retry_at, clock_.Now() + 10min);
  EXPECT_EQ(web_.log().size(), 2u);
  clock_.Advance(10min);
  web_.Serve(kRobots, FakeResponse().Text(kSecret));
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kAllowed);
}

TEST_F(RobotsCacheTest, WaitsAsLongAsRetryAfterSays) {
  web_.Serve(kRobots, FakeResponse().Code(503).Header("Retry-After", "7200"));
  EXPECT_EQ(Check(kSite).retry_at, clock_.Now() + 2h);
}

TEST_F(RobotsCacheTest, OwnPolicy_TrustsTheLastCopyAfterHalfADayOfFailure) {
  web_.Serve(kRobots, FakeResponse().Text(kSecret));
  Check(kSite);
  web_.Serve(kRobots, FakeResponse().Code(500));
  clock_.Advance(25h);
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kUnreachable);
  clock_.Advance(12h);
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kAllowed);
  EXPECT_EQ(Verdict("https://news.example/secret"), RobotsVerdict::kDenied);
}

TEST_F(RobotsCacheTest, Rfc9309_2_3_1_4_GivesUpAfterThirtyDaysWithoutAnyCopy) {
  web_.Serve(kRobots, FakeResponse().Fails(FetchOutcome::kDnsFailure));
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kUnreachable);
  clock_.Advance(std::chrono::days{29});
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kUnreachable);
  clock_.Advance(std::chrono::days{1});
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kAllowed);
}

TEST_F(RobotsCacheTest, Rfc9309_2_3_1_2_FollowsRedirectsToOtherHosts) {
  web_.Serve(kRobots, FakeResponse().RedirectTo("https://www.other.example/r"));
  web_.Serve("https://www.other.example/r", FakeResponse().Text(kSecret).Header("ETag", "\"x\""));
  EXPECT_EQ(Verdict("https://news.example/secret"), RobotsVerdict::kDenied);
  EXPECT_EQ(traffic_.asked,
            (std::vector<std::string>{std::string(kRobots), "https://www.other.example/r"}));
  EXPECT_EQ(traffic_.fetched.size(), 2u);
  clock_.Advance(25h);
  Check(kSite);
  EXPECT_EQ(web_.log()[2].etag, "") << "the validator belongs to the other URL";
}

TEST_F(RobotsCacheTest, ReadsThePrefixOfAHugeFile) {
  web_.Serve(kRobots, FakeResponse().Text(kSecret + std::string(10u << 20, '#')));
  EXPECT_EQ(Verdict("https://news.example/secret"), RobotsVerdict::kDenied);
  EXPECT_LE(traffic_.fetched.back().body.size(), RobotsRules::kMaxBytes);
}

TEST_F(RobotsCacheTest, OwnPolicy_AsksSoonerAfter429) {
  web_.Serve(kRobots, FakeResponse().Code(429));
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kAllowed);
  clock_.Advance(1h);
  Check(kSite);
  EXPECT_EQ(web_.log().size(), 2u);
}

TEST_F(RobotsCacheTest, RemembersAcrossRestarts) {
  web_.Serve(kRobots, FakeResponse().Text(kSecret).Header("ETag", "\"v1\""));
  web_.Serve("https://down.example/robots.txt", FakeResponse().Code(500));
  Check(kSite);
  Check("https://down.example/");
  Restart();
  EXPECT_EQ(Verdict("https://news.example/secret"), RobotsVerdict::kDenied);
  EXPECT_EQ(Verdict("https://down.example/"), RobotsVerdict::kUnreachable);
  EXPECT_EQ(web_.log().size(), 2u);
  clock_.Advance(25h);
  EXPECT_EQ(Verdict("https://news.example/secret"), RobotsVerdict::kDenied);
  EXPECT_EQ(traffic_.fetched.back().status, 304);
  Restart();
  EXPECT_EQ(Verdict("https://news.example/secret"), RobotsVerdict::kDenied);
  EXPECT_EQ(web_.log().size(), 3u);
}

TEST_F(RobotsCacheTest, IgnoresRowsItCannotRead) {
  web_.Serve(kRobots, FakeResponse().Text(kSecret));
  for (const char* row : {"", "\n", "2 1 0 0 0 0 0\n\n\n\n", "1 9 0 0 0 0 0\n\n\n\n", "1 x\n\n\n\n",
                          "1 1 0 0\n\n\n\n", "1 1 0 0 0 0 0\n\n"}) {
    rows_.rows["https://news.example"] = row;
    Restart();
    EXPECT_EQ(Verdict("https://news.example/secret"), RobotsVerdict::kDenied) << row;
  }
}

TEST_F(RobotsCacheTest, KeepsNoMoreOriginsThanAllowed) {
  RobotsCacheOptions options;
  options.max_origins = 2;
  Restart(options);
  rows_.rows.clear();
  for (const char* host : {"a", "b", "c", "c", "b"}) {
    Check("https://" + std::string(host) + ".example/");
  }
  EXPECT_EQ(web_.log().size(), 3u);
  rows_.rows.clear();
  Check("https://a.example/");
  EXPECT_EQ(web_.log().size(), 4u);
}

TEST_F(RobotsCacheTest, StopsWithoutAVerdict) {
  web_.Serve(kRobots, FakeResponse().Text(kSecret).Latency(1s));
  std::optional<RobotsAnswer> first;
  std::optional<RobotsAnswer> second;
  testing::Spawn(io_, cache_->Check(U(kSite)), first);
  testing::Spawn(io_, cache_->Check(U(kSite)), second);
  io_.poll();
  web_.CancelAll();
  Run();
  EXPECT_EQ(first.value().verdict, RobotsVerdict::kCancelled);
  EXPECT_EQ(second.value().verdict, RobotsVerdict::kCancelled);
  traffic_.stopped = true;
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kCancelled);
  EXPECT_EQ(web_.log().size(), 1u);
  traffic_.stopped = false;
  EXPECT_EQ(Verdict(kSite), RobotsVerdict::kAllowed);
}

TEST_F(RobotsCacheTest, GivesTheRulesInMemory) {
  EXPECT_EQ(cache_->Rules(U(kSite)), nullptr);
  web_.Serve(kRobots, FakeResponse().Text("Sitemap: /map.xml\n"));
  Check(kSite);
  ASSERT_NE(cache_->Rules(U(kSite)), nullptr);
  EXPECT_EQ(cache_->Rules(U(kSite))->sitemaps(), std::vector<std::string>{"/map.xml"});
}

// What each row of the shared cases wants, asked of a site that forbids /secret if its rules count.
class RobotsConformance : public RobotsCacheTest {
 protected:
  std::string Policy() {
    const bool open = Verdict("https://news.example/open") == RobotsVerdict::kAllowed;
    const bool secret = Verdict("https://news.example/secret") == RobotsVerdict::kAllowed;
    return !open ? "disallow-all" : secret ? "allow-all" : "rules";
  }
};

TEST_F(RobotsConformance, Rfc9309_2_3_1_FetchCases) {
  KIOSQUE_NEED_TEST_DATA();
  const std::map<std::string, FetchOutcome> networks = {
      {"timeout", FetchOutcome::kTimeout},
      {"refused", FetchOutcome::kConnectFailure},
      {"dns", FetchOutcome::kDnsFailure},
      {"tls", FetchOutcome::kTlsFailure},
      {"reset", FetchOutcome::kDisconnected},
      {"truncated-content-length", FetchOutcome::kDisconnected},
      {"bad-chunking", FetchOutcome::kBadResponse}};
  int cases = 0;
  for (const auto& line : testing::TestDataLines("conformance/robots_fetch.jsonl")) {
    const auto row = nlohmann::json::parse(line);
    rows_.rows.clear();
    Restart();
    std::string url(kRobots);
    if (row.contains("status")) {
      web_.Serve(url, FakeResponse().Code(row["status"]).Text(row["status"] == 204 ? "" : kSecret));
    } else if (row.contains("network")) {
      const auto known = networks.find(row["network"]);
      web_.Serve(url, FakeResponse().Text(kSecret).Fails(
                          known == networks.end() ? FetchOutcome::kDisconnected : known->second));
    } else if (row.contains("redirects")) {
      for (int hop = 0; hop < row["redirects"]; ++hop) {
        const std::string next = "https://hop" + std::to_string(hop) + ".example/r";
        web_.Serve(url, FakeResponse().RedirectTo(next));
        url = next;
      }
      web_.Serve(url, FakeResponse().Text(kSecret));
    } else {
      continue;  // prose: caching, scope and type have tests of their own above
    }
    ++cases;
    std::string wanted = row["policy"];
    if (wanted.find('=') != std::string::npos) {
      wanted = wanted.substr(wanted.find('=') + 2);
    }
    EXPECT_EQ(Policy(), wanted.substr(0, wanted.find(" of "))) << line;
  }
  EXPECT_GT(cases, 10);
}

}  // namespace
}  // namespace kiosque
