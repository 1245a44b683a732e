// A large honest site is covered whole, whatever the order and the pace; an endless one costs
// little, however often the run is interrupted.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/crawl_simulation.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::FakeResponse;

class LargeSiteTest : public testing::CrawlSimulation {
 protected:
  static constexpr int kRubrics = 60;
  static constexpr int kPages = 3;  // of each rubric
  static constexpr int kPerPage = 2;
  static constexpr int kArticles = kRubrics * kPages * kPerPage;
  static constexpr std::string_view kSite = "https://a.example";

  static std::string ArticlePath(int rubric, int n) {
    return "/spip.php?article" + std::to_string(1000 + rubric * 100 + n);
  }
  static std::string PagePath(int rubric, int page) {
    return "/rubrique-" + std::to_string(rubric) + "/" +
           (page == 0 ? "" : "page/" + std::to_string(page + 1) + "/");
  }

  /// Every rubric has pages of its own, which name articles that nobody else names.
  void ServeRubrics(std::chrono::milliseconds article_latency) {
    ServeRobots(std::string(kSite));
    std::string menu;
    for (int rubric = 0; rubric < kRubrics; ++rubric) {
      menu += "<a href=\"" + PagePath(rubric, 0) + "\">Rubrique " + std::to_string(rubric) + "</a>";
      for (int page = 0; page < kPages; ++page) {
        ServePage(rubric, page, article_latency);
      }
    }
    web_.Serve(std::string(kSite) + "/", FakeResponse().Html(HubHtml({}, "", menu)));
  }
  void ServePage(int rubric, int page, std::chrono::milliseconds article_latency) {
    std::vector<std::pair<std::string, std::string>> links;
    for (int n = page * kPerPage; n < (page + 1) * kPerPage; ++n) {
      const std::string path = ArticlePath(rubric, n);
      const std::string name = std::to_string(rubric) + " " + std::to_string(n);
      links.emplace_back(path, "Un titre assez long pour cet article " + name);
      web_.Serve(std::string(kSite) + path,
                 FakeResponse()
                     .Html(ArticleHtml("Le titre " + name, "Phrase " + name + "."))
                     .Latency(article_latency));
    }
    const std::string next =
        page + 1 < kPages ? "<link rel=next href=\"" + PagePath(rubric, page + 1) + "\">" : "";
    web_.Serve(std::string(kSite) + PagePath(rubric, page),
               FakeResponse().Html(HubHtml(links, next)));
  }
  /// Any page of the pager names new articles, none of which is there.
  void ServePromises(const std::string& site, std::chrono::milliseconds latency) {
    constexpr int kEndless = 400;
    ServeRobots(site);
    web_.ServeRest(FakeResponse().Code(404).Latency(latency));
    web_.Serve(site + "/", FakeResponse().Html(HubHtml({}, "", "<a href=\"/page/2/\">Suite</a>")));
    for (int page = 2; page < kEndless; ++page) {
      std::vector<std::pair<std::string, std::string>> links;
      for (int n = 0; n < 9; ++n) {
        links.emplace_back("/2023/01/0" + std::to_string(1 + n) + "/une-promesse-de-plus-" +
                               std::to_string(page * 10 + n) + "/",
                           "Une promesse qui ne tient pas");
      }
      web_.Serve(site + "/page/" + std::to_string(page) + "/",
                 FakeResponse()
                     .Html(HubHtml(
                         links, "<link rel=next href=\"/page/" + std::to_string(page + 1) + "/\">"))
                     .Latency(latency / 2));
    }
  }
  std::size_t Held() const {
    std::size_t held = 0;
    for (int rubric = 0; rubric < kRubrics; ++rubric) {
      for (int n = 0; n < kPages * kPerPage; ++n) {
        held += VersionsOf(std::string(kSite) + ArticlePath(rubric, n));
      }
    }
    return held;
  }
  /// Runs until nothing is left to do; how many runs that took.
  int RunToTheEnd(const std::vector<FlagValue>& flags, std::string_view site = kSite) {
    for (int runs = 1; runs <= 200; ++runs) {
      const auto report = Run(Options({std::string(site) + "/"}, flags));
      if (!report || report->stopped == StopReason::kFinished) {
        return runs;
      }
      Reopen();
    }
    return 0;
  }
};

TEST_F(LargeSiteTest, SixtyRubricsWithTheirPagesAreCoveredWholeAlsoWithSlowArticles) {
  for (const auto latency : {0ms, 9'000ms}) {
    SCOPED_TRACE(latency.count());
    ServeRubrics(latency);
    ASSERT_EQ(RunToTheEnd({}), 1);
    EXPECT_EQ(Held(), static_cast<std::size_t>(kArticles));
  }
}

TEST_F(LargeSiteTest, RunsOfAFewPagesCoverItWholeAndRepeatNothing) {
  ServeRubrics(0ms);
  EXPECT_GT(RunToTheEnd({{"limit", "25"}}), 10);
  EXPECT_EQ(Held(), static_cast<std::size_t>(kArticles));
  const std::size_t pages = 1 + kRubrics * kPages + kArticles;
  EXPECT_LE(web_.log().size(), pages + 10) << "robots.txt, and nothing twice";
}

TEST_F(LargeSiteTest, RunsOfAMinuteCoverItWhole) {
  ServeRubrics(1'500ms);
  EXPECT_GT(RunToTheEnd({{"time-limit", "2m"}}), 5);
  EXPECT_EQ(Held(), static_cast<std::size_t>(kArticles));
}

TEST_F(LargeSiteTest, OfAnEndlessPagerTheSameRequestsAreMadeWhateverItsPace) {
  ServePromises("https://quick.example", 0ms);
  ASSERT_EQ(RunToTheEnd({}, "https://quick.example"), 1);
  const std::size_t quick = web_.log().size();
  ServePromises("https://slow.example", 6'000ms);
  ASSERT_EQ(RunToTheEnd({}, "https://slow.example"), 1);
  EXPECT_EQ(web_.log().size(), 2 * quick);
  EXPECT_LT(quick, 50u);
}

TEST_F(LargeSiteTest, AnEndlessPagerDoesNotBeginAnewInEachPartOfARun) {
  ServePromises(std::string(kSite), 0ms);
  EXPECT_GT(RunToTheEnd({{"limit", "5"}}), 4);
  EXPECT_LT(web_.log().size(), 50u);
}

}  // namespace
}  // namespace kiosque
