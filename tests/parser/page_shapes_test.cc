// Live blogs, galleries and video pages: what kind they are, and what is read from them.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/article_text.h"
#include "parser/page.h"
#include "support/news_page.h"

namespace kiosque {
namespace {

using testing::InArticle;
using testing::NewsPage;
using testing::StoryParagraphs;

Article Read(const std::string& html, std::string_view url = "https://courrier.example/pont") {
  const PageContext context{.url = *Url::Parse(url), .language_hint = {}, .time_zone = {}};
  return ParsePage(html, "utf-8", context).article;
}

std::string Titled(const std::string& title, const std::string& body) {
  return "<html lang=fr><head><title>" + title +
         " | Le Courrier</title></head><body><article><h1>" + title + "</h1>" + body +
         "</article></body></html>";
}

constexpr char kLiveData[] =
    "<script type=application/ld+json>{\"@context\":\"https://schema.org\",\"@type\":"
    "\"LiveBlogPosting\",\"headline\":\"Le pont de la Lubi rouvert\"}</script>";

std::string LivePosts() {
  std::string html;
  for (std::size_t i = 0; i < StoryParagraphs().size(); ++i) {
    html += "<section class=live-post><time datetime='2024-03-12T1" + std::to_string(i) + ":05'>1" +
            std::to_string(i) + " h 05</time><p>" + StoryParagraphs()[i] + "</p></section>";
  }
  return html;
}

TEST(LiveBlog, EveryPostIsReadInTheOrderOfThePageWithoutItsClock) {
  const Article article = Read(NewsPage(InArticle(LivePosts()), kLiveData));
  EXPECT_EQ(article.kind, PageKind::kLiveBlog);
  EXPECT_EQ(BodyParagraphs(article).size(), StoryParagraphs().size());
  for (std::size_t i = 0; i < article.blocks.size(); ++i) {
    EXPECT_EQ(article.blocks[i].text.substr(0, 20), StoryParagraphs()[i].substr(0, 20)) << i;
  }
}

TEST(LiveBlog, IsKnownByItsTitleInSeveralLanguages) {
  const std::string text = InArticle("<p>" + StoryParagraphs()[0]);
  for (const std::string_view title :
       {"EN DIRECT. Le pont est ouvert", "Direct : le pont est ouvert",
        "Pont de la Lubi - live: le gouverneur arrive", "AO VIVO: ponte reabre",
        "Le pont minute par minute", "Liveticker: Die Brücke ist offen"}) {
    EXPECT_EQ(Read(Titled(std::string(title), text)).kind, PageKind::kLiveBlog) << title;
  }
}

TEST(LiveBlog, StoryThatSpeaksOfABroadcastIsNone) {
  const std::string text = InArticle("<p>" + StoryParagraphs()[0] + "<p>" + StoryParagraphs()[1] +
                                     "<p>" + StoryParagraphs()[2]);
  for (const std::string_view title :
       {"Où voir le match en direct à la télévision", "Directeur suspendu à Kananga",
        "Onde assistir ao vivo ao jogo", "Delivery of the bridge"}) {
    EXPECT_EQ(Read(Titled(std::string(title), text)).kind, PageKind::kArticle) << title;
  }
}

std::string Pictures(int count) {
  std::string html;
  for (int i = 0; i < count; ++i) {
    html += "<figure><img src=/p/" + std::to_string(i) +
            ".jpg><figcaption>Le gouverneur et le maire coupent le ruban du pont, vue " +
            std::to_string(i) + " sur le cortège des camions.</figcaption></figure>";
  }
  return html;
}

TEST(Gallery, CaptionsAreReadEachWithItsPictureAndNotAsText) {
  const Article article = Read(NewsPage(InArticle(Pictures(7))));
  EXPECT_EQ(article.kind, PageKind::kGallery);
  ASSERT_EQ(article.captions.size(), 7u);
  for (std::size_t i = 0; i < article.captions.size(); ++i) {
    EXPECT_EQ(article.captions[i].url, "https://courrier.example/p/" + std::to_string(i) + ".jpg");
    EXPECT_NE(article.captions[i].text.find("vue " + std::to_string(i)), std::string::npos);
  }
  EXPECT_EQ(BodyText(article).find("cortège"), std::string::npos);
}

TEST(Gallery, StoryWithAFewPicturesStaysAnArticle) {
  const Article article = Read(NewsPage(InArticle(testing::Story() + Pictures(3))));
  EXPECT_EQ(article.kind, PageKind::kArticle);
  EXPECT_EQ(article.captions.size(), 3u);
}

TEST(Gallery, IsKnownByItsAddressWhereItSaysNothing) {
  EXPECT_EQ(Read(Titled("Le pont", "<img src=a.jpg><img src=b.jpg>"),
                 "https://courrier.example/diaporama/pont")
                .kind,
            PageKind::kGallery);
}

constexpr char kVideoData[] =
    "<script type=application/ld+json>{\"@context\":\"https://schema.org\",\"@type\":"
    "\"VideoObject\",\"name\":\"Le pont\",\"uploadDate\":\"2024-03-12\"}</script>";
constexpr char kPlayer[] = "<iframe src='https://www.youtube.com/embed/abc'></iframe>";

std::string VideoPage(const std::string& text) {
  return "<html lang=fr><head><title>Le pont vu du ciel</title>" + std::string(kVideoData) +
         "</head><body><main><h1>Le pont vu du ciel</h1>" + kPlayer + text +
         "</main></body></html>";
}

TEST(Video, DescriptionIsTheTextAndThePlayerALink) {
  const Article article = Read(VideoPage("<p>" + StoryParagraphs()[0]));
  EXPECT_EQ(article.kind, PageKind::kVideo);
  EXPECT_EQ(BodyParagraphs(article), std::vector<std::string>{StoryParagraphs()[0]});
  ASSERT_EQ(article.blocks.size(), 2u);
  EXPECT_EQ(article.blocks[0].text, "https://www.youtube.com/watch?v=abc");
}

TEST(Video, PlayerAloneIsRead) {
  const Article article = Read(VideoPage(""));
  EXPECT_EQ(article.kind, PageKind::kVideo);
  ASSERT_EQ(article.blocks.size(), 1u);
  EXPECT_EQ(article.blocks[0].kind, BlockKind::kEmbed);
}

TEST(Video, IsKnownByItsAddressAndPlayer) {
  EXPECT_EQ(Read(Titled("Le pont vu du ciel", kPlayer), "https://courrier.example/video/pont").kind,
            PageKind::kVideo);
}

TEST(Video, StoryWithAFilmStaysAnArticle) {
  const Article article = Read(NewsPage(InArticle(kPlayer + testing::Story())));
  EXPECT_EQ(article.kind, PageKind::kArticle);
}

}  // namespace
}  // namespace kiosque
