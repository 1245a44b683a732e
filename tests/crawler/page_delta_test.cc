#include "crawler/page_delta.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

constexpr char kFirst[] = "Le gouvernement a présenté ce mercredi son projet de loi de finances.";
constexpr char kSecond[] =
    "L'opposition réclame un débat public sur la dette de l'État avant la fin du mois.";

struct Page {
  std::string title = "La loi de finances";
  std::string first = kFirst;
  std::string second = kSecond;
  std::string head;
  std::string top;
  std::string inside;
  std::string after;
  std::string bottom;

  std::string Html() const {
    std::string html =
        "<html><head><title>" + title + "</title>" + head + "</head><body>" + top + "<nav>";
    for (const char* section : {"Accueil", "Politique", "Sports", "Culture", "Monde", "Contact"}) {
      html += std::string("<a href=/") + section + ">" + section + "</a> ";
    }
    html += "</nav><article><p>" + first + "</p>" + inside + "<p>" + second + "</p>" + after +
            "</article><footer>";
    for (const char* line :
         {"Mentions légales", "Publicité", "Abonnement", "Archives", "Plan du site", "Aide"}) {
      html += std::string("<p>") + line + "</p>";
    }
    return html + "</footer>" + bottom + "</body></html>";
  }
};

class PageDeltaTest : public ::testing::Test {
 protected:
  static Article Read() {
    Article article;
    article.title = "La loi de finances";
    for (const char* text : {kFirst, kSecond}) {
      Block block;
      block.text = text;
      article.blocks.push_back(block);
    }
    return article;
  }
  static bool Same(const Page& now) {
    return SurelySameArticle(Page().Html(), now.Html(), Read(),
                             *Url::Parse("https://a.example/2024/loi"));
  }
};

TEST_F(PageDeltaTest, NoncesScriptsStylesAndCommentsAreNothing) {
  Page page;
  page.head = "<script nonce=x1>var t = 'un texte qui change';</script><style>p{color:red}</style>";
  page.bottom = "<!-- made in 0.31 s --><script>track(8127)</script>";
  EXPECT_TRUE(Same(page));
  EXPECT_TRUE(Same(Page()));
}

TEST_F(PageDeltaTest, AnAdvertisementOrACounterFarFromTheTextIsNothing) {
  Page page;
  page.bottom =
      "<div class=ad><a href=\"https://ads.invalid/7\">Annonce 7</a></div><span>165 "
      "partages</span>";
  EXPECT_TRUE(Same(page));
  page = Page();
  page.top = "<div>Bannière</div>";
  EXPECT_TRUE(Same(page));
}

TEST_F(PageDeltaTest, AWordOfTheTextOrOfATitleIsSomething) {
  Page page;
  page.second = "L'opposition réclame un débat public sur la dette de l'État avant la fin de l'an.";
  EXPECT_FALSE(Same(page));
  page = Page();
  page.title = "La loi de finances, corrigée";
  EXPECT_FALSE(Same(page));
  page = Page();
  page.head = "<meta property=\"og:title\" content=\"Autre chose\">";
  EXPECT_FALSE(Same(page));
  page = Page();
  page.head = "<script type=\"application/ld+json\">{\"headline\":\"Autre chose\"}</script>";
  EXPECT_FALSE(Same(page));
}

TEST_F(PageDeltaTest, TextWithinOrRightBehindTheArticleIsInDoubt) {
  Page page;
  page.inside = "<p>Encadré.</p>";
  EXPECT_FALSE(Same(page));
  page = Page();
  page.after = "<p>Mise à jour.</p>";
  EXPECT_FALSE(Same(page));
}

TEST_F(PageDeltaTest, ProseAndLinksOfTheSiteAreInDoubtWhereverTheyStand) {
  Page page;
  page.bottom = "<p>" + std::string(kSecond) + " Et encore une phrase.</p>";
  EXPECT_FALSE(Same(page));
  page = Page();
  page.bottom = "<a href='/2024/04/un-autre'>Un autre</a>";
  EXPECT_FALSE(Same(page));
  page.bottom = "<a href=\"https://www.a.example/2024/04/un-autre\">Un autre</a>";
  EXPECT_FALSE(Same(page));
}

TEST_F(PageDeltaTest, APageThatLostItsArticleOrIsAnotherOneIsParsed) {
  EXPECT_FALSE(SurelySameArticle(Page().Html(), "", Read(), *Url::Parse("https://a.example/x")));
  EXPECT_FALSE(SurelySameArticle("", Page().Html(), Read(), *Url::Parse("https://a.example/x")));
  EXPECT_FALSE(
      SurelySameArticle("<p>x</p>", "<p>y</p>", Article(), *Url::Parse("https://a.example/x")));
}

TEST_F(PageDeltaTest, EndsOnAnyBytes) {
  for (const char* odd : {"<", "<script", "<!--", "<title", "</", "<meta title", "<style>p",
                          "<script type=ld+json>{"}) {
    SurelySameArticle(odd, Page().Html(), Read(), *Url::Parse("https://a.example/x"));
    SurelySameArticle(Page().Html(), odd, Read(), *Url::Parse("https://a.example/x"));
  }
  std::string many;
  for (int i = 0; i < 200'000; ++i) {
    many += "<i>" + std::to_string(i * 7919 % 100'003) + "</i>";
  }
  SurelySameArticle(many, "<b>" + many, Read(), *Url::Parse("https://a.example/x"));
}

}  // namespace
}  // namespace kiosque
