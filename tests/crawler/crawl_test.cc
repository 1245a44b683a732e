#include "crawler/crawl.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "crawler/url_account.h"
#include "support/crawl_simulation.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::FakeResponse;

class CrawlTest : public testing::CrawlSimulation {
 protected:
  /// No two requests to one origin nearer than `delay`, robots.txt included.
  void ExpectPolite(std::chrono::milliseconds delay) {
    std::map<std::string, SteadyTime> last;
    for (const auto& asked : web_.log()) {
      const auto before = last.find(asked.url.origin());
      if (before != last.end()) {
        EXPECT_GE(asked.at - before->second, delay) << asked.url.href();
      }
      last[asked.url.origin()] = asked.at;
    }
  }
};

TEST_F(CrawlTest, FindsWhatAHubLinks) {
  ServeSite("https://a.example", 5);
  const auto report = Run(Options({"https://a.example/"}));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->stopped, StopReason::kFinished);
  EXPECT_EQ(report->stats.total.pages, 6u);
  EXPECT_EQ(report->stats.total.new_articles, 5u);
  EXPECT_EQ(report->stats.total.robots_requests, 1u);
  EXPECT_EQ(report->stats.queued, 0u);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(VersionsOf("https://a.example/2024/04/13/article-numero-" + std::to_string(i) + "/"),
              1u);
  }
  EXPECT_EQ(VersionsOf("https://a.example/"), 0u) << "hubs are no articles";
  ExpectPolite(1s);
}

TEST_F(CrawlTest, ReadsFeedsAdvertisedByThePageAndDeclared) {
  ServeRobots("https://a.example");
  web_.Serve("https://a.example/",
             FakeResponse().Html(
                 HubHtml({}, "<link rel=alternate type=\"application/rss+xml\" href=/feed/>")));
  const auto rss = [](const std::string& link) {
    return FakeResponse().Text(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>t</title><item>"
        "<title>x</title><link>" +
            link +
            "</link><pubDate>Sat, 13 Apr 2024 07:00:00 GMT</pubDate></item>"
            "</channel></rss>",
        "application/rss+xml");
  };
  web_.Serve("https://a.example/feed/", rss("https://a.example/un"));
  web_.Serve("https://a.example/autre.xml", rss("https://a.example/deux"));
  ServeArticle("https://a.example/un");
  ServeArticle("https://a.example/deux");
  Run(Options({"https://a.example/"}, {{"feed", "https://a.example/autre.xml"}}));
  EXPECT_EQ(VersionsOf("https://a.example/un"), 1u);
  EXPECT_EQ(VersionsOf("https://a.example/deux"), 1u);
}

TEST_F(CrawlTest, KeepsAnAnnouncedArticleOfWhichLittleCanBeRead) {
  ServeRobots("https://a.example");
  web_.Serve("https://a.example/", FakeResponse().Html(HubHtml({})));
  web_.Serve("https://a.example/f",
             FakeResponse().Text("<rss "
                                 "version=\"2.0\"><channel><item><link>https://a.example/breve</"
                                 "link></item></channel></rss>",
                                 "application/rss+xml"));
  web_.Serve("https://a.example/breve",
             FakeResponse().Html("<title>Brève</title><body>Deux mots."));
  Run(Options({"https://a.example/"}, {{"feed", "https://a.example/f"}}));
  EXPECT_EQ(VersionsOf("https://a.example/breve"), 1u);
}

TEST_F(CrawlTest, ReadsSitemapsThatRobotsTxtNames) {
  ServeRobots("https://a.example",
              "User-agent: *\nDisallow:\nSitemap: https://a.example/index.xml\n");
  web_.Serve("https://a.example/", FakeResponse().Html(HubHtml({})));
  web_.Serve("https://a.example/index.xml",
             FakeResponse().Text(
                 "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap>"
                 "<loc>https://a.example/s1.xml</loc></sitemap></sitemapindex>",
                 "application/xml"));
  web_.Serve(
      "https://a.example/s1.xml",
      FakeResponse().Text("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url>"
                          "<loc>https://a.example/un</loc></url></urlset>",
                          "text/xml"));
  ServeArticle("https://a.example/un");
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(VersionsOf("https://a.example/un"), 1u);
}

TEST_F(CrawlTest, FollowsPaginationHoweverLongAtNoDepth) {
  ServeRobots("https://a.example");
  for (int page = 1; page <= 12; ++page) {
    const std::string url = page == 1 ? "/" : "/page/" + std::to_string(page) + "/";
    const std::string path = "/un-article-de-la-page-" + std::to_string(page);
    const std::string next = page == 12 ? ""
                                        : "<a class=next rel=next href=\"/page/" +
                                              std::to_string(page + 1) + "/\">Suivant</a>";
    web_.Serve(
        "https://a.example" + url,
        FakeResponse().Html(HubHtml({{path, "Le titre de cet article de la page"}}, "", next)));
    ServeArticle("https://a.example" + path, "Page " + std::to_string(page));
  }
  const auto report = Run(Options({"https://a.example/"}, {{"depth", "1"}}));
  EXPECT_EQ(report->stats.total.new_articles, 12u);
}

