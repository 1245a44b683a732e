#include "crawler/politeness.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

class PolitenessTest : public ::testing::Test {
 protected:
  PolitenessTest() {
    site_.delay = 1s;
    site_.max_delay = 60s;
  }
  static FetchResult Answer(std::uint16_t status, milliseconds took = 10ms) {
    FetchResult result(Url::Parse("https://a.example/x").value());
    result.outcome = FetchOutcome::kOk;
    result.status = status;
    result.duration = took;
    return result;
  }
  static FetchResult Failure(FetchOutcome outcome) {
    FetchResult result = Answer(0);
    result.outcome = outcome;
    return result;
  }
  static FetchResult Asking(std::uint16_t status, std::chrono::seconds wait) {
    FetchResult result = Answer(status);
    result.retry_after = wait;
    return result;
  }

  Site site_;
  Politeness politeness_{7};
};

TEST_F(PolitenessTest, TheLongestOfTheDelaysCountsAndJitterOnlyAdds) {
  for (int i = 0; i < 500; ++i) {
    const milliseconds quick = politeness_.After(Answer(200), site_, std::nullopt).delay;
    EXPECT_GE(quick, 1s);
    EXPECT_LE(quick, 1250ms);
    EXPECT_GE(politeness_.After(Answer(200), site_, 5s).delay, 5s) << "Crawl-delay";
    EXPECT_GE(politeness_.After(Answer(200), site_, 100ms).delay, 1s)
        << "a shorter one does not hurry anybody";
    EXPECT_GE(politeness_.After(Answer(200, 4s), site_, std::nullopt).delay,
              Politeness::kSlowFactor * 4s);
  }
  EXPECT_LE(politeness_.After(Answer(200, 100s), site_, std::nullopt).delay, 75s) << "max_delay";
}

TEST_F(PolitenessTest, JitterKeepsCrawlsFromFallingIntoStep) {
  const milliseconds first = politeness_.After(Answer(200), site_, 20s).delay;
  bool differs = false;
  for (int i = 0; i < 20; ++i) {
    differs = differs || politeness_.After(Answer(200), site_, 20s).delay != first;
  }
  EXPECT_TRUE(differs);
}

TEST_F(PolitenessTest, OnesOwnServerMayBeAskedAtOnceButKeepsItsCrawlDelay) {
  site_.delay = 0s;
  EXPECT_EQ(politeness_.After(Answer(200, 9s), site_, std::nullopt).delay, 0s);
  EXPECT_GE(politeness_.After(Answer(200), site_, 2s).delay, 2s);
}

TEST_F(PolitenessTest, OverloadDoublesThePauseAndSuccessHalvesItAgain) {
  const auto overload = [&] { return politeness_.After(Answer(503), site_, std::nullopt); };
  const auto well = [&] { return politeness_.After(Answer(200), site_, std::nullopt); };
  EXPECT_GE(overload().delay, 2s);
  EXPECT_GE(overload().delay, 4s);
  EXPECT_GE(overload().delay, 8s);
  well();
  const milliseconds after_one_success = overload().delay;
  EXPECT_GE(after_one_success, 8s);
  EXPECT_LE(after_one_success, 10s) << "not sixteen";
  for (int i = 0; i < 10; ++i) {
    well();
  }
  EXPECT_LE(overload().delay, 2500ms) << "forgotten";
}

TEST_F(PolitenessTest, RetryAfterIsObeyedWhereverItStands) {
  for (const int code : {301, 302, 307, 403, 413, 429, 500, 502, 503}) {
    const auto status = static_cast<std::uint16_t>(code);
    SCOPED_TRACE(status);
    Politeness fresh(1);
    const Pause pause = fresh.After(Asking(status, 90s), site_, std::nullopt);
    EXPECT_GE(pause.delay, 90s);
    EXPECT_FALSE(pause.give_up);
    const Pause long_one = fresh.After(Asking(status, 24h), site_, std::nullopt);
    EXPECT_GE(long_one.delay, 24h);
    EXPECT_TRUE(long_one.give_up);
    EXPECT_NE(long_one.reason.find("asks to wait"), std::string::npos) << long_one.reason;
  }
  EXPECT_LT(Politeness(1).After(Asking(200, 90s), site_, std::nullopt).delay, 2s)
      << "a page that is there says nothing by it";
}

TEST_F(PolitenessTest, FiveFailuresOfTheHostInARowOpenTheBreakerOneSuccessClosesIt) {
  for (std::uint32_t i = 1; i < Politeness::kBreaker; ++i) {
    EXPECT_FALSE(politeness_.After(Failure(FetchOutcome::kTimeout), site_, std::nullopt).give_up);
  }
  politeness_.After(Answer(404), site_, std::nullopt);
  for (std::uint32_t i = 1; i < Politeness::kBreaker; ++i) {
    EXPECT_FALSE(politeness_.After(Failure(FetchOutcome::kTimeout), site_, std::nullopt).give_up);
  }
  EXPECT_TRUE(
      politeness_.After(Failure(FetchOutcome::kConnectFailure), site_, std::nullopt).give_up);
}

TEST_F(PolitenessTest, TenServerErrorsInARowEndTheHostsPart) {
  for (std::uint32_t i = 1; i < Politeness::kServerErrors; ++i) {
    EXPECT_FALSE(politeness_.After(Answer(500), site_, std::nullopt).give_up);
  }
  EXPECT_TRUE(politeness_.After(Answer(500), site_, std::nullopt).give_up);
}

TEST_F(PolitenessTest, OriginsAreCountedApart) {
  FetchResult other = Answer(200);
  other.url = Url::Parse("https://b.example/").value();
  for (int i = 0; i < 4; ++i) {
    politeness_.After(Answer(503), site_, std::nullopt);
  }
  EXPECT_LT(politeness_.After(other, site_, std::nullopt).delay, 2s);
}

TEST_F(PolitenessTest, ACrawlDelayBeyondMaxDelayMeansOnePageARun) {
  const Pause pause = politeness_.After(Answer(200), site_, 5min);
  EXPECT_TRUE(pause.give_up);
  EXPECT_GE(pause.delay, 5min);
  EXPECT_NE(pause.reason.find("one page a run"), std::string::npos);
}

}  // namespace
}  // namespace kiosque
