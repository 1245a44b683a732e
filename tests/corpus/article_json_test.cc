#include "corpus/article_json.h"

#include <gtest/gtest.h>

#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::MakeUrl;

Article FullArticle() {
  Article article;
  article.title = "Titre \"cité\"";
  article.byline = {"Awa Diop", "Jean Kasa"};
  article.agency = "AFP";
  ArticleDate date;
  date.utc = std::chrono::sys_days{std::chrono::year{1969} / 3 / 9} + std::chrono::hours{7};
  date.offset = std::chrono::minutes(-90);
  date.precision = ArticleDate::Precision::kMinute;
  date.source = "json-ld";
  article.published = date;
  date.offset.reset();
  article.modified = date;
  article.language = "fr";
  article.declared_language = "fr-CD";
  article.site_name = "Le Phare";
  article.section = "Politique";
  article.tags = {"pont", ""};
  article.description = "Résumé";
  article.canonical = MakeUrl("https://a.org/c");
  article.amp = MakeUrl("https://a.org/amp");
  article.lead_image = MakeUrl("https://a.org/i.jpg");
  article.license = "CC BY 4.0";
  article.paywalled = true;
  article.kind = PageKind::kLiveBlog;
  Block block;
  block.kind = BlockKind::kListItem;
  block.level = 2;
  block.ordered = true;
  block.ordinal = 3;
  block.text = "Le pont";
  block.links.push_back({3, 4, MakeUrl("https://a.org/pont")});
  article.blocks = {block, Block{}};
  article.captions = {{"data:image/png;base64,", "Le pont"}};
  article.comments = {"Bien"};
  article.words = 2;
  return article;
}

TEST(ArticleJson, GivesBackEveryMember) {
  for (const Article& article : {FullArticle(), Article{}}) {
    const auto read = ArticleFromJson(ArticleJson(article, 12));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->extractor, 12);
    EXPECT_TRUE(read->article == article) << ArticleJson(read->article, 12);
  }
}

TEST(ArticleJson, RefusesWhatItDidNotMake) {
  EXPECT_FALSE(ArticleFromJson(""));
  EXPECT_FALSE(ArticleFromJson("[]"));
  EXPECT_FALSE(ArticleFromJson("{\"title\":\"x\"}"));
  EXPECT_FALSE(ArticleFromJson("{\"format\":\"kiosque-article-2\"}"));
}

TEST(ArticleJson, PassesOverMembersThatMakeNoSense) {
  const auto read = ArticleFromJson(
      R"({"format":"kiosque-article-1","title":7,"byline":["a",1],"published":{"utc":"x"},)"
      R"("blocks":[1,{"kind":"?","text":"ab","links":[{"begin":1,"length":9,"url":"https://a.org"},)"
      R"({"begin":-1,"length":2,"url":"https://a.org"}]}],"canonical":"ftp://x"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->article.title, "");
  EXPECT_EQ(read->article.byline, (std::vector<std::string>{"a", ""}));
  EXPECT_FALSE(read->article.published);
  ASSERT_EQ(read->article.blocks.size(), 1u);
  EXPECT_TRUE(read->article.blocks[0].links.empty());
  EXPECT_FALSE(read->article.canonical);
}

}  // namespace
}  // namespace kiosque
