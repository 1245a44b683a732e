#include <gtest/gtest.h>

#include "seeds/age_ladder.h"
#include "seeds/boost_window.h"
#include "seeds/day_hours.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;

TEST(AgeLadder, ReadsStepsAndAnswersByAge) {
  const auto ladder = AgeLadder::Parse("15m for 3h,1h for 1d , 3d for 30d");
  ASSERT_TRUE(ladder);
  ASSERT_EQ(ladder->steps().size(), 3u);
  EXPECT_EQ(ladder->IntervalAt(-1h), 15min);
  EXPECT_EQ(ladder->IntervalAt(3h - 1ms), 15min);
  EXPECT_EQ(ladder->IntervalAt(3h), 1h);
  EXPECT_EQ(ladder->IntervalAt(24h), 72h);
  EXPECT_EQ(ladder->IntervalAt(24h * 30), std::nullopt);
}

TEST(AgeLadder, RefusesWhatIsNoLadder) {
  for (const char* text :
       {"", "15m", "15m for", "for 3h", "15m for 3h,", "0 for 3h", "1h for 3h, 2h for 3h",
        "1h for 3h, 2h for 1h", "15m for soon", "15mfor3h"}) {
    EXPECT_FALSE(AgeLadder::Parse(text)) << text;
  }
}

TEST(BoostWindow, TakesWholeDaysOrTimesAndAFactor) {
  const auto days = BoostWindow::Parse("2023-12-18/2023-12-20 x6");
  ASSERT_TRUE(days);
  EXPECT_EQ(days->factor, 6);
  EXPECT_TRUE(days->Contains(*ParseUtc("2023-12-18T00:00:00Z")));
  EXPECT_TRUE(days->Contains(*ParseUtc("2023-12-20T23:59:59Z")));
  EXPECT_FALSE(days->Contains(*ParseUtc("2023-12-21T00:00:00Z")));
  const auto times = BoostWindow::Parse("2023-12-18T06:00:00Z/2023-12-18T08:00:00Z");
  ASSERT_TRUE(times);
  EXPECT_EQ(times->factor, BoostWindow::kUsualFactor);
  EXPECT_FALSE(times->Contains(*ParseUtc("2023-12-18T08:00:00Z")));
}

TEST(BoostWindow, RefusesWhatIsNoWindow) {
  for (const char* text :
       {"", "2023-12-18", "2023-12-18/", "2023-12-20/2023-12-18", "2023-12-18/2023-12-20 x",
        "2023-12-18/2023-12-20 x1", "2023-12-18/2023-12-20 x1000", "2023-12-18/2023-12-20 4"}) {
    EXPECT_FALSE(BoostWindow::Parse(text)) << text;
  }
}

TEST(DayHours, KnowsHoursThatGoOverMidnight) {
  const auto night = DayHours::Parse("22:00-06:30");
  ASSERT_TRUE(night);
  EXPECT_TRUE(night->Contains(22 * 60));
  EXPECT_TRUE(night->Contains(0));
  EXPECT_FALSE(night->Contains(6 * 60 + 30));
  const auto evening = DayHours::Parse("18:00-24:00");
  ASSERT_TRUE(evening);
  EXPECT_TRUE(evening->Contains(23 * 60 + 59));
  EXPECT_FALSE(evening->Contains(17 * 60 + 59));
}

TEST(DayHours, RefusesWhatIsNoHours) {
  for (const char* text : {"", "22-06", "22:00", "25:00-06:00", "22:60-06:00", "06:00-06:00",
                           "24:00-06:00", "22:00-6:00"}) {
    EXPECT_FALSE(DayHours::Parse(text)) << text;
  }
}

}  // namespace
}  // namespace kiosque
