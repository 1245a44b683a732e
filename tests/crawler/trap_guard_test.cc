#include "crawler/trap_guard.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kiosque {
namespace {

FrontierEntry Entry(const std::string& path, std::uint8_t evidence = 0,
                    LinkClass link_class = LinkClass::kOther) {
  FrontierEntry entry(Url::Parse("http://a.example" + path).value());
  entry.evidence = evidence;
  entry.link_class = link_class;
  entry.via = "http://a.example/";
  return entry;
}

/// Visits up to `pages` of an endless space, none of which brings anything; how many were allowed.
template <typename Path>
int Wander(TrapGuard& guard, int pages, Path path, std::uint8_t evidence = 0,
           LinkClass link_class = LinkClass::kOther) {
  int visited = 0;
  for (int i = 0; i < pages; ++i) {
    const FrontierEntry entry = Entry(path(i), evidence, link_class);
    if (guard.Allows(entry)) {
      ++visited;
      guard.Report(entry, false, 0);
    }
  }
  return visited;
}

TEST(TrapGuard, ClosesACalendarAndLeavesTheRestOfTheHostOpen) {
  TrapGuard guard;
  const auto month = [](int i) { return "/agenda/" + std::to_string(2000 + i) + "/05/"; };
  EXPECT_EQ(Wander(guard, 500, month), static_cast<int>(TrapGuard::kShapePatience));
  EXPECT_TRUE(guard.Allows(Entry("/rubrique/politique/")));
}

TEST(TrapGuard, ClosesAPathThatGrowsWithoutEverRepeatingAShape) {
  TrapGuard guard;
  std::string path = "/";
  const auto deeper = [&](int) { return path += "encore/"; };
  EXPECT_LE(Wander(guard, 500, deeper), static_cast<int>(TrapGuard::kHostPatience));
}

TEST(TrapGuard, ClosesAddressesThatPromiseArticlesAndHoldNone) {
  TrapGuard guard;
  const auto empty = [](int i) { return "/2024/04/10/une-belle-promesse-" + std::to_string(i); };
  EXPECT_EQ(Wander(guard, 500, empty, kArticleShape), static_cast<int>(TrapGuard::kFolderPatience));
  EXPECT_EQ(Wander(guard, 500, empty, kInSitemap), static_cast<int>(TrapGuard::kFolderPatience))
      << "what a sitemap names is judged by itself";
  EXPECT_TRUE(guard.Allows(Entry("/2024/04/10/une-belle-promesse-1", kWasArticle)));
}

TEST(TrapGuard, WhatFailedIsTriedAgainThoughItsGroupWasClosedMeanwhile) {
  TrapGuard guard;
  const auto list = [](int i) { return "/sitemap-" + std::to_string(i * 7) + ".xml"; };
  FrontierEntry slow = Entry("/sitemap-of-ten-million-rows.xml", 0, LinkClass::kSitemap);
  Wander(guard, 500, list, 0, LinkClass::kSitemap);
  EXPECT_FALSE(guard.Allows(slow));
  slow.failures = 1;
  EXPECT_TRUE(guard.Allows(slow));
}

TEST(TrapGuard, SitemapsThatNameNothingNewCloseTheirHostsListsButNotThoseOfEarlierRuns) {
  TrapGuard guard;
  const auto list = [](int i) { return "/sitemap-" + std::to_string(i * 7) + ".xml"; };
  EXPECT_EQ(Wander(guard, 500, list, 0, LinkClass::kSitemap),
            static_cast<int>(TrapGuard::kListPatience));
  FrontierEntry known = Entry("/sitemap-77.xml", 0, LinkClass::kSitemap);
  known.visited = UtcTime(std::chrono::hours(1));
  EXPECT_TRUE(guard.Allows(known));
}

TEST(TrapGuard, IsMorePatientWithWhatHasProvedUseful) {
  TrapGuard guard;
  for (int i = 0; i < 20; ++i) {
    guard.Report(Entry("/page/" + std::to_string(i) + "/"), false, 3);
  }
  FrontierEntry named = Entry("/2024/04/10/un-article-qui-est-la/", kHeadline);
  named.via = "http://a.example/page/3/";
  guard.Report(named, true, 0);
  const auto page = [](int i) { return "/page/" + std::to_string(100 + i) + "/"; };
  EXPECT_EQ(Wander(guard, 500, page), static_cast<int>(TrapGuard::kShapePatience) + 20);
}

/// Page `n` of a pager, which names an article that was not known.
FrontierEntry Pager(int n) {
  return Entry("/page/" + std::to_string(n) + "/");
}
std::vector<Url> NamedBy(int n) {
  return {Entry("/2024/04/10/la-promesse-" + std::to_string(n) + "-a/").url,
          Entry("/2024/04/10/la-promesse-" + std::to_string(n) + "-b/").url};
}
void Promise(TrapGuard& guard, int n) {
  guard.Report(Pager(n), false, 9, NamedBy(n));
}
/// The guard's sample is asked for, and is an article or none.
void See(TrapGuard& guard, bool story) {
  FrontierEntry entry(guard.Sample(Entry("/").url).value());
  entry.evidence = kHeadline;
  guard.Report(entry, story, 0);
}

TEST(TrapGuard, HoldsListsToWhatTheyPromiseByOneArticleOfEach) {
  TrapGuard guard;
  const Url host = Entry("/").url;
  for (int n = 1; n <= static_cast<int>(ListPromises::kLists); ++n) {
    EXPECT_FALSE(guard.Sample(host));
    Promise(guard, n);
  }
  EXPECT_EQ(guard.Sample(host), NamedBy(1).front());
  See(guard, false);
  EXPECT_EQ(guard.Sample(host), NamedBy(2).front());
  See(guard, true);
  EXPECT_FALSE(guard.Sample(host)) << "one article is enough";
  for (int n = 1; n < static_cast<int>(ListPromises::kLists); ++n) {
    Promise(guard, 10 + n);
    EXPECT_FALSE(guard.Sample(host));
  }
}

TEST(TrapGuard, ClosesListsOfWhichEverySampleIsNone) {
  TrapGuard guard;
  int samples = 0;
  int lists = 0;
  for (int n = 1; n <= 500 && guard.Allows(Pager(n)); ++n) {
    ++lists;
    Promise(guard, n);
    for (; guard.Sample(Pager(n).url); ++samples) {
      See(guard, false);
    }
  }
  EXPECT_EQ(lists, static_cast<int>(ListPromises::kLists + TrapGuard::kDoubtPatience));
  EXPECT_EQ(samples, lists);
}

TEST(TrapGuard, OneSampleThatIsThereAfterAllRestoresTheLists) {
  TrapGuard guard;
  for (int n = 1; n <= static_cast<int>(ListPromises::kLists); ++n) {
    Promise(guard, n);
  }
  while (guard.Sample(Pager(1).url)) {
    See(guard, false);  // a forum, say
  }
  const FrontierEntry rubric = Entry("/rubrique/politique/");
  guard.Report(rubric, false, 9, NamedBy(50));
  ASSERT_TRUE(guard.Sample(rubric.url));
  See(guard, true);
  for (int n = 100; n < 105; ++n) {
    Promise(guard, n);
  }
  EXPECT_TRUE(guard.Allows(Pager(105)));
}

TEST(TrapGuard, ASampleThatCannotBeHadTellsNothingAndAnotherTakesItsPlace) {
  TrapGuard guard;
  const Url host = Entry("/").url;
  int lists = 0;
  for (int round = 0; round < 3; ++round) {
    for (std::uint32_t n = 0; n < ListPromises::kLists; ++n) {
      EXPECT_TRUE(guard.Allows(Pager(lists)));
      Promise(guard, lists++);
    }
    std::uint32_t skipped = 0;
    for (; guard.Sample(host); ++skipped) {
      guard.SkipSample(host);
    }
    EXPECT_EQ(skipped, ListPromises::kLists * ListPromises::kPerList);
  }
  const auto page = [](int i) { return "/page/" + std::to_string(100 + i) + "/"; };
  EXPECT_EQ(Wander(guard, 500, page), static_cast<int>(TrapGuard::kDoubtPatience))
      << "but not for ever";
}

TEST(TrapGuard, ASampleIsWhereItLeads) {
  TrapGuard guard;
  for (int n = 1; n <= static_cast<int>(ListPromises::kLists); ++n) {
    Promise(guard, n);
  }
  const Url target = Entry("/2024/04/10/la-bonne-adresse/").url;
  guard.Follow(NamedBy(1).front(), target);
  EXPECT_EQ(guard.Sample(target), target);
  guard.Follow(NamedBy(2).front(), Entry("/ailleurs").url);
  EXPECT_EQ(guard.Sample(target), target) << "only the one that is asked for";
}

TEST(TrapGuard, WhatLiesOnAnotherOriginIsNoSample) {
  TrapGuard guard;
  for (int n = 1; n <= 50; ++n) {
    guard.Report(Pager(n), false, 9,
                 {Url::Parse("https://a.example/x" + std::to_string(n)).value()});
  }
  EXPECT_FALSE(guard.Sample(Entry("/").url));
}

TEST(TrapGuard, GoesOnWhereAnInterruptedRunEnded) {
  TrapGuard guard;
  for (int n = 1; n <= static_cast<int>(ListPromises::kLists); ++n) {
    Promise(guard, n);
  }
  const auto month = [](int i) { return "/agenda/" + std::to_string(2000 + i) + "/05/"; };
  Wander(guard, 5, month);
  See(guard, false);
  TrapGuard next;
  next.Restore(guard.Encode());
  EXPECT_EQ(next.Sample(Pager(1).url), guard.Sample(Pager(1).url));
  EXPECT_EQ(next.Encode().size(), guard.Encode().size());
  EXPECT_EQ(Wander(next, 500, month), static_cast<int>(TrapGuard::kShapePatience) - 5);
  const std::string whole = guard.Encode();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    TrapGuard other;
    other.Restore(whole.substr(0, size));  // any bytes
  }
}