TEST_F(CrawlTest, ObeysRobotsTxtAndSaysWhatItLeftOut) {
  ServeSite("https://a.example", 3);
  ServeRobots("https://a.example", "User-agent: *\nDisallow: /2024/04/13/article-numero-1/\n");
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count("https://a.example/2024/04/13/article-numero-1/"), 0u);
  EXPECT_EQ(report->stats.total.new_articles, 2u);
  EXPECT_EQ(report->stats.total.Skipped(SkipReason::kRobots), 1u);
  EXPECT_TRUE(Skipped("https://a.example/2024/04/13/article-numero-1/", SkipReason::kRobots));
}

TEST_F(CrawlTest, LeavesAHostAloneWhoseRobotsTxtCannotBeHad) {
  ServeSite("https://a.example", 3);
  web_.Serve("https://a.example/robots.txt", FakeResponse().Code(500));
  ServeSite("https://b.example", 2);
  const auto report = Run(Options({"https://a.example/", "https://b.example/"}));
  EXPECT_EQ(web_.Count("https://a.example/"), 0u);
  EXPECT_EQ(report->stats.total.new_articles, 2u);
  EXPECT_EQ(report->stopped, StopReason::kFinished);
}

TEST_F(CrawlTest, AsksNothingMoreThanCrawlDelayAllows) {
  ServeSite("https://a.example", 3);
  ServeRobots("https://a.example", "User-agent: *\nCrawl-delay: 7\n");
  Run(Options({"https://a.example/"}));
  std::vector<SteadyTime> times;
  for (const auto& asked : web_.log()) {
    times.push_back(asked.at);
  }
  ASSERT_EQ(times.size(), 5u);
  for (std::size_t i = 2; i < times.size(); ++i) {
    EXPECT_GE(times[i] - times[i - 1], 7s);
  }
}

TEST_F(CrawlTest, StretchesTheDelayForSlowServersAndMeasuresItFromTheEnd) {
  ServeRobots("https://a.example");
  web_.Serve(
      "https://a.example/",
      FakeResponse()
          .Html(HubHtml({{"/un-article-tout-a-fait", "x"}, {"/un-article-tout-de-meme", "y"}}))
          .Latency(3s));
  web_.Serve("https://a.example/un-article-tout-a-fait", FakeResponse().Html("x").Latency(3s));
  Run(Options({"https://a.example/"}));
  const auto& log = web_.log();
  ASSERT_EQ(log.size(), 4u);
  EXPECT_GE(log[2].at - log[1].at, 3s + 6s);
  EXPECT_EQ(web_.most_in_flight(), 1u);
}

TEST_F(CrawlTest, AsksDifferentSitesAtTheSameTime) {
  for (const char* host : {"a", "b", "c"}) {
    const std::string origin = "https://" + std::string(host) + ".example";
    ServeRobots(origin);
    web_.Serve(origin + "/", FakeResponse().Html(HubHtml({})).Latency(1s));
  }
  Run(Options({"https://a.example/", "https://b.example/", "https://c.example/"}));
  EXPECT_EQ(web_.most_in_flight(), 3u);
}

TEST_F(CrawlTest, FollowsRedirectsHopByHopAndRecordsEach) {
  ServeRobots("http://a.example");
  ServeRobots("https://a.example");
  web_.Serve("http://a.example/", FakeResponse().RedirectTo("https://a.example/"));
  web_.Serve("https://a.example/",
             FakeResponse().Html(HubHtml({{"/?p=12345", "Un titre assez long pour un article"}})));
  web_.Serve("https://a.example/?p=12345", FakeResponse().RedirectTo("/un-article-du-jour"));
  ServeArticle("https://a.example/un-article-du-jour");
  const auto report = Run(Options({"http://a.example/"}));
  EXPECT_EQ(report->stats.total.redirects, 2u);
  EXPECT_EQ(VersionsOf("https://a.example/un-article-du-jour"), 1u);
  EXPECT_EQ(CapturesOf("https://a.example/"), 2u);
  ExpectPolite(1s);
}

TEST_F(CrawlTest, EndsRedirectLoops) {
  ServeRobots("https://a.example");
  web_.Serve(
      "https://a.example/",
      FakeResponse().Html(HubHtml({{"/lui-meme", "x"}, {"/aller", "y"}, {"/sans-fin-0", "z"}})));
  web_.Serve("https://a.example/lui-meme", FakeResponse().RedirectTo("/lui-meme"));
  web_.Serve("https://a.example/aller", FakeResponse().RedirectTo("/retour"));
  web_.Serve("https://a.example/retour", FakeResponse().RedirectTo("/aller"));
  for (int i = 0; i < 40; ++i) {
    web_.Serve("https://a.example/sans-fin-" + std::to_string(i),
               FakeResponse().RedirectTo("/sans-fin-" + std::to_string(i + 1)));
  }
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(report->stopped, StopReason::kFinished);
  EXPECT_LT(web_.log().size(), 20u);
}

TEST_F(CrawlTest, DoesNotFollowARedirectToAnotherSiteAndSaysSo) {
  ServeRobots("https://a.example");
  web_.Serve("https://a.example/", FakeResponse().RedirectTo("https://elsewhere.example/"));
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count("https://elsewhere.example/"), 0u);
  EXPECT_NE(report->stats.hosts.at("a.example").note.find("aliases"), std::string::npos);
}

