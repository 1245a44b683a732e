#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "crawler/coverage.h"
#include "crawler/url_account.h"
#include "storage/page_aliases.h"
#include "support/crawl_simulation.h"

namespace kiosque {
namespace {

using testing::FakeResponse;

constexpr char kRoot[] = "https://a.example";
constexpr char kArticle[] = "https://a.example/2024/04/13/le-conseil-adopte-son-budget/";
constexpr char kRain[] = "https://a.example/2024/04/12/la-pluie-a-coupe-la-route/";
constexpr char kMarket[] = "https://a.example/2024/04/11/le-marche-rouvre-demain/";
constexpr char kCouncilText[] =
    "Les conseillers ont voté hier soir le budget de l'année, qui prévoit la réfection de quatre "
    "écoles et l'achat de deux bus, après cinq heures de débats devant une salle comble.";
constexpr char kRainText[] =
    "Les pluies de la nuit ont emporté la chaussée sur douze mètres, et les camions font demi-tour "
    "depuis l'aube à la sortie de la ville, où la gendarmerie a posé des barrières.";
constexpr char kMarketText[] =
    "Fermé depuis l'incendie de février, le marché couvert accueillera de nouveau ses trois cents "
    "vendeuses, annonce la mairie qui a fait refaire les toitures et l'éclairage des allées.";

class AliasesTest : public testing::CrawlSimulation {
 protected:
  static std::string WithCanonical(const std::string& canonical, const std::string& title,
                                   const std::string& text = kCouncilText) {
    return "<!doctype html><html lang=fr><head><title>" + title +
           "</title><meta property=\"og:type\" content=\"article\"><link rel=canonical href=\"" +
           canonical + "\"></head><body><article><h1>" + title + "</h1><p>" + text + "</p><p>" +
           text + "</p></article></body></html>";
  }