TEST(TrapGuard, IsNotHeldToArticlesThatADryRunDoesNotAskFor) {
  TrapGuard guard(false);
  for (int n = 1; n <= 50; ++n) {
    Promise(guard, n);
  }
  EXPECT_FALSE(guard.Sample(Pager(1).url));
  EXPECT_TRUE(guard.Allows(Pager(51)));
}

TEST(TrapGuard, AListThatPromisesForEverEndsThoughNoArticleIsAskedFor) {
  TrapGuard guard;
  int pages = 0;
  while (pages < 5'000) {
    const FrontierEntry page = Entry("/page/" + std::to_string(pages) + "/");
    if (!guard.Allows(page)) {
      break;
    }
    guard.Report(page, false, 9);
    ++pages;
  }
  EXPECT_LE(pages, static_cast<int>(TrapGuard::kMostPatience + TrapGuard::kDoubtPatience));
}

/// Visits `pages` articles that lie deep and nobody announced; how many were allowed.
template <typename Path>
int Read(TrapGuard& guard, int pages, Path path, std::uint16_t depth = TrapGuard::kDeep) {
  int visited = 0;
  for (int i = 0; i < pages; ++i) {
    FrontierEntry entry = Entry(path(i));
    entry.depth = depth;
    if (guard.Allows(entry)) {
      ++visited;
      guard.Report(entry, true, 12);
    }
  }
  return visited;
}