TEST_F(CrawlTest, FollowsARedirectToAnAliasOfTheSite) {
  ServeRobots("https://old.example");
  ServeSite("https://new.example", 2);
  web_.Serve("https://old.example/", FakeResponse().RedirectTo("https://new.example/"));
  const auto report = Run(Options({"https://old.example/"}, {{"alias", "new.example"}}));
  EXPECT_EQ(report->stats.total.new_articles, 2u);
}

TEST_F(CrawlTest, TriesFailuresAgainLaterAndGivesUpInTheEnd) {
  ServeSite("https://a.example", 2);
  web_.ServeOnce("https://a.example/2024/04/13/article-numero-0/", FakeResponse().Code(500));
  web_.Serve("https://a.example/2024/04/13/article-numero-1/", FakeResponse().Code(500));
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(VersionsOf("https://a.example/2024/04/13/article-numero-0/"), 1u);
  EXPECT_EQ(web_.Count("https://a.example/2024/04/13/article-numero-1/"), 3u);
  EXPECT_EQ(report->stats.total.errors, 4u);
  EXPECT_EQ(report->stats.hosts.at("a.example").errors.at("500"), 4u);
}

TEST_F(CrawlTest, GivesAHostUpThatDoesNotAnswer) {
  ServeSite("https://a.example", 20);
  for (int i = 0; i < 20; ++i) {
    web_.Serve("https://a.example/2024/04/13/article-numero-" + std::to_string(i) + "/",
               FakeResponse().Fails(FetchOutcome::kConnectFailure));
  }
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(report->stopped, StopReason::kFinished);
  EXPECT_LE(web_.log().size(), 2u + 5u);
  EXPECT_NE(report->stats.hosts.at("a.example").note.find("connect-failure"), std::string::npos);
}

TEST_F(CrawlTest, WaitsAsLongAsRetryAfterSays) {
  ServeSite("https://a.example", 1);
  const std::string url = "https://a.example/2024/04/13/article-numero-0/";
  web_.ServeOnce(url, FakeResponse().Code(429).Header("Retry-After", "120"));
  Run(Options({"https://a.example/"}));
  ASSERT_EQ(web_.Count(url), 2u);
  EXPECT_GE(web_.log().back().at - web_.log()[web_.log().size() - 2].at, 120s);
  EXPECT_EQ(VersionsOf(url), 1u);
}

// --- runs
// ---------------------------------------------------------------------------------------------------------

TEST_F(CrawlTest, ASecondRunAsksConditionallyAndFindsOneNewVersion) {
  ServeSite("https://a.example", 4);
  for (int i = 0; i < 4; ++i) {
    const std::string url =
        "https://a.example/2024/04/13/article-numero-" + std::to_string(i) + "/";
    web_.Serve(url, FakeResponse()
                        .Html(ArticleHtml("Titre", "Phrase " + std::to_string(i)))
                        .Header("ETag", "\"v1\""));
  }
  Run(Options({"https://a.example/"}));
  const std::string changed = "https://a.example/2024/04/13/article-numero-2/";
  web_.Serve(changed,
             FakeResponse().Html(ArticleHtml("Titre", "Phrase corrigée")).Header("ETag", "\"v2\""));
  const std::string noise = "https://a.example/2024/04/13/article-numero-3/";
  web_.Serve(noise, FakeResponse()
                        .Html(ArticleHtml("Titre", "Phrase 3", "<div class=ad>Achetez !</div>"))
                        .Header("ETag", "\"v2\""));
  clock_.Advance(24h);
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_FALSE(report->stats.resumed);
  EXPECT_EQ(report->stats.total.not_modified, 2u);
  EXPECT_EQ(report->stats.total.changed, 1u);
  EXPECT_EQ(report->stats.total.unchanged, 1u);
  EXPECT_EQ(report->stats.total.new_articles, 0u);
  EXPECT_EQ(VersionsOf(changed), 2u);
  EXPECT_EQ(VersionsOf(noise), 1u);
}

TEST_F(CrawlTest, ArticlesAreAskedForAsTheLadderSaysAndListsAsTheyBringNews) {
  ServeSite("https://a.example", 2);
  const std::string url = "https://a.example/2024/04/13/article-numero-0/";
  Run(Options({"https://a.example/"}));
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count(url), 2u) << "a second look in the next run";
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count(url), 2u);
  EXPECT_EQ(web_.Count("https://a.example/"), 3u);
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count("https://a.example/"), 3u) << "quiet by now";
  clock_.Advance(61min);  // it is nine hours old: once an hour
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count(url), 3u);
  clock_.Advance(24h * 500);
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count(url), 4u) << "what was due is asked, however late";
  clock_.Advance(24h * 500);
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count(url), 4u) << "and then never";
}

