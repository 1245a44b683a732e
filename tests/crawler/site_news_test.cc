#include "crawler/site_news.h"

#include <gtest/gtest.h>

#include "support/fake_clock.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;

SiteLook Look(std::uint64_t listed, std::uint64_t news) {
  SiteLook look;
  look.asked = look.read = 2;
  look.listed = listed;
  look.news = news;
  return look;
}

class SiteNewsTest : public ::testing::Test {
 protected:
  void NewsEvery(std::chrono::hours gap, int times) {
    for (int i = 0; i < times; ++i) {
      EXPECT_EQ(news_.Learn(Look(20, 3), clock_.Now()), "");
      clock_.Advance(gap);
    }
  }
  testing::FakeClock clock_;
  SiteNews news_;
};

TEST_F(SiteNewsTest, AQuietNightIsNoSilence) {
  NewsEvery(9h, 4);
  for (int hour = 0; hour < 18; ++hour) {
    EXPECT_EQ(news_.Learn(Look(20, 0), clock_.Now()), "");
    clock_.Advance(1h);
  }
  EXPECT_EQ(news_.Learn(Look(20, 0), clock_.Now() + 1h), "nothing new since 2024-04-14T11:00:00Z");
}

TEST_F(SiteNewsTest, PatienceGrowsWithTheLongestGap) {
  NewsEvery(24h * 7, 4);
  EXPECT_EQ(news_.Learn(Look(20, 0), clock_.Now() + 24h * 13), "");
  EXPECT_NE(news_.Learn(Look(20, 0), clock_.Now() + 24h * 15), "");
}

TEST_F(SiteNewsTest, ListsThatNameNoArticleAnyMoreAreNoticedAtOnce) {
  NewsEvery(1h, 3);
  EXPECT_EQ(news_.Learn(Look(0, 0), clock_.Now()), "its lists name no article any more");
  SiteLook partly = Look(0, 0);
  partly.asked = 3;
  EXPECT_EQ(news_.Learn(partly, clock_.Now()), "") << "one of them answered 304";
}

TEST_F(SiteNewsTest, ASiteWithoutHistoryOrThatWasNotAskedIsNotJudged) {
  NewsEvery(1h, 2);
  clock_.Advance(24h * 100);
  EXPECT_EQ(news_.Learn(Look(0, 0), clock_.Now()), "");
  NewsEvery(1h, 1);
  EXPECT_EQ(news_.Learn(SiteLook{}, clock_.Now() + 24h * 900), "");
}

TEST_F(SiteNewsTest, RowsComeBackAsTheyWere) {
  NewsEvery(5h, 3);
  const auto read = SiteNews::Decode(news_.Encode());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->last_news, news_.last_news);
  EXPECT_EQ(read->longest_gap, 5h);
  EXPECT_EQ(read->runs_with_news, 3u);
  EXPECT_TRUE(read->lists_named_articles);
  EXPECT_FALSE(SiteNews::Decode("x"));
}

}  // namespace
}  // namespace kiosque
