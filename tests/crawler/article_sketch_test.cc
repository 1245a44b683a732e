#include "crawler/article_sketch.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

/// Sentences number `from` to `to`, each of its own words.
Article Story(const std::string& title, int from, int to) {
  Article article;
  article.title = title;
  for (int i = from; i < to; ++i) {
    const std::string n = std::to_string(i);
    Block block;
    block.text = "Le témoin" + n + " raconte la journée" + n + " devant les juges" + n +
                 " du tribunal" + n + " de la ville" + n;
    article.blocks.push_back(block);
  }
  return article;
}

bool Same(const Article& a, const Article& b) {
  return ArticleSketch::Of(a).Matches(ArticleSketch::Of(b));
}

TEST(ArticleSketch, KnowsAnArticleUnderAnotherTemplate) {
  EXPECT_TRUE(Same(Story("Le procès", 0, 30), Story("Le procès", 0, 30)));
  EXPECT_TRUE(Same(Story("Le procès", 0, 30), Story("Le procès", 0, 28)));
  EXPECT_TRUE(Same(Story("Le procès", 0, 30), Story("Le procès | Le Journal", 0, 30)));
}

TEST(ArticleSketch, TellsApartWhatOnlySharesATitleOrAParagraph) {
  EXPECT_FALSE(Same(Story("Éditorial", 0, 30), Story("Éditorial", 30, 60)));
  EXPECT_FALSE(Same(Story("Le procès", 0, 30), Story("Le verdict", 28, 60)));
  EXPECT_FALSE(Same(Story("Le procès, jour 1", 0, 60), Story("Le procès, jour 2", 20, 80)));
  EXPECT_FALSE(Same(Story("Le procès", 0, 30), Story("Le procès", 0, 0)));
  EXPECT_FALSE(Same(Story("", 0, 0), Story("", 0, 0)));
}

TEST(ArticleSketch, ComparesPagesWithoutTextByTheirTitle) {
  EXPECT_TRUE(Same(Story("Le procès", 0, 0), Story("Le procès", 0, 0)));
  EXPECT_FALSE(Same(Story("Le procès", 0, 0), Story("Le verdict", 0, 0)));
}

TEST(ArticleSketch, SurvivesItsEncoding) {
  const ArticleSketch sketch = ArticleSketch::Of(Story("Le procès", 0, 2));
  const auto again = ArticleSketch::Decode(sketch.Encode());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->title, sketch.title);
  EXPECT_EQ(again->text, sketch.text);
  EXPECT_FALSE(ArticleSketch::Decode("x"));
}

}  // namespace
}  // namespace kiosque