TEST_F(CrawlTest, AnIndexThatTellsOfAChangeMakesItDueAtOnce) {
  ServeRobots("https://a.example", "User-agent: *\nDisallow:\nSitemap: https://a.example/s.xml\n");
  web_.Serve("https://a.example/", FakeResponse().Html(HubHtml({})));
  const auto serve_index = [&](const std::string& lastmod) {
    web_.Serve("https://a.example/s.xml",
               FakeResponse().Text(
                   "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url>"
                   "<loc>https://a.example/un</loc><lastmod>2024-04-10T08:00:00Z</lastmod></url>"
                   "<url><loc>https://a.example/deux</loc><lastmod>" +
                       lastmod + "</lastmod></url></urlset>",
                   "text/xml"));
  };
  serve_index("2024-04-11T08:00:00Z");
  ServeArticle("https://a.example/un");
  ServeArticle("https://a.example/deux");
  Run(Options({"https://a.example/"}));
  clock_.Advance(1h);
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count("https://a.example/un"), 1u) << "the index vouches for it";
  serve_index(FormatUtc(clock_.Now()));
  ServeArticle("https://a.example/deux", "Une phrase corrigée.");
  clock_.Advance(1h);
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count("https://a.example/un"), 1u);
  EXPECT_EQ(web_.Count("https://a.example/deux"), 2u);
  EXPECT_EQ(report->stats.total.changed, 1u);
}

TEST_F(CrawlTest, AHostWhose304HidesAChangeIsNoLongerAskedWithValidators) {
  constexpr int kArticles = 60;
  ServeSite("https://a.example", kArticles);
  const auto serve = [&](const std::string& text) {
    for (int i = 0; i < kArticles; ++i) {
      web_.Serve("https://a.example/2024/04/13/article-numero-" + std::to_string(i) + "/",
                 FakeResponse().Html(ArticleHtml("Titre", text)).Header("ETag", "\"toujours\""));
    }
  };
  serve("Une phrase.");
  Run(Options({"https://a.example/"}, {{"revisit", "always"}}));
  serve("Une tout autre phrase.");
  const auto second = Run(Options({"https://a.example/"}, {{"revisit", "always"}}));
  EXPECT_GT(second->stats.total.changed, 0u) << "one of the sample is fetched whole";
  EXPECT_LT(second->stats.total.changed, static_cast<unsigned>(kArticles));
  const auto third = Run(Options({"https://a.example/"}, {{"revisit", "always"}}));
  EXPECT_EQ(third->stats.total.not_modified, 0u);
  EXPECT_EQ(third->stats.total.changed + second->stats.total.changed,
            static_cast<unsigned>(kArticles));
}

TEST_F(CrawlTest, ARunThatIsInterruptedAgainAndAgainDoesNotKeepNewsWaiting) {
  ServeSite("https://a.example", 30);
  web_.Serve("https://a.example/rubrique/", FakeResponse().Html(HubHtml({})));
  const auto links = [](int n) {
    std::vector<std::pair<std::string, std::string>> all{{"/rubrique/", "Politique"}};
    for (int i = 0; i < n; ++i) {
      all.emplace_back("/2024/04/13/article-numero-" + std::to_string(i) + "/",
                       "Un titre assez long pour cet article " + std::to_string(i));
    }
    return all;
  };
  web_.Serve("https://a.example/", FakeResponse().Html(HubHtml(links(0))));
  web_.Serve("https://a.example/rubrique/", FakeResponse().Html(HubHtml(links(30))));
  Run(Options({"https://a.example/"}, {{"limit", "5"}}));
  ASSERT_EQ(web_.Count("https://a.example/rubrique/"), 1u);
  Run(Options({"https://a.example/"}, {{"limit", "5"}}));
  EXPECT_EQ(web_.Count("https://a.example/rubrique/"), 1u) << "not due yet";
  clock_.Advance(2h);
  const auto report = Run(Options({"https://a.example/"}, {{"limit", "5"}}));
  EXPECT_TRUE(report->stats.resumed);
  EXPECT_EQ(web_.Count("https://a.example/rubrique/"), 2u) << "due, though the run goes on";
  EXPECT_EQ(web_.Count("https://a.example/"), 1u) << "put off to the next run";
}

TEST_F(CrawlTest, AClockThatWasAheadDoesNotDelayRevisitsOnceItIsSetRight) {
  ServeSite("https://a.example", 1);
  const std::string url = "https://a.example/2024/04/13/article-numero-0/";
  clock_.JumpWall(24h * 3000);
  Run(Options({"https://a.example/"}, {{"second-look", "false"}, {"ladder", "1h for 36500d"}}));
  clock_.JumpWall(-24h * 3000);
  Run(Options({"https://a.example/"}, {{"second-look", "false"}, {"ladder", "1h for 36500d"}}));
  EXPECT_EQ(web_.Count(url), 2u);
}

TEST_F(CrawlTest, NeverRevisitStillLooksForNewArticles) {
  ServeSite("https://a.example", 2);
  Run(Options({"https://a.example/"}, {{"revisit", "never"}}));
  ServeSite("https://a.example", 3);
  const auto report = Run(Options({"https://a.example/"}, {{"revisit", "never"}}));
  EXPECT_EQ(report->stats.total.new_articles, 1u);
  EXPECT_EQ(web_.Count("https://a.example/2024/04/13/article-numero-0/"), 1u);
}

