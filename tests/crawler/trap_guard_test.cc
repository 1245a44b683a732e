#include "crawler/trap_guard.h"

#include <gtest/gtest.h>

#include <string>

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

TEST(TrapGuard, DoubtsListsThatPromiseArticlesOfWhichNoneIsThere) {
  TrapGuard guard;
  const Url host = Entry("/").url;
  for (std::uint32_t i = 0; i < TrapGuard::kPromises; ++i) {
    EXPECT_FALSE(guard.Doubts(host));
    guard.Report(Entry("/page/" + std::to_string(i) + "/"), false, 9);
  }
  EXPECT_TRUE(guard.Doubts(host));
  const auto page = [](int i) { return "/page/" + std::to_string(100 + i) + "/"; };
  EXPECT_EQ(Wander(guard, 500, page), static_cast<int>(TrapGuard::kDoubtPatience));
  guard.Report(Entry("/2024/04/10/un-article-de-la-une/", kHeadline), true, 0);
  EXPECT_TRUE(guard.Doubts(host)) << "no list that promised named it";
  FrontierEntry named = Entry("/2024/04/10/un-article-qui-est-la/", kHeadline);
  named.via = "http://a.example/page/3/";
  guard.Report(named, true, 0);
  EXPECT_FALSE(guard.Doubts(host));
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

TEST(TrapGuard, NeverHoldsASeedBack) {
  TrapGuard guard;
  const auto path = [](int i) { return "/?" + std::to_string(i); };
  EXPECT_EQ(Wander(guard, 200, path, 0, LinkClass::kSeed), 200);
}

}  // namespace
}  // namespace kiosque
