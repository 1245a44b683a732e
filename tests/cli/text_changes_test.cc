#include "cli/text_changes.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

Article Of(std::string title, std::vector<std::string> paragraphs) {
  Article article;
  article.title = std::move(title);
  for (std::string& text : paragraphs) {
    Block block;
    block.text = std::move(text);
    article.blocks.push_back(std::move(block));
  }
  return article;
}

TEST(TextChanges, ShowsTheWordsThatDifferInsideAParagraph) {
  const auto changes = TextChanges(Of("T", {"Ils ont coûté 42 millions de francs.", "Fin."}),
                                   Of("T", {"Ils ont coûté 24 millions de francs.", "Fin."}));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0], (TextChange{"Ils ont coûté ", "42", "24", " millions de francs."}));
}

TEST(TextChanges, KeepsWordsWhole) {
  const auto changes = TextChanges(Of("T", {"un chien noir"}), Of("T", {"un chat noir"}));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0], (TextChange{"un ", "chien", "chat", " noir"}));
}

TEST(TextChanges, ShowsWhatCameAndWhatWent) {
  EXPECT_TRUE(TextChanges(Of("T", {"a", "b"}), Of("T", {"a", "b"})).empty());
  EXPECT_EQ(TextChanges(Of("T", {"a"}), Of("T", {"a", "b c"})),
            (std::vector<TextChange>{{"", "", "b c", ""}}));
  EXPECT_EQ(TextChanges(Of("T", {"a", "b c"}), Of("T", {"a"})),
            (std::vector<TextChange>{{"", "b c", "", ""}}));
  EXPECT_EQ(TextChanges(Of("Old title", {"a"}), Of("New title", {"a"})),
            (std::vector<TextChange>{{"", "Old", "New", " title"}}));
  EXPECT_EQ(TextChanges(Of("T", {"a a"}), Of("T", {"a a a"})),
            (std::vector<TextChange>{{"a a", "", " a", ""}}));
}

}  // namespace
}  // namespace kiosque
