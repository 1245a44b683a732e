// Lists that nobody links: the cheapest complete index of each system.
#include <gtest/gtest.h>

#include <string>

#include "crawler/index_url.h"
#include "crawler/site_indexes.h"
#include "support/crawl_simulation.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::FakeResponse;

constexpr char kHome[] = "https://a.example/";
constexpr char kFields[] =
    "&orderby=modified&order=desc&_fields=id,link,title,date_gmt,modified_gmt,type,status&page=";

class DiscoveryTest : public testing::CrawlSimulation {
 protected:
  static CrawlOptions Guessing(std::vector<FlagValue> flags = {}) {
    CrawlOptions options = Options({kHome}, std::move(flags));
    options.guess_lists = true;
    return options;
  }
  static std::string Path(int n) { return "/2024/04/13/article-numero-" + std::to_string(n) + "/"; }
  static std::string Api(int page) {
    return "https://a.example/wp-json/wp/v2/posts?per_page=100" + std::string(kFields) +
           std::to_string(page);
  }
  static std::string Row(int n, const std::string& modified) {
    return R"({"id":)" + std::to_string(n) + R"(,"link":"https://a.example)" + Path(n) +
           R"(","status":"publish","date_gmt":"2024-04-13T07:00:00","modified_gmt":")" + modified +
           R"(","title":{"rendered":"Titre"}})";
  }
  static std::string Rows(int from, int to, const std::string& modified = "2024-04-13T07:30:00") {
    std::string rows = "[";
    for (int n = from; n < to; ++n) {
      rows += (n > from ? "," : "") + Row(n, modified);
    }
    return rows + "]";
  }
  void ServeHome(const std::string& head) {
    ServeRobots("https://a.example");
    web_.Serve(kHome, FakeResponse().Html("<html><head>" + head +
                                          "</head><body><p>Bienvenue.</p></body></html>"));
  }
  void ServeArticles(int n) {
    for (int i = 0; i < n; ++i) {
      ServeArticle("https://a.example" + Path(i), "Phrase " + std::to_string(i) + ".");
    }
  }
};

constexpr char kWordPress[] = R"(<meta name="generator" content="WordPress 6.4">)";

TEST_F(DiscoveryTest, WordPressIsReadByItsInterfacePageByPageAndThenAskedForChangesOnly) {
  ServeHome(kWordPress);
  ServeArticles(151);
  web_.Serve(Api(1),
             FakeResponse().Text(Rows(0, 100), "application/json").Header("X-WP-Total", "150"));
  web_.Serve(Api(2), FakeResponse().Text(Rows(100, 150), "application/json"));
  const auto first = Run(Guessing());
  ASSERT_TRUE(first);
  EXPECT_EQ(first->stats.total.new_articles, 150u);
  EXPECT_EQ(first->stats.total.requests, 150u + 3u) << "front page, two pages of the list";
  const std::string changes = Api(1) + "&modified_after=2024-04-13T07:29:59Z";
  web_.Serve(changes, FakeResponse().Text("[" + Row(150, "2024-04-13T09:00:00") + "," +
                                              Row(3, "2024-04-13T08:59:00") + "]",
                                          "application/json"));
  ServeArticle("https://a.example" + Path(3), "Une phrase corrigée.");
  clock_.Advance(20min);
  const auto second = Run(Guessing({{"second-look", "false"}}));
  EXPECT_EQ(second->stats.total.new_articles, 1u);
  EXPECT_EQ(second->stats.total.changed, 1u);
  EXPECT_EQ(second->stats.total.requests, 2u + 2u) << "front page, the changes, two articles";
  EXPECT_EQ(web_.Count(Api(1)), 1u);
  EXPECT_EQ(web_.Count(changes), 1u);
}

TEST_F(DiscoveryTest, WhereTheInterfaceIsBlockedTheNextListIsTried) {
  ServeHome(kWordPress);
  ServeArticles(3);
  web_.Serve(
      "https://a.example/sitemap_index.xml",
      FakeResponse().Text("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>"
                          "https://a.example" +
                              Path(0) + "</loc></url><url><loc>https://a.example" + Path(1) +
                              "</loc></url></urlset>",
                          "text/xml"));
  const auto report = Run(Guessing());
  EXPECT_EQ(report->stats.total.new_articles, 2u);
  EXPECT_EQ(web_.Count(Api(1)), 1u);
  EXPECT_EQ(web_.Count("https://a.example/wp-sitemap.xml"), 1u);
  EXPECT_EQ(web_.Count("https://a.example/sitemap_index.xml"), 1u);
  EXPECT_EQ(web_.Count("https://a.example/sitemap.xml"), 0u) << "one complete list is enough";
  Run(Guessing());
  EXPECT_EQ(web_.Count(Api(1)), 1u) << "what was not there is not asked for in every run";
  EXPECT_EQ(web_.Count("https://a.example/sitemap_index.xml"), 2u);
}

