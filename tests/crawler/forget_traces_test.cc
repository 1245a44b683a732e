#include "crawler/forget_traces.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/surt.h"
#include "crawler/index_rows.h"
#include "crawler/url_account.h"
#include "storage/index_keys.h"
#include "storage/page_aliases.h"
#include "support/crawl_simulation.h"

namespace kiosque {
namespace {

using testing::FakeResponse;

constexpr char kForgottenSite[] = "https://a.example";
constexpr char kOld[] = "https://a.example/?p=77";
constexpr char kForgottenPage[] = "https://a.example/2024/04/13/le-conseil-adopte-son-budget/";
constexpr char kOther[] = "https://a.example/2024/04/12/la-pluie-a-coupe-la-route/";

class ForgetTracesTest : public testing::CrawlSimulation {
 protected:
  /// Two articles, the first under two addresses and named by a feed; it links to the second.
  void CrawlSite() {
    ServeRobots(kForgottenSite);
    web_.Serve(std::string(kForgottenSite) + "/",
               FakeResponse().Html(
                   HubHtml({{"/?p=77", "Le conseil adopte son budget de l'année"}},
                           "<link rel=alternate type=\"application/rss+xml\" href=\"/feed/\">")));
    web_.Serve(
        std::string(kForgottenSite) + "/feed/",
        FakeResponse().Text("<rss version=\"2.0\"><channel><item><title>Budget</title>"
                            "<link>" +
                                std::string(kForgottenPage) + "</link></item></channel></rss>",
                            "application/rss+xml"));
    web_.Serve(kOld, FakeResponse().RedirectTo(kForgottenPage));
    web_.Serve(kForgottenPage,
               FakeResponse().Html(ArticleHtml(
                   "Budget", "Une phrase.",
                   "<a href=\"" + std::string(kOther) + "\">La pluie a coupé la route</a>")));
    ServeArticle(kOther);
    Run(Options({std::string(kForgottenSite) + "/"}));
  }
  /// How many of the crawl's rows name `text`.
  std::size_t RowsThatName(const std::string& text) const {
    std::size_t rows = 0;
    EXPECT_TRUE(archive_->ScanState("f", "f", [&](std::string_view, std::string_view value) {
      rows += value.find(text) != std::string_view::npos ? 1 : 0;
      return true;
    }));
    return rows;
  }
};

TEST_F(ForgetTracesTest, NoRowNamesThePageAnyMoreAndItIsNotFoundAsNew) {
  CrawlSite();
  const Url article = Url::Parse(kForgottenPage).value();
  ASSERT_FALSE(AliasesOf(*archive_, article).empty());
  ASSERT_TRUE(IndexRowOf(*archive_, article));
  ASSERT_GT(RowsThatName("le-conseil-adopte"), 0u);
  const auto removed = ForgetTraces(*archive_, {article, Url::Parse(kOld).value()}, {});
  ASSERT_TRUE(removed);
  EXPECT_GT(*removed, 0u);
  EXPECT_EQ(RowsThatName("le-conseil-adopte"), 0u);
  EXPECT_EQ(RowsThatName("p=77"), 0u);
  EXPECT_TRUE(AliasesOf(*archive_, article).empty());
  EXPECT_FALSE(IndexRowOf(*archive_, article));
  EXPECT_TRUE(ReadUrlAccount(*archive_, article, clock_.Now())->known);
  EXPECT_GT(RowsThatName("la-pluie-a-coupe"), 0u) << "other pages keep theirs";
  const std::size_t asked = web_.Count(kForgottenPage);
  Run(Options({std::string(kForgottenSite) + "/"}, {{"revisit", "always"}}));
  EXPECT_EQ(web_.Count(kForgottenPage), asked);
}

TEST_F(ForgetTracesTest, OfASiteEveryPage) {
  CrawlSite();
  ASSERT_TRUE(ForgetTraces(*archive_, {}, {SurtHostPrefix("a.example")}));
  EXPECT_EQ(RowsThatName("le-conseil-adopte"), 0u);
  EXPECT_EQ(RowsThatName("la-pluie-a-coupe"), 0u);
}

}  // namespace
}  // namespace kiosque
