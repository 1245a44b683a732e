#include "crawler/revisit_policy.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "seeds/seed_list.h"
#include "support/fake_clock.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::FakeClock;

class RevisitPolicyTest : public ::testing::Test {
 protected:
  RevisitPolicyTest() { Say({}); }

  /// The site as flags make it.
  void Say(std::vector<FlagValue> flags) {
    SeedSources sources;
    sources.arguments = {"https://a.example/"};
    sources.flags = std::move(flags);
    site_ = SeedList::Load(sources).value().sites.front();
  }
  FrontierEntry Article(std::chrono::microseconds age) const {
    FrontierEntry entry(*Url::Parse("https://a.example/2024/04/13/un-article"));
    entry.link_class = LinkClass::kArticle;
    entry.evidence = kWasArticle;
    entry.published = clock_.Now() - age;
    entry.found = clock_.Now();
    entry.visited = clock_.Now() - 1min;
    return entry;
  }
  FrontierEntry List(LinkClass link_class, std::uint16_t depth = 0) const {
    FrontierEntry entry(*Url::Parse("https://a.example/liste"));
    entry.link_class = link_class;
    entry.depth = depth;
    return entry;
  }
  std::optional<UtcTime> Next(FrontierEntry& entry, VisitEnd end) const {
    return RevisitPolicy::Next(site_, entry, end, {clock_.Now(), next_run_}, believed_);
  }
  /// From now; 0 = the next run, -1 = not until an index tells of a change.
  std::chrono::seconds Wait(FrontierEntry& entry, VisitEnd end = VisitEnd::kSame) const {
    const UtcTime due = Next(entry, end).value();
    return due == next_run_  ? 0s
           : due == kDormant ? -1s
                             : std::chrono::duration_cast<std::chrono::seconds>(due - clock_.Now());
  }

  FakeClock clock_;
  UtcTime next_run_ = clock_.Now() - 10min;
  bool believed_ = true;
  Site site_;
};

TEST_F(RevisitPolicyTest, AsksForAnArticleByItsAge) {
  const std::vector<std::pair<std::chrono::seconds, std::chrono::seconds>> rungs{
      {0s, 15min},
      {179min, 15min},
      {3h, 1h},
      {23h, 1h},
      {24h, 3h},
      {24h * 6, 3h},
      {24h * 7, 72h},
      {24h * 29, 72h},
      {24h * 30, 24h * 30},
      {24h * 364, 24h * 30},
      {24h * 365, -1s}};
  for (const auto& [age, wait] : rungs) {
    FrontierEntry entry = Article(age);
    EXPECT_EQ(Wait(entry), wait) << age.count();
  }
}

TEST_F(RevisitPolicyTest, AgeCountsFromWhenItWasFoundWithoutADate) {
  FrontierEntry entry = Article(0s);
  entry.published.reset();
  entry.found = clock_.Now() - 5h;
  EXPECT_EQ(Wait(entry), 1h);
  entry.published = clock_.Now() + 20h;
  entry.quiet = 0;
  EXPECT_EQ(Wait(entry), 15min) << "a date ahead is no age";
}

TEST_F(RevisitPolicyTest, AnEditTightensAndQuietStretchesUpToTwice) {
  FrontierEntry entry = Article(4h);
  EXPECT_EQ(Wait(entry, VisitEnd::kChanged), 30min);
  const std::vector<std::chrono::seconds> waits{60min, 75min, 90min, 105min, 120min, 120min};
  for (const auto wait : waits) {
    EXPECT_EQ(Wait(entry), wait);
  }
  EXPECT_EQ(Wait(entry, VisitEnd::kChanged), 30min);
  EXPECT_EQ(Wait(entry), 60min);
}

TEST_F(RevisitPolicyTest, LooksOnceMoreInTheNextRunAtWhatNoIndexVouchesFor) {
  FrontierEntry entry = Article(24h * 4000);
  EXPECT_EQ(Wait(entry, VisitEnd::kNew), 0s);
  EXPECT_EQ(Wait(entry), -1s);
  Say({{"second-look", "false"}});
  EXPECT_EQ(Wait(entry, VisitEnd::kNew), -1s);
}