TEST_F(CrawlTest, ARunThatWasKilledIsContinuedWithEveryArticleOnce) {
  ServeSite("https://a.example", 10);
  ServeSite("https://b.example", 10);
  const std::vector<std::string> seeds{"https://a.example/", "https://b.example/"};
  for (std::size_t kill = 1; kill <= 9; ++kill) {
    Run(Options(seeds), [&] { return web_.log().size() >= kill * 2; });
    Reopen();
  }
  const auto report = Run(Options(seeds));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->stopped, StopReason::kFinished);
  for (const char* host : {"a", "b"}) {
    for (int i = 0; i < 10; ++i) {
      const std::string url = "https://" + std::string(host) +
                              ".example/2024/04/13/article-numero-" + std::to_string(i) + "/";
      EXPECT_EQ(CapturesOf(url), 1u) << url;
      EXPECT_EQ(VersionsOf(url), 1u) << url;
    }
  }
}

TEST_F(CrawlTest, LimitsStopAndTheNextRunGoesOn) {
  ServeSite("https://a.example", 9);
  auto report = Run(Options({"https://a.example/"}, {{"limit", "4"}}));
  EXPECT_EQ(report->stopped, StopReason::kRunLimit);
  EXPECT_EQ(report->stats.total.pages, 4u);
  EXPECT_GT(report->stats.queued, 0u);
  report = Run(Options({"https://a.example/"}, {{"limit", "4"}}));
  EXPECT_TRUE(report->stats.resumed);
  EXPECT_EQ(report->stats.total.pages, 4u);
  report = Run(Options({"https://a.example/"}, {{"limit", "4"}}));
  EXPECT_EQ(report->stopped, StopReason::kFinished);
  EXPECT_EQ(report->stats.total.pages, 2u);
}

TEST_F(CrawlTest, TimeAndByteLimitsStopResumably) {
  ServeSite("https://a.example", 9);
  auto report = Run(Options({"https://a.example/"}, {{"time-limit", "3s"}}));
  EXPECT_EQ(report->stopped, StopReason::kTimeLimit);
  report = Run(Options({"https://a.example/"}, {{"max-bytes", "2000"}}));
  EXPECT_EQ(report->stopped, StopReason::kByteLimit);
  report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(report->stopped, StopReason::kFinished);
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(CapturesOf("https://a.example/2024/04/13/article-numero-" + std::to_string(i) + "/"),
              1u);
  }
}

TEST_F(CrawlTest, SiteLimitHoldsForTheSiteAlone) {
  ServeSite("https://a.example", 9);
  const auto report = Run(Options({"https://a.example/"}, {{"site-limit", "3"}}));
  EXPECT_EQ(report->stopped, StopReason::kFinished);
  EXPECT_EQ(report->stats.total.pages, 3u);
}

TEST_F(CrawlTest, DryRunFetchesNoArticleAndWritesNothing) {
  ServeSite("https://a.example", 3);
  CrawlOptions options = Options({"https://a.example/"});
  options.dry_run = true;
  Run(options);
  EXPECT_EQ(web_.log().size(), 2u);
  EXPECT_TRUE(Skipped("https://a.example/2024/04/13/article-numero-0/", SkipReason::kDryRun));
}

TEST_F(CrawlTest, AFinishedRunOfOneSeedFileDoesNotEndAnother) {
  const std::vector<FlagValue> once{{"second-look", "false"}};
  ServeSite("https://a.example", 3);
  ServeSite("https://b.example", 3);
  Run(Options({"https://a.example/", "https://b.example/"}),
      [&] { return web_.log().size() >= 4; });
  Reopen();
  Run(Options({"https://b.example/"}, once));
  const auto report = Run(Options({"https://a.example/", "https://b.example/"}, once));
  EXPECT_TRUE(report->stats.resumed);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(CapturesOf("https://a.example/2024/04/13/article-numero-" + std::to_string(i) + "/"),
              1u);
    EXPECT_EQ(CapturesOf("https://b.example/2024/04/13/article-numero-" + std::to_string(i) + "/"),
              1u);
  }
}

// --- manners
// ------------------------------------------------------------------------------------------------------

TEST_F(CrawlTest, OneOriginAtATimeIsAskedOnOneAddress) {
  std::vector<std::string> seeds;
  for (const char* host : {"a", "b", "c", "d", "e"}) {
    const std::string origin = "https://" + std::string(host) + ".example";
    ServeSite(origin, 4);
    const auto slow = [&](const std::string& path, const std::string& html) {
      web_.Serve(origin + path, FakeResponse().Html(html).Latency(2s).Ip(
                                    host[0] < 'd' ? "192.0.2.7" : "192.0.2.8"));
    };
    web_.Serve(origin + "/robots.txt",
               FakeResponse().Text("").Ip(host[0] < 'd' ? "192.0.2.7" : "192.0.2.8"));
    for (int i = 0; i < 4; ++i) {
      slow("/2024/04/13/article-numero-" + std::to_string(i) + "/", ArticleHtml("Titre", "Texte."));
    }
    seeds.push_back(origin + "/");
  }
  const auto report = Run(Options(seeds, {{"per-address", "1"}}));
  EXPECT_EQ(report->stopped, StopReason::kFinished);
  EXPECT_EQ(report->stats.total.new_articles, 20u) << "and nothing is left behind";
  EXPECT_EQ(web_.most_in_flight(), 2u) << "two machines";
}

