// The ways in which article extractors are known to fail: titles, names, dates, bytes and images
// (19-24). Bodies are in failure_modes_body_test.cc.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/article_text.h"
#include "parser/page.h"
#include "support/news_page.h"

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::InArticle;
using testing::NewsPage;
using ::testing::Not;
using testing::Story;

Article Extract(const std::string& html, const std::string& url = "https://courrier.example/pont") {
  const PageContext context{*Url::Parse(url), {}, {}, {}};
  return ParsePage(html, "", context).article;
}

std::string Page(const std::string& head, const std::string& top) {
  return "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8>" + head +
         "</head><body><article>" + top + "<div class=entry-content>" + Story() +
         "</div></article></body></html>";
}

TEST(FailureModes, M19_TitleKeepsItsColonAndLosesTheSite) {
  const Article article =
      Extract(Page("<title>Kasaï : le pont de la Lubi rouvert – Le Courrier</title><meta "
                   "property=og:site_name content='Le Courrier'>"
                   "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"name\":\"Le "
                   "Courrier\"}</script>",
                   "<h1>Kasaï : le pont de la Lubi rouvert</h1>"));
  EXPECT_EQ(article.title, "Kasaï : le pont de la Lubi rouvert");
}

TEST(FailureModes, M20_AllAuthorsAreNamedWithoutDateOrPublisher) {
  const Article article = Extract(
      Page("<title>Le pont rouvert</title><script "
           "type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Le pont rouvert\","
           "\"author\":[{\"@type\":\"Person\",\"name\":\"Jeanne "
           "Kabeya\"},{\"@type\":\"Person\",\"name\":\"Paul Ilunga\"}],"
           "\"publisher\":{\"@type\":\"Organization\",\"name\":\"Le Courrier\"}}</script>",
           "<h1>Le pont rouvert</h1><p class=byline>Par Jeanne Kabeya et Paul Ilunga, le 12 mars "
           "2024</p>"));
  EXPECT_THAT(article.byline, ElementsAre("Jeanne Kabeya", "Paul Ilunga"));
}

TEST(FailureModes, M21_PublishedIsNeitherModifiedNorExpiry) {
  const Article article =
      Extract(Page("<title>Le pont rouvert</title><meta property=article:modified_time "
                   "content=2024-03-15T10:00:00Z>"
                   "<meta property=article:published_time content=2024-03-12T08:00:00Z>"
                   "<meta property=article:expiration_time content=2025-03-12T08:00:00Z>",
                   "<h1>Le pont rouvert</h1>"));
  ASSERT_TRUE(article.published);
  EXPECT_THAT(article.published->Iso(), HasSubstr("2024-03-12"));
  ASSERT_TRUE(article.modified);
  EXPECT_THAT(article.modified->Iso(), HasSubstr("2024-03-15"));
}

TEST(FailureModes, M22_SeptAndSeptembreAreSeptember) {
  const Article article =
      Extract(Page("<title>Le pont rouvert</title>",
                   "<h1>Le pont rouvert</h1><p class=date>Publié le 2 sept. 2023 à 08h15</p>"));
  ASSERT_TRUE(article.published);
  EXPECT_THAT(article.published->Iso(), HasSubstr("2023-09-02"));
}

TEST(FailureModes, M23_CharsetNamedInMetaAloneIsObeyed) {
  std::string html = Page("<title>x</title>", "<h1>Le pont rouvert</h1>");
  const std::string utf8 = "<meta charset=utf-8>";
  html.replace(html.find(utf8), utf8.size(),
               "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>");
  std::string latin1;
  for (std::size_t i = 0; i < html.size(); ++i) {
    const auto byte = static_cast<unsigned char>(html[i]);
    if (byte == 0xC2 || byte == 0xC3) {
      ++i;
      latin1.push_back(
          static_cast<char>(static_cast<unsigned char>(html[i]) + (byte == 0xC3 ? 0x40 : 0)));
    } else if (byte < 0x80) {
      latin1.push_back(html[i]);
    }
  }
  const std::string body = BodyText(Extract(latin1));
  EXPECT_THAT(body, HasSubstr("fermé depuis les crues de janvier, a été rouvert à la circulation"));
  EXPECT_THAT(body, Not(HasSubstr("\xEF\xBF\xBD")));
}

TEST(FailureModes, M24_LazyImagesAndRelativeLinksAreResolved) {
  const Article article = Extract(
      NewsPage(InArticle(Story(0, 2) +
                         "<figure><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' "
                         "data-src='../photos/pont.jpg'>"
                         "<figcaption>Le nouveau pont, long de cent quarante mètres, vu de la rive "
                         "gauche.</figcaption></figure>"
                         "<p>Le détail des travaux figure dans <a href='../docs/rapport.pdf'>le "
                         "rapport du fonds routier</a>, publié lundi par le ministère.</p>" +
                         Story(2))),
      "https://courrier.example/2024/pont");
  ASSERT_EQ(article.captions.size(), 1U);
  EXPECT_EQ(article.captions[0].url, "https://courrier.example/photos/pont.jpg");
  bool linked = false;
  for (const Block& block : article.blocks) {
    for (const InlineLink& link : block.links) {
      linked = linked || link.url.href() == "https://courrier.example/docs/rapport.pdf";
    }
  }
  EXPECT_TRUE(linked);
}

}  // namespace
}  // namespace kiosque