TEST_F(RevisitPolicyTest, BelievesAnIndexThatTellsModificationTimesAndAuditsIt) {
  FrontierEntry entry = Article(4h);
  entry.modified = clock_.Now() - 4h;
  EXPECT_EQ(Wait(entry, VisitEnd::kNew), 24h * 30);
  believed_ = false;
  EXPECT_EQ(Wait(entry), 1h);
}

TEST_F(RevisitPolicyTest, TheLadderCanBeSaid) {
  Say({{"ladder", "10m for 1h, 2h for 2d"}});
  FrontierEntry entry = Article(30min);
  EXPECT_EQ(Wait(entry), 10min);
  entry.published = clock_.Now() - 47h;
  entry.quiet = 0;
  EXPECT_EQ(Wait(entry), 2h);
  entry.published = clock_.Now() - 48h;
  EXPECT_EQ(Wait(entry), -1s);
}

TEST_F(RevisitPolicyTest, ABoostWindowShortensEverythingWhileItLasts) {
  Say({{"boost", "2024-04-13/2024-04-14 x3"}});
  FrontierEntry entry = Article(4h);
  EXPECT_EQ(Wait(entry), 20min);
  clock_.Advance(48h);
  FrontierEntry later = Article(4h);
  EXPECT_EQ(Wait(later), 1h);
}

TEST_F(RevisitPolicyTest, AsksForPrimaryListsInEveryRunUntilTheyAreQuiet) {
  FrontierEntry front = List(LinkClass::kSeed);
  EXPECT_EQ(Wait(front, VisitEnd::kNew), 0s);
  EXPECT_EQ(Wait(front, VisitEnd::kChanged), 0s);
  EXPECT_EQ(Wait(front), 0s);
  EXPECT_EQ(Wait(front), 15min);
  EXPECT_EQ(Wait(front), 30min);
  for (int i = 0; i < 10; ++i) {
    Wait(front);
  }
  EXPECT_EQ(Wait(front), 24h);
  EXPECT_EQ(Wait(front, VisitEnd::kChanged), 6h);
  EXPECT_EQ(Wait(front, VisitEnd::kChanged), 90min);
}

TEST_F(RevisitPolicyTest, OtherListsBeginAtTheLeastIntervalAndDeepPagesAtADay) {
  FrontierEntry section = List(LinkClass::kOther, 1);
  section.evidence = kWasHub;
  EXPECT_EQ(Wait(section, VisitEnd::kNew), 15min);
  EXPECT_EQ(Wait(section), 30min);
  FrontierEntry page = List(LinkClass::kHub);
  EXPECT_EQ(Wait(page, VisitEnd::kNew), 24h);
  EXPECT_EQ(Wait(page), 48h);
}

TEST_F(RevisitPolicyTest, AlwaysAndNeverMeanThat) {
  Say({{"revisit", "always"}});
  FrontierEntry entry = Article(24h * 4000);
  EXPECT_EQ(Wait(entry), 0s);
  Say({{"revisit", "never"}});
  FrontierEntry fresh = Article(0s);
  EXPECT_EQ(Wait(fresh, VisitEnd::kNew), -1s);
  FrontierEntry front = List(LinkClass::kSeed);
  EXPECT_EQ(Wait(front, VisitEnd::kNew), 0s);
}

TEST_F(RevisitPolicyTest, FailuresAreTriedInTheNextRunThenEverRarerAndGivenUp) {
  FrontierEntry entry = Article(4h);
  entry.failures = 3;
  EXPECT_EQ(Wait(entry, VisitEnd::kFailed), 0s);
  entry.failures = 6;
  EXPECT_EQ(Wait(entry, VisitEnd::kFailed), 4h);
  entry.failures = RevisitPolicy::kGiveUpAfter;
  EXPECT_FALSE(Next(entry, VisitEnd::kFailed));
  FrontierEntry feed = List(LinkClass::kFeed);
  feed.failures = 200;
  EXPECT_EQ(Wait(feed, VisitEnd::kFailed), 24h * 7);
}

TEST_F(RevisitPolicyTest, WhatIsGoneIsAskedForTwiceMoreThenForgotten) {
  FrontierEntry entry = Article(4h);
  entry.failures = 1;
  EXPECT_EQ(Wait(entry, VisitEnd::kGone), 24h);
  entry.failures = 3;
  EXPECT_FALSE(Next(entry, VisitEnd::kGone));
}

}  // namespace
}  // namespace kiosque