TEST_F(CrawlTest, AddressesAreNotComparedBehindAProxy) {
  std::vector<std::string> seeds;
  for (const char* host : {"a", "b", "c"}) {
    const std::string origin = "https://" + std::string(host) + ".example";
    ServeRobots(origin);
    web_.Serve(origin + "/", FakeResponse().Html(HubHtml({})).Latency(1s));
    seeds.push_back(origin + "/");
  }
  Run(Options(seeds, {{"per-address", "1"}, {"proxy", "http://127.0.0.1:3128"}}));
  EXPECT_EQ(web_.most_in_flight(), 3u);
}

TEST_F(CrawlTest, AHostThatStaysDownIsAskedEverLessOften) {
  web_.ServeRest(FakeResponse().Fails(FetchOutcome::kDnsFailure));
  for (int hour = 0; hour < 24 * 40; ++hour) {
    Run(Options({"https://a.example/"}));
    clock_.Advance(1h);
  }
  EXPECT_GE(web_.log().size(), 30u);
  EXPECT_LT(web_.log().size(), 60u);
  const std::size_t before = web_.log().size();
  for (int day = 0; day < 29; ++day) {
    Run(Options({"https://a.example/"}));
    clock_.Advance(24h);
  }
  // After 30 days without a robots.txt the page itself may be asked (RFC 9309 §2.3.1.4).
  EXPECT_LE(web_.log().size(), before + 2) << "given up, but for a question a month";
  ServeSite("https://a.example", 2);
  clock_.Advance(24h * 31);
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(report->stats.total.new_articles, 2u) << "and it is taken up again when it answers";
}

TEST_F(CrawlTest, OutsideActiveHoursNothingIsAskedAndNothingIsLost) {
  ServeSite("https://a.example", 2);
  auto report = Run(Options({"https://a.example/"}, {{"active-hours", "22:00-06:00"}}));
  EXPECT_EQ(web_.log().size(), 0u);
  EXPECT_NE(report->stats.hosts.at("a.example").note.find("active_hours"), std::string::npos);
  clock_.Advance(15h);
  report = Run(Options({"https://a.example/"}, {{"active-hours", "22:00-06:00"}}));
  EXPECT_EQ(report->stats.total.new_articles, 2u);
}

TEST_F(CrawlTest, ObeysVisitTime) {
  ServeSite("https://a.example", 2);
  ServeRobots("https://a.example", "User-agent: *\nVisit-time: 0100-0300\n");
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.log().size(), 1u) << "robots.txt alone";
  clock_.Advance(18h);
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(report->stats.total.new_articles, 2u);
}

TEST_F(CrawlTest, BytesOfASiteHaveABudgetOfTheirOwn) {
  ServeSite("https://a.example", 9);
  ServeSite("https://b.example", 9);
  const auto report =
      Run(Options({"https://a.example/", "https://b.example/"}, {{"site-bytes", "3000"}}));
  EXPECT_EQ(report->stopped, StopReason::kFinished);
  EXPECT_GT(report->stats.queued, 0u);
  for (const char* host : {"a.example", "b.example"}) {
    EXPECT_GE(report->stats.hosts.at(host).counts.bytes, 3000u);
    EXPECT_LT(report->stats.hosts.at(host).counts.bytes, 6000u);
  }
}

TEST_F(CrawlTest, APageThatSaysNoarchiveIsReadForItsLinksAlone) {
  ServeSite("https://a.example", 2);
  const std::string url = "https://a.example/2024/04/13/article-numero-0/";
  web_.Serve(
      url, FakeResponse()
               .Html(ArticleHtml("Titre", "Texte.", "<a href=/2024/04/12/un-autre-article/>x</a>"))
               .Header("X-Robots-Tag", "noarchive, noai"));
  ServeArticle("https://a.example/2024/04/12/un-autre-article/");
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(VersionsOf(url), 0u);
  const std::vector<Capture> captures = archive_->Captures(testing::MakeUrl(url)).value();
  ASSERT_EQ(captures.size(), 1u);
  EXPECT_FALSE(captures[0].payload);
  EXPECT_EQ(captures[0].terms, kNoArchive | kNoAi);
  EXPECT_TRUE(Skipped(url, SkipReason::kNoArchive));
  EXPECT_EQ(VersionsOf("https://a.example/2024/04/12/un-autre-article/"), 1u);
  clock_.Advance(24h * 8);
  Run(Options({"https://a.example/"}, {{"noarchive", "ignore"}}));
  EXPECT_EQ(VersionsOf(url), 1u);
}

TEST_F(CrawlTest, ATemplateThatSaysNoarchiveIsRecordedAndObeyedOnlyWhenStrict) {
  ServeSite("https://a.example", 2);
  const std::string url = "https://a.example/2024/04/13/article-numero-0/";
  std::string html = ArticleHtml("Titre", "Texte.", "");
  html.insert(html.find("<title>"), "<meta name=robots content='index, follow, noarchive'>");
  web_.Serve(url, FakeResponse().Html(html));
  Run(Options({"https://a.example/"}, {{"noarchive", "strict"}}));
  EXPECT_EQ(VersionsOf(url), 0u);
  EXPECT_TRUE(Skipped(url, SkipReason::kNoArchive));
  clock_.Advance(24h * 8);
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(VersionsOf(url), 1u);
  EXPECT_EQ(archive_->Captures(testing::MakeUrl(url)).value().back().terms, kNoArchive);
  const auto account = ReadUrlAccount(*archive_, testing::MakeUrl(url), clock_.Now());
  EXPECT_NE(account->entry->payload, 0u);  // the same bytes need not be read again
}