TEST_F(DiscoveryTest, WordPressFeedsAreReadBackwardsWhenThereIsNothingElse) {
  ServeHome(kWordPress);
  ServeArticles(4);
  const auto feed = [](int from, int to) {
    std::string items;
    for (int n = from; n < to; ++n) {
      items += "<item><title>Titre</title><link>https://a.example" + Path(n) + "</link></item>";
    }
    return FakeResponse().Text("<rss version=\"2.0\"><channel>" + items + "</channel></rss>",
                               "application/rss+xml");
  };
  web_.Serve("https://a.example/feed/", feed(0, 2));
  web_.Serve("https://a.example/feed/?paged=2", feed(2, 4));
  const auto report = Run(Guessing());
  EXPECT_EQ(report->stats.total.new_articles, 4u);
  EXPECT_EQ(web_.Count("https://a.example/feed/?paged=3"), 1u) << "the end is where nothing is";
  EXPECT_EQ(web_.Count("https://a.example/feed/?paged=4"), 0u);
}

TEST_F(DiscoveryTest, SpipAndBloggerHaveListsOfTheirOwn) {
  ServeHome(R"(<meta name="generator" content="SPIP 4.2">)");
  ServeArticles(2);
  web_.Serve("https://a.example/spip.php?page=backend",
             FakeResponse().Text("<rss version=\"2.0\"><channel><item><title>T</title><link>"
                                 "https://a.example" +
                                     Path(1) + "</link></item></channel></rss>",
                                 "application/rss+xml"));
  EXPECT_EQ(Run(Guessing())->stats.total.new_articles, 1u);
  EXPECT_EQ(web_.Count("https://a.example/spip.php?page=sitemap"), 1u);
}

TEST_F(DiscoveryTest, ListsThatRobotsTxtForbidsAreNotAskedForAndTheNextOneIsTried) {
  ServeHome(kWordPress);
  ServeRobots("https://a.example", "User-agent: *\nDisallow: /wp-json/\nDisallow: /*rest_route\n");
  Run(Guessing());
  EXPECT_EQ(web_.Count(Api(1)), 0u);
  EXPECT_EQ(web_.Count("https://a.example/wp-sitemap.xml"), 1u);
}

TEST_F(DiscoveryTest, AnUnknownSystemCostsThreeGuessesAtMostAndNoneWhenListsAreNamed) {
  ServeHome("");
  const auto report = Run(Guessing());
  EXPECT_EQ(report->stats.total.requests, 1u + 3u);
  ServeRobots("https://b.example", "User-agent: *\nSitemap: https://b.example/s.xml\n");
  web_.Serve("https://b.example/", FakeResponse().Html("<p>x</p>"));
  CrawlOptions options = Options({"https://b.example/"});
  options.guess_lists = true;
  EXPECT_EQ(Run(std::move(options))->stats.total.requests, 2u) << "front page, the sitemap named";
}

TEST(IndexUrl, KnowsWordPressListsInEveryForm) {
  const auto posts = [](const char* url) { return IsWordPressPosts(Url::Parse(url).value()); };
  EXPECT_TRUE(posts("https://a.example/wp-json/wp/v2/posts?per_page=100"));
  EXPECT_TRUE(posts("https://a.example/blog/?rest_route=/wp/v2/posts&page=1"));
  EXPECT_FALSE(posts("https://a.example/wp-json/wp/v2/pages"));
  EXPECT_FALSE(posts("https://a.example/?s=rest_route=/wp/v2/posts"));
  const Url further =
      Url::Parse("https://a.example/wp-json/wp/v2/posts?per_page=100&page=2").value();
  EXPECT_TRUE(IsFurtherPosts(further));
  EXPECT_FALSE(IsFurtherPosts(
      Url::Parse("https://a.example/wp-json/wp/v2/posts?per_page=100&page=1").value()));
}

TEST(SiteIndexRecord, SurvivesItsRow) {
  SiteIndexRecord record;
  record.cms = Cms::kSpip;
  record.evidence = "meta generator SPIP 4.2";
  record.named = 41'233;
  record.waiting = {"1-https://a.example/feed", "2+https://a.example/sitemap.xml"};
  const auto read = SiteIndexRecord::Decode(record.Encode());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->cms, Cms::kSpip);
  EXPECT_EQ(read->named, 41'233u);
  EXPECT_EQ(read->waiting, record.waiting);
  EXPECT_FALSE(SiteIndexRecord::Decode(record.Encode().substr(1)));
}

}  // namespace
}  // namespace kiosque
