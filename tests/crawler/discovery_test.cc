// Lists that nobody links: the cheapest complete index of each system.
#include <gtest/gtest.h>

#include <string>
#include <vector>

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
  std::size_t KnownRows() const {
    std::size_t rows = 0;
    EXPECT_TRUE(archive_->ScanState("fu", "fu", [&rows](std::string_view, std::string_view) {
      ++rows;
      return true;
    }));
    return rows;
  }
  static FakeResponse RssOf(const std::vector<int>& articles) {
    std::string items;
    for (const int n : articles) {
      items += "<item><title>T</title><link>https://a.example" + Path(n) + "</link></item>";
    }
    return FakeResponse().Text("<rss version=\"2.0\"><channel>" + items + "</channel></rss>",
                               "application/rss+xml");
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

TEST_F(DiscoveryTest, WordPressIsAskedByItsQueryWherePlainAddressesOfTheInterfaceAreOff) {
  ServeHome(kWordPress);
  ServeArticles(3);
  const std::string posts =
      "https://a.example/?rest_route=/wp/v2/posts&per_page=100" + std::string(kFields) + "1";
  web_.Serve(posts, FakeResponse().Text(Rows(0, 3), "application/json"));
  EXPECT_EQ(Run(Guessing())->stats.total.new_articles, 3u);
  EXPECT_EQ(web_.Count(posts), 1u);
  const std::string changes = posts + "&modified_after=2024-04-13T07:29:59Z";
  web_.Serve(changes, FakeResponse().Text("[]", "application/json"));
  clock_.Advance(20min);
  Run(Guessing({{"second-look", "false"}}));
  EXPECT_EQ(web_.Count(changes), 1u);
  EXPECT_EQ(web_.Count(Api(1)), 1u) << "where it is not, it is not looked for again";
}

TEST_F(DiscoveryTest, ArchivedFeedsAreReadBackByTheirOwnLinks) {
  ServeHome(R"(<link rel="alternate" type="application/atom+xml" href="/fil.atom">)");
  ServeArticles(6);
  const auto feed = [](int from, const std::string& next) {
    std::string text = R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>Fil</title>)" + next;
    for (int n = from; n < from + 2; ++n) {
      text += "<entry><title>T</title><link href=\"" + Path(n) + "\"/></entry>";
    }
    return FakeResponse().Text(text + "</feed>", "application/atom+xml");
  };
  web_.Serve("https://a.example/fil.atom", feed(0, R"(<link rel="next" href="/fil.atom?p=2"/>)"));
  web_.Serve("https://a.example/fil.atom?p=2",
             feed(2, R"(<link rel="prev-archive" href="/fil-2023.atom"/>)"));
  web_.Serve("https://a.example/fil-2023.atom", feed(4, ""));
  EXPECT_EQ(Run(Guessing())->stats.total.new_articles, 6u);
}

TEST_F(DiscoveryTest, SpipIsReadByItsFeedAndThoseOfItsRubrics) {
  ServeHome(R"(<meta name="generator" content="SPIP 4.2">)");
  web_.Serve(kHome,
             FakeResponse().Html("<html><head><meta name=generator content='SPIP 4.2'></head><body>"
                                 "<a href='/spip.php?rubrique7'>Politique</a></body></html>"));
  ServeArticles(3);
  web_.Serve("https://a.example/spip.php?page=backend", RssOf({1}));
  web_.Serve("https://a.example/spip.php?page=backend&id_rubrique=7", RssOf({2}));
  EXPECT_EQ(Run(Guessing())->stats.total.new_articles, 2u);
  EXPECT_EQ(web_.Count("https://a.example/spip.php?page=sitemap"), 1u);
}

TEST_F(DiscoveryTest, BloggerIsReadByItsFeedFromEntryToEntry) {
  ServeHome(R"(<meta name="generator" content="blogger">)");
  ServeArticles(4);
  const std::string feed =
      "https://a.example/feeds/posts/default?max-results=150&orderby=updated&start-index=";
  web_.Serve(feed + "1", RssOf({0, 1}));
  web_.Serve(feed + "3", RssOf({2, 3}));
  EXPECT_EQ(Run(Guessing())->stats.total.new_articles, 4u);
  EXPECT_EQ(web_.Count(feed + "5"), 1u) << "the end is where nothing is";
}