TEST_F(CrawlTest, AResponseThatSaysNoarchiveSinceLastTimeIsNotKept) {
  ServeSite("https://a.example", 2);
  const std::string url = "https://a.example/2024/04/13/article-numero-0/";
  const std::string html = ArticleHtml("Titre", "Texte.", "");
  web_.Serve(url, FakeResponse().Html(html));
  Run(Options({"https://a.example/"}));
  web_.Serve(url, FakeResponse().Html(html).Header("X-Robots-Tag", "noarchive"));
  clock_.Advance(24h * 8);
  Run(Options({"https://a.example/"}, {{"revisit", "always"}}));
  const std::vector<Capture> captures = archive_->Captures(testing::MakeUrl(url)).value();
  ASSERT_EQ(captures.size(), 2u);
  EXPECT_TRUE(captures[0].payload);
  EXPECT_FALSE(captures[1].payload);
  EXPECT_TRUE(Skipped(url, SkipReason::kNoArchive));
}

TEST_F(CrawlTest, RecordsWhatASitesTdmFileReserves) {
  ServeSite("https://a.example", 2);
  web_.Serve("https://a.example/.well-known/tdmrep.json",
             FakeResponse().Text(
                 "[{\"location\":\"/2024/04/13/article-numero-0/\",\"tdm-reservation\":1}]",
                 "application/json"));
  for (int run = 0; run < 3; ++run) {
    const auto report =
        Run(Options({"https://a.example/"}, {{"tdmrep", "true"}, {"revisit", "always"}}));
    EXPECT_EQ(report->stats.total.errors, 0u);
    EXPECT_EQ(report->stats.total.pages, 3u) << "it is no page";
  }
  EXPECT_EQ(web_.Count("https://a.example/.well-known/tdmrep.json"), 1u);
  for (int i = 0; i < 2; ++i) {
    const std::string url =
        "https://a.example/2024/04/13/article-numero-" + std::to_string(i) + "/";
    for (const Capture& capture : archive_->Captures(testing::MakeUrl(url)).value()) {
      EXPECT_EQ(capture.terms, i == 0 ? kTdmReserved : 0);
    }
  }
  clock_.Advance(24h * 31);
  web_.Serve("https://a.example/.well-known/tdmrep.json", FakeResponse().Code(404));
  const auto report = Run(Options({"https://a.example/"}, {{"tdmrep", "true"}}));
  EXPECT_EQ(web_.Count("https://a.example/.well-known/tdmrep.json"), 2u);
  EXPECT_EQ(report->stats.total.errors, 0u) << "to have none is no error";
}

TEST_F(CrawlTest, AnAdvertisementFarFromTheTextKeepsTheVersionWithoutAnotherPayload) {
  ServeSite("https://a.example", 1);
  const std::string url = "https://a.example/2024/04/13/article-numero-0/";
  const std::string text = "Une phrase assez longue pour que la page soit reconnue à elle seule.";
  const auto serve = [&](const std::string& noise) {
    std::string html = ArticleHtml("Le titre", text);
    for (const char* line : {"Mentions", "Contact", "Archives", "Aide", "Plan", "Presse"}) {
      html += std::string("<p>") + line + "</p>";
    }
    web_.Serve(url, FakeResponse().Html(html + noise));
  };
  serve("");
  Run(Options({"https://a.example/"}, {{"revisit", "always"}}));
  const std::uint64_t payloads = archive_->stats().payloads;
  serve("<div class=ad>Annonce 7</div>");
  const auto report = Run(Options({"https://a.example/"}, {{"revisit", "always"}}));
  EXPECT_EQ(report->stats.total.unchanged, 1u);
  EXPECT_EQ(archive_->stats().payloads, payloads);
  EXPECT_EQ(VersionsOf(url), 1u);
}

TEST_F(CrawlTest, AChallengeIsNeverAVersionAndIsNotAskedAgainAndAgain) {
  ServeSite("https://a.example", 9);
  for (int i = 0; i < 9; ++i) {
    web_.Serve("https://a.example/2024/04/13/article-numero-" + std::to_string(i) + "/",
               FakeResponse().Html("<title>Just a moment...</title>").Code(403));
  }
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.log().size(), 2u + 3u);
  const HostRow& row = report->stats.hosts.at("a.example");
  EXPECT_EQ(row.errors.at("challenge"), 3u);
  EXPECT_NE(row.note.find("permission"), std::string::npos);
  EXPECT_EQ(archive_->stats().versions, 0u);
}