  void ServeHub(const std::vector<std::string>& paths) {
    ServeRobots(kRoot);
    std::vector<std::pair<std::string, std::string>> links;
    for (const std::string& path : paths) {
      links.emplace_back(path, "Le conseil adopte son budget de l'année");
    }
    web_.Serve(std::string(kRoot) + "/", FakeResponse().Html(HubHtml(links)));
  }
};

TEST_F(AliasesTest, APermanentRedirectMakesTheOldAddressAnAlias) {
  ServeHub({"/?p=77"});
  web_.Serve(std::string(kRoot) + "/?p=77", FakeResponse().RedirectTo(kArticle));
  web_.Serve(kArticle,
             FakeResponse().Html(ArticleHtml("Le conseil adopte son budget", "Une phrase.")));
  Run(Options({std::string(kRoot) + "/"}));
  const std::vector<Url> aliases = AliasesOf(*archive_, Url::Parse(kArticle).value());
  ASSERT_EQ(aliases.size(), 1u);
  EXPECT_EQ(aliases[0].href(), "https://a.example/?p=77");
}

TEST_F(AliasesTest, OneArticleUnderManyAddressesIsKeptOnce) {
  const std::vector<std::string> ways = {
      "/?p=77",
      "/2024/04/13/le-conseil-adopte-son-budget/amp/",
      "/2024/04/13/le-conseil-adopte-son-budget",
      "/2024/04/13/le-conseil-adopte-son-budget/",
      "/2024/04/13/le-conseil-adopte-son-budget/?utm_source=lettre&utm_medium=courriel",
      "http://www.a.example/2024/04/13/le-conseil-adopte-son-budget/",
      "/imprimer/2024/04/13/le-conseil-adopte-son-budget/?vue=imprimer"};
  ServeHub(ways);
  const FakeResponse page = FakeResponse().Html(WithCanonical(kArticle, "Le conseil adopte"));
  for (const std::string& way : ways) {
    const std::string url = way.starts_with('/') ? kRoot + way : way;
    web_.Serve(url, page);
  }
  Run(Options({std::string(kRoot) + "/"}));
  EXPECT_EQ(VersionsOf(kArticle), 1u);
  std::set<std::string> asked_for;
  for (const auto& request : web_.log()) {
    EXPECT_TRUE(asked_for.insert(request.url.href()).second) << request.url.href();
  }
  for (const char* way : {"/?p=77", "/2024/04/13/le-conseil-adopte-son-budget/amp/",
                          "/imprimer/2024/04/13/le-conseil-adopte-son-budget/?vue=imprimer"}) {
    const auto holder = HolderOfAlias(*archive_, Url::Parse(std::string(kRoot) + way).value());
    ASSERT_TRUE(holder) << way;
    EXPECT_EQ(holder->href(), kArticle);
  }
  std::set<std::string> aliases;
  for (const Url& alias : AliasesOf(*archive_, Url::Parse(kArticle).value())) {
    aliases.insert(alias.href());
  }
  EXPECT_TRUE(aliases.contains("https://a.example/?p=77"));
  EXPECT_TRUE(aliases.contains(std::string(kArticle) + "amp/"));
  EXPECT_EQ(HolderOfAlias(*archive_, Url::Parse("https://a.example/?p=77").value())->href(),
            kArticle);
  const std::size_t asked = web_.log().size();
  Run(Options({std::string(kRoot) + "/"}, {{"revisit", "always"}}));
  std::set<std::string> again;
  for (std::size_t i = asked; i < web_.log().size(); ++i) {
    again.insert(web_.log()[i].url.href());
  }
  EXPECT_FALSE(again.contains("https://a.example/?p=77")) << "aliases are not visited again";
  EXPECT_FALSE(again.contains(std::string(kArticle) + "amp/"));
  EXPECT_EQ(again.size(), 2u) << "the front page, and the article once";
}

TEST_F(AliasesTest, CanonicalAddressesThatShowSomethingElseAreNotBelieved) {
  // A template that names the same article, and another that is not there.
  ServeHub({"/2024/04/12/la-pluie-a-coupe-la-route/", "/2024/04/11/le-marche-rouvre-demain/",
            "/2024/04/13/le-conseil-adopte-son-budget/"});
  web_.Serve(kArticle, FakeResponse().Html(WithCanonical(kArticle, "Le conseil adopte")));
  web_.Serve(kRain, FakeResponse().Html(WithCanonical(kArticle, "La pluie a coupé", kRainText)));
  web_.Serve(kMarket, FakeResponse().Html(WithCanonical("https://a.example/2024/04/11/rien-ici/",
                                                        "Le marché rouvre", kMarketText)));
  Run(Options({std::string(kRoot) + "/"}));
  for (const char* url : {kArticle, kRain, kMarket}) {
    EXPECT_EQ(VersionsOf(url), 1u) << url;
    EXPECT_TRUE(AliasesOf(*archive_, Url::Parse(url).value()).empty()) << url;
  }
}

TEST_F(AliasesTest, CanonicalLoopsKeepTheArticleOnce) {
  ServeHub({"/2024/04/13/le-conseil-adopte-son-budget/", "/2024/04/12/la-pluie-a-coupe-la-route/"});
  web_.Serve(kArticle, FakeResponse().Html(WithCanonical(kRain, "Le conseil adopte")));
  web_.Serve(kRain, FakeResponse().Html(WithCanonical(kArticle, "Le conseil adopte")));
  Run(Options({std::string(kRoot) + "/"}));
  EXPECT_EQ(VersionsOf(kArticle) + VersionsOf(kRain), 1u);
}

TEST_F(AliasesTest, AnAmpPageThatItsArticleNamesIsNotAskedFor) {
  const std::string amp = std::string(kArticle) + "amp/";
  ServeHub({"/2024/04/13/le-conseil-adopte-son-budget/", "/2024/04/12/la-pluie-a-coupe-la-route/"});
  const auto naming = [](const std::string& html, const std::string& url) {
    return "<link rel=amphtml href=\"" + url + "\">" + html;
  };
  web_.Serve(kArticle, FakeResponse().Html(naming(
                           ArticleHtml("Le conseil adopte", kCouncilText,
                                       "<a href=\"" + amp + "\">Version mobile de l'article</a>"),
                           amp)));
  web_.Serve(kRain, FakeResponse().Html(naming(ArticleHtml("La pluie", kRainText), kMarket)));
  web_.Serve(kMarket, FakeResponse().Html(ArticleHtml("Le marché", kMarketText)));
  Run(Options({std::string(kRoot) + "/"}));
  EXPECT_EQ(web_.Count(amp), 0u);
  EXPECT_EQ(HolderOfAlias(*archive_, Url::Parse(amp).value())->href(), kArticle);
  EXPECT_FALSE(HolderOfAlias(*archive_, Url::Parse(kMarket).value()))
      << "an address of another article is none of its own";
}

TEST_F(AliasesTest, TheSameTextUnderARelatedAddressIsAnAliasWithoutACanonicalOne) {
  const std::string print = "/imprimer/2024/04/13/le-conseil-adopte-son-budget/";
  const std::string from = "/2024/04/13/le-conseil-adopte-son-budget/?vu=accueil";
  const std::string other = "/2024/04/12/une-autre-adresse-de-quatre-mots/";
  ServeHub({print, from, "/2024/04/13/le-conseil-adopte-son-budget/", other});
  for (const std::string& path :
       {print, from, std::string("/2024/04/13/le-conseil-adopte-son-budget/"), other}) {
    web_.Serve(kRoot + path, FakeResponse().Html(ArticleHtml("Le conseil adopte", kCouncilText)));
  }
  Run(Options({std::string(kRoot) + "/"}));
  std::set<std::string> held;
  for (const std::string& path :
       {print, from, std::string("/2024/04/13/le-conseil-adopte-son-budget/")}) {
    const Url url = Url::Parse(kRoot + path).value();
    if (!HolderOfAlias(*archive_, url)) {
      held.insert(path);
    }
  }
  EXPECT_EQ(held.size(), 1u) << "one address holds the article";
  EXPECT_EQ(VersionsOf(kRoot + other), 1u) << "nothing in common but the text: kept";
  EXPECT_FALSE(HolderOfAlias(*archive_, Url::Parse(kRoot + other).value()));
}

TEST_F(AliasesTest, AnIndexDecidesWhichOfTwoAddressesHoldsTheArticle) {
  const std::string print = "/imprimer/le-conseil-adopte-son-budget/";
  ServeRobots(kRoot, "User-agent: *\nDisallow:\nSitemap: https://a.example/s.xml\n");
  web_.Serve(std::string(kRoot) + "/",
             FakeResponse().Html(HubHtml({{print, "Le conseil adopte son budget de l'année"}})));
  web_.Serve(std::string(kRoot) + "/s.xml",
             FakeResponse().Text("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
                                 "<url><loc>" +
                                     std::string(kArticle) + "</loc></url></urlset>",
                                 "text/xml"));
  for (const std::string& url : {kRoot + print, std::string(kArticle)}) {
    web_.Serve(url, FakeResponse().Html(ArticleHtml("Le conseil adopte", kCouncilText)));
  }
  Run(Options({std::string(kRoot) + "/"}));
  EXPECT_FALSE(HolderOfAlias(*archive_, Url::Parse(kArticle).value()));
  const auto holder = HolderOfAlias(*archive_, Url::Parse(kRoot + print).value());
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->href(), kArticle);
}

TEST_F(AliasesTest, ASiteThatMovedKeepsItsArticlesUnderTheNewHost) {
  ServeRobots("https://vieux.example");
  web_.Serve("https://vieux.example/",
             FakeResponse().Html(HubHtml({{"/2024/04/13/le-conseil-adopte-son-budget/",
                                           "Le conseil adopte son budget de l'année"}})));
  const std::string old = "https://vieux.example/2024/04/13/le-conseil-adopte-son-budget/";
  web_.Serve(old, FakeResponse().Html(ArticleHtml("Le conseil adopte son budget", "Une phrase.")));
  Run(Options({"https://vieux.example/"}));
  EXPECT_EQ(VersionsOf(old), 1u);

  ServeHub({"/2024/04/13/le-conseil-adopte-son-budget/"});
  web_.Serve(kArticle,
             FakeResponse().Html(ArticleHtml("Le conseil adopte son budget", "Une phrase.")));
  const std::size_t asked = web_.log().size();
  Run(Options({std::string(kRoot) + "/"}, {{"alias", "vieux.example"}}));
  Run(Options({std::string(kRoot) + "/"}, {{"alias", "vieux.example"}, {"revisit", "always"}}));
  EXPECT_EQ(VersionsOf(kArticle), 1u);
  EXPECT_EQ(HolderOfAlias(*archive_, Url::Parse(old).value())->href(), kArticle);
  std::size_t asked_old = 0;
  for (std::size_t i = asked; i < web_.log().size(); ++i) {
    asked_old += web_.log()[i].url.href() == old ? 1 : 0;
  }
  EXPECT_LE(asked_old, 1u) << "once at most, before its new address was read";
}

TEST_F(AliasesTest, CoverageSaysWhatIndexesNameAndWhatIsMissingAndWhy) {
  ServeRobots(kRoot, "User-agent: *\nDisallow: /secret/\nSitemap: https://a.example/s.xml\n");
  web_.Serve(std::string(kRoot) + "/", FakeResponse().Html(HubHtml({})));
  std::string rows;
  for (const char* path : {"/2024/04/13/un-article-de-trois-mots/",
                           "/secret/2024/04/13/un-article/", "/2024/04/13/un-article-disparu/"}) {
    rows += "<url><loc>https://a.example" + std::string(path) + "</loc></url>";
  }
  web_.Serve(std::string(kRoot) + "/s.xml",
             FakeResponse().Text("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">" +
                                     rows + "</urlset>",
                                 "text/xml"));
  ServeArticle(std::string(kRoot) + "/2024/04/13/un-article-de-trois-mots/");
  Run(Options({std::string(kRoot) + "/"}));
  const auto coverage = ReadCoverage(*archive_, clock_.Now());
  ASSERT_TRUE(coverage);
  ASSERT_EQ(coverage->size(), 1u);
  const SiteCoverage& site = coverage->front();
  EXPECT_EQ(site.host, "a.example");
  EXPECT_EQ(site.named, 3u);
  EXPECT_EQ(site.held, 1u);
  EXPECT_EQ(site.missing.at("robots.txt"), 1u);
  EXPECT_EQ(site.missing.at("failing"), 1u);
  const auto account = ReadUrlAccount(
      *archive_, Url::Parse("https://a.example/secret/2024/04/13/un-article/").value(),
      clock_.Now());
  ASSERT_TRUE(account && account->entry && account->robots);
  EXPECT_EQ(account->entry->via, "https://a.example/s.xml");
  EXPECT_EQ(account->robots->verdict, RobotsVerdict::kDenied);
  EXPECT_EQ(account->robots->line, 2u);
  const auto unknown =
      ReadUrlAccount(*archive_, Url::Parse("https://a.example/nie").value(), clock_.Now());
  EXPECT_FALSE(unknown->known);
  EXPECT_EQ(NextVisitText(*unknown), "never: nothing that was visited names it");
}

}  // namespace
}  // namespace kiosque
