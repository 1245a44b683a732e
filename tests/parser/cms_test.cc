#include "parser/cms.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

Url Home() {
  return *Url::Parse("https://journal.example/");
}

CmsVerdict Recognise(std::string html, std::string_view head = "",
                     const char* url = "https://journal.example/") {
  return RecogniseCms(Document::Parse(std::move(html)), *Url::Parse(url), head);
}

std::string First(const std::vector<CmsIndex>& indexes, IndexKind kind) {
  for (const CmsIndex& index : indexes) {
    if (index.kind == kind) {
      return index.url.href();
    }
  }
  return "none";
}

TEST(Cms, RecognisesEachBySeveralSigns) {
  EXPECT_EQ(Recognise("<meta name=generator content='WordPress 6.4'>").cms, Cms::kWordPress);
  EXPECT_EQ(Recognise("<meta name=Generator content='SPIP 4.2 [1]'>").cms, Cms::kSpip);
  EXPECT_EQ(Recognise("<meta name=generator content='Drupal 10 (https://www.drupal.org)'>").cms,
            Cms::kDrupal);
  EXPECT_EQ(
      Recognise("<meta name=generator content='Joomla! - Open Source Content Management'>").cms,
      Cms::kJoomla);
  EXPECT_EQ(Recognise("<meta name=generator content=blogger>").cms, Cms::kBlogger);
  EXPECT_EQ(Recognise("<p>x", "HTTP/1.1 200 OK\r\nX-Spip-Cache: 86400\r\n").cms, Cms::kSpip);
  EXPECT_EQ(Recognise("<p>x", "HTTP/1.1 200 OK\r\nX-Generator: Drupal 9\r\n").cms, Cms::kDrupal);
  EXPECT_EQ(Recognise("<script src=/wp-includes/a.js></script><link href=/wp-content/b.css><img "
                      "src=/wp-content/c.png>")
                .cms,
            Cms::kWordPress);
  EXPECT_EQ(Recognise("<p>x", "", "https://journal.blogspot.com/").cms, Cms::kBlogger);
}

TEST(Cms, IsNotFooledByAMention) {
  EXPECT_EQ(Recognise("<a href='https://elsewhere.example/wp-content/a.png'>WordPress</a>").cms,
            Cms::kUnknown);
  EXPECT_EQ(Recognise("").cms, Cms::kUnknown);
  EXPECT_TRUE(Recognise("<a href='/rubrique12'>x</a>").rubric_feeds.empty());
}

TEST(Cms, TakesTheRestRootThatThePageNames) {
  EXPECT_EQ(
      Recognise("<link rel='https://api.w.org/' href='/blog/wp-json/'>").wordpress_api->href(),
      "https://journal.example/blog/wp-json/");
  const CmsVerdict verdict =
      Recognise("<p>x",
                "HTTP/1.1 200 OK\r\nLink: <https://journal.example/?rest_route=/>; "
                "rel=\"https://api.w.org/\"\r\n");
  EXPECT_EQ(verdict.cms, Cms::kWordPress);
  EXPECT_TRUE(First(CmsIndexes(verdict, Home()), IndexKind::kWordPressPosts)
                  .starts_with("https://journal.example/?rest_route=/wp/v2/posts&per_page=100"));
}

TEST(Cms, PagesThroughWordPress) {
  CmsVerdict verdict;
  verdict.cms = Cms::kWordPress;
  const auto since = *ParseUtc("2024-04-13T07:30:00Z");
  const std::vector<CmsIndex> indexes = CmsIndexes(verdict, Home(), since);
  ASSERT_EQ(indexes[0].kind, IndexKind::kWordPressPosts);
  EXPECT_TRUE(indexes[0].url.href().find("modified_after=2024-04-13T07:30:00Z") !=
              std::string::npos)
      << indexes[0].url.href();
  EXPECT_TRUE(indexes[0].url.href().starts_with(
      "https://journal.example/wp-json/wp/v2/posts?per_page=100"));
  const auto second = NextIndexPage(Cms::kWordPress, indexes[0], indexes[0].url, 100);
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->href().find("&page=2&") != std::string::npos) << second->href();
  EXPECT_TRUE(NextIndexPage(Cms::kWordPress, indexes[0], *second, 100)->href().find("&page=3&") !=
              std::string::npos);
  EXPECT_FALSE(NextIndexPage(Cms::kWordPress, indexes[0], *second, 99));
  const CmsIndex feed(*Home().Resolve("/feed/"), IndexKind::kFeed, true);
  const auto paged = NextIndexPage(Cms::kWordPress, feed, feed.url, 10);
  EXPECT_EQ(paged->href(), "https://journal.example/feed/?paged=2");
  EXPECT_EQ(NextIndexPage(Cms::kWordPress, feed, *paged, 10)->href(),
            "https://journal.example/feed/?paged=3");
  EXPECT_FALSE(NextIndexPage(Cms::kWordPress, feed, *paged, 0));
}

TEST(Cms, PagesThroughBloggerAndDrupal) {
  CmsVerdict verdict;
  verdict.cms = Cms::kBlogger;
  const CmsIndex feed = CmsIndexes(verdict, Home())[0];
  EXPECT_EQ(
      feed.url.href(),
      "https://journal.example/feeds/posts/default?max-results=150&orderby=updated&start-index=1");
  EXPECT_TRUE(
      NextIndexPage(Cms::kBlogger, feed, feed.url, 150)->href().ends_with("&start-index=151"));
  verdict.cms = Cms::kDrupal;
  const CmsIndex hub(*Home().Resolve("/node?page=0"), IndexKind::kHub, true);
  EXPECT_EQ(NextIndexPage(Cms::kDrupal, hub, hub.url, 10)->href(),
            "https://journal.example/node?page=1");
}

TEST(Cms, FindsTheFeedsOfSpipsRubrics) {
  const CmsVerdict verdict = Recognise(
      "<meta name=generator content=SPIP><a href='spip.php?page=rubrique&id_rubrique=12'>a</a><a "
      "href='/spip.php?rubrique7'>b</a>"
      "<a href='-Politique-?id_rubrique=12'>c</a>");
  ASSERT_EQ(verdict.rubric_feeds.size(), 2u);
  EXPECT_EQ(verdict.rubric_feeds[0].href(),
            "https://journal.example/spip.php?page=backend&id_rubrique=12");
  EXPECT_EQ(CmsIndexes(verdict, Home()).back().url, verdict.rubric_feeds[1]);
}

TEST(Cms, NamesGoBothWays) {
  for (const Cms cms :
       {Cms::kUnknown, Cms::kWordPress, Cms::kSpip, Cms::kDrupal, Cms::kJoomla, Cms::kBlogger}) {
    EXPECT_EQ(CmsFromName(CmsName(cms)), cms);
    CmsVerdict verdict;
    verdict.cms = cms;
    EXPECT_FALSE(CmsIndexes(verdict, Home()).empty());
  }
  EXPECT_FALSE(CmsFromName("typo3"));
}

}  // namespace
}  // namespace kiosque
