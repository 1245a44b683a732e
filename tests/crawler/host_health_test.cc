#include "crawler/host_health.h"

#include <gtest/gtest.h>

#include "support/fake_clock.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;

class HostHealthTest : public ::testing::Test {
 protected:
  UtcTime now() const { return clock_.Now(); }
  /// One failed run a day.
  void FailDaily(int days, HostTrouble trouble) {
    for (int day = 0; day < days; ++day) {
      NoteTrouble(host_, trouble, now());
      clock_.Advance(24h);
    }
  }

  testing::FakeClock clock_;
  HostRecord host_;
};

TEST_F(HostHealthTest, OneFailedRunMeansNothingASecondMeansRest) {
  EXPECT_TRUE(NoteTrouble(host_, HostTrouble::kHard, now()));
  EXPECT_FALSE(RestsUntil(host_, now()));
  clock_.Advance(2h);
  EXPECT_TRUE(NoteTrouble(host_, HostTrouble::kHard, now()));
  EXPECT_EQ(RestsUntil(host_, now()), now() + 30min);
  clock_.Advance(30min);
  EXPECT_FALSE(RestsUntil(host_, now()));
  clock_.Advance(2h);
  NoteTrouble(host_, HostTrouble::kHard, now());
  EXPECT_EQ(RestsUntil(host_, now()), now() + 60min);
}

TEST_F(HostHealthTest, ManyFailuresWithinAnHourCountOnce) {
  for (int i = 0; i < 50; ++i) {
    NoteTrouble(host_, HostTrouble::kHard, now());
    clock_.Advance(1min);
  }
  EXPECT_EQ(host_.hard_failures, 1u);
  EXPECT_FALSE(IsGivenUp(host_));
}

TEST_F(HostHealthTest, ASuccessForgetsEverything) {
  FailDaily(10, HostTrouble::kSoft);
  EXPECT_TRUE(NoteTrouble(host_, HostTrouble::kNone, now()));
  EXPECT_FALSE(RestsUntil(host_, now()));
  EXPECT_FALSE(host_.down_since);
  EXPECT_FALSE(NoteTrouble(host_, HostTrouble::kNone, now())) << "nothing changed";
}

TEST_F(HostHealthTest, IsGivenUpAfterThirtyFailuresSpreadOverWeeksNotBefore) {
  for (int i = 0; i < 60; ++i) {
    NoteTrouble(host_, HostTrouble::kHard, now());
    clock_.Advance(2h);
  }
  EXPECT_FALSE(IsGivenUp(host_)) << "five days are no weeks";
  HostRecord other;
  host_ = other;
  FailDaily(29, HostTrouble::kHard);
  EXPECT_FALSE(IsGivenUp(host_));
  FailDaily(1, HostTrouble::kHard);
  EXPECT_TRUE(IsGivenUp(host_));
  EXPECT_EQ(RestsUntil(host_, now()), *host_.last_trouble + 24h * 30) << "and asked once a month";
}

TEST_F(HostHealthTest, SoftFailuresCountHalf) {
  FailDaily(59, HostTrouble::kSoft);
  EXPECT_FALSE(IsGivenUp(host_));
  FailDaily(1, HostTrouble::kSoft);
  EXPECT_TRUE(IsGivenUp(host_));
}

TEST_F(HostHealthTest, AClockSetBackLetsTheHostBeAsked) {
  FailDaily(10, HostTrouble::kHard);
  EXPECT_FALSE(RestsUntil(host_, now() - 24h * 100));
}

TEST_F(HostHealthTest, TellsHardFromSoft) {
  FetchResult result(*Url::Parse("https://a.example/"));
  result.outcome = FetchOutcome::kDnsFailure;
  EXPECT_EQ(TroubleOf(result), HostTrouble::kHard);
  result.outcome = FetchOutcome::kTimeout;
  EXPECT_EQ(TroubleOf(result), HostTrouble::kSoft);
  result.outcome = FetchOutcome::kOk;
  result.status = 503;
  EXPECT_EQ(TroubleOf(result), HostTrouble::kSoft);
  result.status = 404;
  EXPECT_EQ(TroubleOf(result), HostTrouble::kNone);
}

}  // namespace
}  // namespace kiosque