TEST(TrapGuard, ArticlesWithoutEndThatNobodyAnnouncedAreLimitedInTheirPartOfTheSite) {
  TrapGuard guard;
  const auto learned = [](int i) { return "/savoir/" + std::to_string(i * 7919) + "/"; };
  EXPECT_EQ(Read(guard, 500, learned), static_cast<int>(TrapGuard::kUnannounced));
  const auto other = [](int i) { return "/dossiers/" + std::to_string(i) + "/"; };
  EXPECT_EQ(Read(guard, 15, other), 15) << "another part of the site";
  EXPECT_EQ(Read(guard, 500, other, 2), 500) << "near the front page";
  EXPECT_EQ(Read(guard, 500, learned, TrapGuard::kUsualDepth + 1), 500)
      << "so deep goes only who asks for it";
}

TEST(TrapGuard, ArticlesThatListsAnnounceMakeRoomForThoseThatOnlyArticlesName) {
  TrapGuard guard;
  for (int i = 0; i < 100; ++i) {
    guard.Report(Entry("/actu/annonce-" + std::to_string(i), kInFeed), true, 0);
  }
  const auto related = [](int i) { return "/actu/ancien-" + std::to_string(i); };
  EXPECT_EQ(Read(guard, 500, related), static_cast<int>(TrapGuard::kUnannounced) + 100);
}

TEST(TrapGuard, NeverHoldsASeedBack) {
  TrapGuard guard;
  const auto path = [](int i) { return "/?" + std::to_string(i); };
  EXPECT_EQ(Wander(guard, 200, path, 0, LinkClass::kSeed), 200);
}

}  // namespace
}  // namespace kiosque