TEST_F(DiscoveryTest, DrupalIsReadByItsPagesWhereItHasNoSitemap) {
  ServeHome(R"(<meta name="generator" content="Drupal 10">)");
  ServeArticles(4);
  const auto page = [](int from) {
    return FakeResponse().Html(HubHtml({{Path(from), "Un titre assez long pour un article"},
                                        {Path(from + 1), "Un autre titre assez long aussi"}}));
  };
  web_.Serve("https://a.example/node?page=0", page(0));
  web_.Serve("https://a.example/node?page=1", page(2));
  EXPECT_EQ(Run(Guessing())->stats.total.new_articles, 4u);
  EXPECT_EQ(web_.Count("https://a.example/node?page=2"), 1u);
  EXPECT_EQ(web_.Count("https://a.example/node?page=3"), 0u);
}

TEST_F(DiscoveryTest, JoomlaIsReadByItsFeed) {
  ServeHome(R"(<meta name="generator" content="Joomla! - Open Source Content Management">)");
  ServeArticles(2);
  web_.Serve("https://a.example/?format=feed&type=rss", RssOf({0, 1}));
  EXPECT_EQ(Run(Guessing())->stats.total.new_articles, 2u);
  EXPECT_EQ(web_.Count("https://a.example/sitemap.xml"), 1u);
}

TEST_F(DiscoveryTest, ASitemapOfAnyLengthIsTakenInPartByPart) {
  constexpr int kRows = 4'500;  // more than one part
  ServeRobots("https://a.example",
              "User-agent: *\nDisallow: /2023/\nSitemap: https://a.example/s.xml\n");
  web_.Serve(kHome, FakeResponse().Html("<p>x</p>"));
  std::string rows;
  for (int n = 0; n < kRows; ++n) {
    rows +=
        "<url><loc>https://a.example/2023/01/01/une-ligne-" + std::to_string(n) + "/</loc></url>";
  }
  web_.Serve("https://a.example/s.xml",
             FakeResponse().Text("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">" +
                                     rows + "</urlset>",
                                 "text/xml"));
  const auto report = Run(Options({kHome}));
  EXPECT_EQ(report->stats.total.Skipped(SkipReason::kRobots), static_cast<std::uint64_t>(kRows));
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

TEST_F(DiscoveryTest, AnInterruptionWhileALongSitemapIsReadEndsTheCrawlAndTheListIsReadAgain) {
  ServeRobots("https://a.example", "User-agent: *\nSitemap: https://a.example/s.txt\n");
  web_.Serve(kHome, FakeResponse().Html("<p>x</p>"));
  std::string rows;
  for (int n = 0; n < 9'000; ++n) {
    rows += "https://a.example/2023/01/01/une-ligne-" + std::to_string(n) + "/\n";
  }
  web_.Serve("https://a.example/s.txt", FakeResponse().Text(rows));
  boost::asio::io_context context;
  testing::FakeAlarm alarm;
  Crawl crawl(context, Options({kHome}), CrawlParts{*archive_, web_, clock_, alarm, this});
  std::optional<Result<CrawlReport>> report;
  testing::Spawn(context, crawl.Run(), report);
  bool stopped = false;
  for (int step = 0; step < 100'000 && !report; ++step) {
    context.restart();
    const bool waits = context.poll_one() == 0;
    if (!stopped && archive_->stats().captures >= 2 && web_.Count("https://a.example/s.txt") == 1 &&
        KnownRows() > 4'000) {
      crawl.Stop(StopReason::kInterrupted);  // the first part is in the store
      stopped = true;
    }
    if (waits) {
      clock_.Advance(50ms);
      alarm.FireIfDue(clock_.Steady());
      web_.CompleteDue();
    }
  }
  ASSERT_TRUE(stopped && report);
  context.restart();
  context.poll();
  EXPECT_TRUE(context.stopped()) << "nothing is left that would be waited for";
  web_.CancelAll();
  Run(Options({kHome}, {{"limit", "3"}}));
  EXPECT_EQ(web_.Count("https://a.example/s.txt"), 2u);
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