TEST_F(CrawlTest, TheSameBytesAreCountedAsUnchangedWithoutAnotherPayload) {
  ServeSite("https://a.example", 3);
  Run(Options({"https://a.example/"}, {{"revisit", "always"}}));
  const std::uint64_t payloads = archive_->stats().payloads;
  const auto report = Run(Options({"https://a.example/"}, {{"revisit", "always"}}));
  EXPECT_EQ(report->stats.total.unchanged, 3u);
  EXPECT_EQ(archive_->stats().payloads, payloads);
  const auto captures =
      archive_->Captures(testing::MakeUrl("https://a.example/2024/04/13/article-numero-0/"))
          .value();
  ASSERT_EQ(captures.size(), 2u);
  EXPECT_EQ(captures[1].version, 1u);
}

TEST_F(CrawlTest, ChangedRulesAreAppliedToWhatIsQueuedAndToListsThatDidNotChange) {
  ServeSite("https://a.example", 4);
  Run(Options({"https://a.example/"}, {{"exclude", "/2024/04/13/article-numero-1/"}}));
  EXPECT_EQ(web_.Count("https://a.example/2024/04/13/article-numero-1/"), 0u);
  const auto report =
      Run(Options({"https://a.example/"}, {{"exclude", "/2024/04/13/article-numero-2/"}}));
  EXPECT_EQ(web_.Count("https://a.example/2024/04/13/article-numero-1/"), 1u);
  EXPECT_EQ(report->stats.total.new_articles, 1u);
  EXPECT_EQ(web_.Count("https://a.example/2024/04/13/article-numero-2/"), 1u)
      << "out of scope now: no second look";
}

TEST_F(CrawlTest, ASiteThatAlwaysHadNewsAndHasNoneIsNamed) {
  for (int n = 1; n <= 4; ++n) {
    ServeSite("https://a.example", n);
    const auto report = Run(Options({"https://a.example/"}));
    EXPECT_TRUE(report->stats.silent.empty());
    clock_.Advance(24h);
  }
  clock_.Advance(24h);
  EXPECT_TRUE(Run(Options({"https://a.example/"}))->stats.silent.empty());
  web_.Serve("https://a.example/", FakeResponse().Html(HubHtml({})));
  clock_.Advance(24h);
  EXPECT_EQ(Run(Options({"https://a.example/"}))->stats.silent.count("a.example"), 1u);
}

TEST_F(CrawlTest, SaysWhenSomethingIsDueAgain) {
  ServeSite("https://a.example", 1);
  const std::vector<FlagValue> once{{"second-look", "false"}, {"ladder", "5h for 36500d"}};
  const UtcTime before = clock_.Now();
  const auto report = Run(Options({"https://a.example/"}, once));
  ASSERT_TRUE(report->stats.next_due);
  EXPECT_GE(*report->stats.next_due, before + 5h);
  EXPECT_LT(*report->stats.next_due, before + 5h + 1min);
}

// --- traps
// --------------------------------------------------------------------------------------------------------

TEST_F(CrawlTest, LeavesEndlessSpacesAfterFewRequestsAndCoversTheRest) {
  ServeSite("https://a.example", 5);
  std::vector<std::pair<std::string, std::string>> links;
  for (int i = 0; i < 5; ++i) {
    links.emplace_back("/2024/04/13/article-numero-" + std::to_string(i) + "/",
                       "Un titre assez long pour cet article");
  }
  links.emplace_back("/calendar/2024/1", "Agenda");
  links.emplace_back("/shop?sort=0", "Boutique");
  links.emplace_back("/a/b/a/b", "Labyrinthe");
  web_.Serve("https://a.example/", FakeResponse().Html(HubHtml(links)));
  for (int i = 1; i < 400; ++i) {
    web_.Serve("https://a.example/calendar/2024/" + std::to_string(i),
               FakeResponse().Html(HubHtml(
                   {}, "<link rel=next href=\"/calendar/2024/" + std::to_string(i + 1) + "\">")));
    web_.Serve("https://a.example/shop?sort=" + std::to_string(i - 1),
               FakeResponse().Html(HubHtml({{"/shop?sort=" + std::to_string(i), "x"},
                                            {"/shop?color=" + std::to_string(i), "y"}})));
  }
  const auto report = Run(Options({"https://a.example/"}, {{"depth", "1000"}}));
  EXPECT_EQ(report->stats.total.new_articles, 5u);
  EXPECT_LT(web_.log().size(), 120u);
  EXPECT_GT(report->stats.total.Skipped(SkipReason::kTrap), 0u);
}

TEST_F(CrawlTest, ADelayThatIsTooLongIsNotSatOutAndThePageComesInALaterRun) {
  ServeSite("https://a.example", 3);
  ServeRobots("https://a.example", "User-agent: *\nCrawl-delay: 99999999999999999999\n");
  const SteadyTime begin = clock_.Steady();
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.log().size(), 1u) << "robots.txt alone";
  EXPECT_LT(clock_.Steady() - begin, 1min);
  clock_.Advance(12h);
  Reopen();
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.log().size(), 2u) << "one page";
}

TEST_F(CrawlTest, ARedirectToAnotherPortIsNotFollowed) {
  ServeSite("https://a.example", 2);
  web_.Serve("https://a.example/", FakeResponse().RedirectTo("https://a.example:6379/"));
  Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.Count("https://a.example:6379/"), 0u);
  EXPECT_EQ(web_.Count("https://a.example:6379/robots.txt"), 0u);
}

}  // namespace
}  // namespace kiosque
