#include "crawler/dead_page.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

Article TitledPage(std::string title, std::uint32_t words) {
  Article article;
  article.title = std::move(title);
  article.words = words;
  return article;
}

TEST(DeadPage, ShortPagesThatSaySoAreNone) {
  EXPECT_EQ(DeadPageKind(TitledPage("Page introuvable - Le Journal", 20)), "not found");
  EXPECT_EQ(DeadPageKind(TitledPage("404", 0)), "not found");
  EXPECT_EQ(DeadPageKind(TitledPage("Page non trouvée", 12)), "not found");
  EXPECT_EQ(DeadPageKind(TitledPage("Página não encontrada", 12)), "not found");
  EXPECT_EQ(DeadPageKind(TitledPage("Account Suspended", 15)), "suspended");
  EXPECT_EQ(DeadPageKind(TitledPage("a.example - This domain is for sale", 60)), "for sale");
  EXPECT_EQ(DeadPageKind(TitledPage("Welcome to nginx!", 40)), "empty server");
  Article heading = TitledPage("Le Journal", 20);
  Block block;
  block.kind = BlockKind::kHeading;
  block.text = "Oops! That page can’t be found.";
  heading.blocks.push_back(block);
  EXPECT_EQ(DeadPageKind(heading), "not found");
}

TEST(DeadPage, AStoryAboutThemIsAStory) {
  EXPECT_EQ(DeadPageKind(TitledPage("Le 404 Not Found a trente ans", 400)), "");
  EXPECT_EQ(DeadPageKind(TitledPage("Le budget est adopté", 30)), "");
  Article dated = TitledPage("Error 404: the missing minister", 60);
  dated.published = ArticleDate{};
  dated.published->source = "json-ld";
  EXPECT_EQ(DeadPageKind(dated), "");
  dated.published->source = "url";
  EXPECT_EQ(DeadPageKind(dated), "not found") << "the address promised a date, the page has none";
}

}  // namespace
}  // namespace kiosque
