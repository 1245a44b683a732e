#include "crawler/scope.h"

#include <gtest/gtest.h>

#include <string>

#include "crawler/url_shape.h"
#include "seeds/seed_list.h"

namespace kiosque {
namespace {

std::vector<Site> SitesOf(const std::string& url, std::vector<FlagValue> flags = {}) {
  SeedSources sources;
  sources.arguments = {url};
  sources.flags = std::move(flags);
  sources.now = *ParseUtc("2024-04-13");
  return SeedList::Load(sources).value().sites;
}

FrontierEntry ScopeEntry(const std::string& url, LinkClass link_class = LinkClass::kOther,
                         std::uint16_t depth = 1) {
  FrontierEntry entry(Url::Parse(url).value());
  entry.link_class = link_class;
  entry.depth = depth;
  return entry;
}

TEST(Scope, SchemeAndWwwDoNotCountOtherHostsDo) {
  const std::vector<Site> sites = SitesOf("https://www.a.example/", {{"alias", "old.example"}});
  const Scope scope(sites);
  EXPECT_EQ(scope.Judge(ScopeEntry("http://a.example/x")), SkipReason::kNone);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://www.old.example/x")), SkipReason::kNone);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://b.a.example/x")), SkipReason::kOtherSite);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://example/x")), SkipReason::kOtherSite);
}

TEST(Scope, AnotherPortIsAnotherServerUnlessTheSeedFileNamesIt) {
  const std::vector<Site> plain = SitesOf("https://a.example/");
  EXPECT_EQ(Scope(plain).Judge(ScopeEntry("https://a.example:8443/x")), SkipReason::kOtherSite);
  EXPECT_EQ(Scope(plain).Judge(ScopeEntry("http://a.example:443/x")), SkipReason::kOtherSite);
  EXPECT_EQ(Scope(plain).Judge(ScopeEntry("https://a.example:443/x")), SkipReason::kNone);
  const std::vector<Site> local = SitesOf("http://127.0.0.1:8090/");
  EXPECT_EQ(Scope(local).Judge(ScopeEntry("http://127.0.0.1:8090/x")), SkipReason::kNone);
  EXPECT_EQ(Scope(local).Judge(ScopeEntry("http://127.0.0.1:6379/x")), SkipReason::kOtherSite);
}

TEST(Scope, IncludeIsForArticlesExcludeForAll) {
  const std::vector<Site> sites =
      SitesOf("https://a.example/", {{"include", "/blog/"}, {"exclude", "/blog/tag/"}});
  const Scope scope(sites);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/blog/x")), SkipReason::kNone);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/x")), SkipReason::kNotIncluded);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/feed", LinkClass::kFeed)), SkipReason::kNone);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/", LinkClass::kSeed)), SkipReason::kNone);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/blog/tag/x", LinkClass::kHub)),
            SkipReason::kExcluded);
}

TEST(Scope, DepthEndsWhereTheSeedFileSays) {
  const std::vector<Site> sites = SitesOf("https://a.example/", {{"depth", "2"}});
  const Scope scope(sites);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/x", LinkClass::kOther, 2)),
            SkipReason::kNone);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/x", LinkClass::kOther, 3)),
            SkipReason::kTooDeep);
}

TEST(Scope, SinceLeavesOldArticlesOutAndUndatedOnesIn) {
  const std::vector<Site> sites = SitesOf("https://a.example/", {{"since", "30d"}});
  const Scope scope(sites);
  FrontierEntry entry = ScopeEntry("https://a.example/x", LinkClass::kArticle);
  EXPECT_EQ(scope.Judge(entry), SkipReason::kNone);
  entry.published = ParseUtc("2024-01-01");
  EXPECT_EQ(scope.Judge(entry), SkipReason::kTooOld);
  entry.published = ParseUtc("2024-04-01");
  EXPECT_EQ(scope.Judge(entry), SkipReason::kNone);
}

TEST(Scope, FilesAndTrapsAreNoPages) {
  const std::vector<Site> sites = SitesOf("https://a.example/");
  const Scope scope(sites);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/x/A.JPG")), SkipReason::kNotAPage);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/x.pdf?v=1")), SkipReason::kNotAPage);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/x/?replytocom=3")), SkipReason::kTrap);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/x/?share=facebook")), SkipReason::kTrap);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/b/c/b/c/b/c")), SkipReason::kTrap);
  EXPECT_EQ(scope.Judge(ScopeEntry("https://a.example/2024/04/04/x")), SkipReason::kNone);
}

TEST(UrlShape, ReadsDatesInPaths) {
  const auto date = [](const std::string& path) {
    const auto found = DateInPath(Url::Parse("https://a.example" + path).value());
    return found ? FormatUtc(*found).substr(0, 10) : std::string();
  };
  EXPECT_EQ(date("/blog/2024/04/13/slug/"), "2024-04-13");
  EXPECT_EQ(date("/2024/04/slug"), "2024-04-01");
  EXPECT_EQ(date("/x/2024-04-13-slug.html"), "2024-04-13");
  EXPECT_EQ(date("/x-20240413.html"), "2024-04-13");
  EXPECT_EQ(date("/2024/13/45/x"), "");
  EXPECT_EQ(date("/article-20240413123/x"), "");
  EXPECT_EQ(date("/"), "");
}

TEST(UrlShape, TellsArticlesFromLists) {
  const auto url = [](const std::string& path) {
    return Url::Parse("https://a.example" + path).value();
  };
  for (const char* path :
       {"/blog/2024/04/13/slug/", "/actualite/le-pont-de-kinshasa-est-ferme", "/story-51234",
        "/?p=123", "/spip.php?article123", "/article.php?id=9", "/news/a-b-c-d.html"}) {
    EXPECT_TRUE(LooksLikeArticle(url(path))) << path;
    EXPECT_FALSE(LooksLikeList(url(path))) << path;
  }
  for (const char* path :
       {"/", "/category/politique", "/tag/rdc/", "/page/2/", "/blog/", "/news/page/3"}) {
    EXPECT_TRUE(LooksLikeList(url(path))) << path;
    EXPECT_FALSE(LooksLikeArticle(url(path))) << path;
  }
}

TEST(UrlShape, OneEndlessSpaceHasOneShape) {
  const auto shape = [](const std::string& path) {
    return ShapeFingerprint(Url::Parse("https://a.example" + path).value());
  };
  EXPECT_EQ(shape("/calendar/2024/05"), shape("/calendar/2031/12"));
  EXPECT_EQ(shape("/shop?a=1&b=2"), shape("/shop?c=3"));
  EXPECT_NE(shape("/shop?a=1"), shape("/shop"));
  EXPECT_NE(shape("/calendar/2024/05"), shape("/category/2024/05"));
}

}  // namespace
}  // namespace kiosque
