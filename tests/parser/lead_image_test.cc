// parser/lead_image.h: the picture an article opens with, whatever a loader does to it.
#include "parser/lead_image.h"

#include <gtest/gtest.h>

#include <string>

#include "parser/article_extractor.h"

namespace kiosque {
namespace {

std::string Lead(std::string_view html) {
  const PageContext context{Url::Parse("https://radio.example/a/b").value(), {}, {}, {}};
  const Document document = Document::Parse(std::string(html));
  const Article article = ExtractArticle(document, context).article;
  return article.lead_image ? article.lead_image->href() : "";
}

TEST(LeadImage, TakesTheLargestOfASrcset) {
  EXPECT_EQ(LargestOfSrcset("/a.jpg 320w, /b.jpg 1200w,/c.jpg 640w"), "/b.jpg");
  EXPECT_EQ(LargestOfSrcset("/a,b.jpg, /c.jpg 2x"), "/c.jpg");
  EXPECT_EQ(LargestOfSrcset("data:image/gif;base64,R0= 1x"), "");
  EXPECT_EQ(LargestOfSrcset(" , "), "");
}

TEST(LeadImage, IsTheFirstByTheTitleThatIsNoOrnament) {
  EXPECT_EQ(
      Lead("<main><img src=/logo.png><h1>Le pont est ouvert</h1><img class=avatar src=/me.jpg>"
           "<img width=40 src=/dot.gif><img src='data:image/gif;base64,R0' data-src=/pont.jpg>"
           "<img src=/next.jpg></main>"),
      "https://radio.example/pont.jpg");
  EXPECT_EQ(Lead("<main><img src=/avant.jpg><h1>Le pont est ouvert</h1><p>Texte</p></main>"),
            "https://radio.example/avant.jpg");
  EXPECT_EQ(Lead("<main><h1>Le pont est ouvert</h1><p>Texte</p></main>"), "");
}

TEST(LeadImage, MayStandInNoscriptBesideItsLoader) {
  EXPECT_EQ(Lead("<main><h1>Le pont est ouvert</h1><img src='data:image/gif;base64,R0'><noscript>"
                 "<img src=/pont.jpg></noscript><img src=/next.jpg></main>"),
            "https://radio.example/pont.jpg");
  EXPECT_EQ(Lead("<main><h1>Le pont est ouvert</h1><noscript><img height=1 width=1 src=/p.gif>"
                 "</noscript><div style='display:none'><noscript><img src=/h.jpg></noscript></div>"
                 "<img src=/next.jpg></main>"),
            "https://radio.example/next.jpg");
}

TEST(LeadImage, IsTheOneThatTheMetaElementsNameFirst) {
  EXPECT_EQ(Lead("<meta property=og:image content=/og.jpg><h1>Le pont</h1><img src=/pont.jpg>"),
            "https://radio.example/og.jpg");
}

}  // namespace
}  // namespace kiosque
