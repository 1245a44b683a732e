#include "parser/body_render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

using ::testing::ElementsAre;

std::vector<Block> Render(const std::string& html) {
  const Document document = Document::Parse(html);
  const BlockList list = GatherBlocks(document);
  const Url base = *Url::Parse("https://example.org/a/b");
  return RenderBody(document, list, std::vector<bool>(list.blocks.size(), true), base);
}

std::vector<std::string> Texts(const std::vector<Block>& blocks) {
  std::vector<std::string> texts;
  for (const Block& block : blocks) {
    texts.push_back(block.text);
  }
  return texts;
}

TEST(RenderBody, OneLineBreakContinuesAParagraphTwoEndIt) {
  EXPECT_THAT(Texts(Render("<p>a<br>b<br><br>c<br> <br>d</p>")), ElementsAre("a b", "c", "d"));
}

TEST(RenderBody, TellsListsTheirDepthAndOrder) {
  const auto blocks = Render("<ol start=3><li>a<li>b<ul><li>c</ul></ol>");
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_TRUE(blocks[1].ordered);
  EXPECT_EQ(blocks[1].ordinal, 4);
  EXPECT_EQ(blocks[2].kind, BlockKind::kListItem);
  EXPECT_EQ(blocks[2].level, 2);
  EXPECT_FALSE(blocks[2].ordered);
}

TEST(RenderBody, SecondParagraphOfAnItemIsAParagraph) {
  const auto blocks = Render("<ul><li><p>a</p><p>b</p></ul>");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].kind, BlockKind::kListItem);
  EXPECT_EQ(blocks[1].kind, BlockKind::kParagraph);
}

TEST(RenderBody, KnowsHeadingsAndQuotes) {
  const auto blocks = Render("<h3>a</h3><blockquote><p>b</p><p>c</p></blockquote>");
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[0].kind, BlockKind::kHeading);
  EXPECT_EQ(blocks[0].level, 3);
  EXPECT_EQ(blocks[1].kind, BlockKind::kQuote);
  EXPECT_EQ(blocks[2].kind, BlockKind::kQuote);
}

TEST(RenderBody, KeepsTheLinesOfPreformattedText) {
  const auto blocks = Render("<pre>\nint a;\n  int b;\n</pre>");
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].kind, BlockKind::kCode);
  EXPECT_EQ(blocks[0].text, "int a;\n  int b;");
}

TEST(RenderBody, LayoutTablesAreNoTables) {
  const auto blocks = Render("<table><tr><td><p>a</p><p>b</p></td></tr></table>");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].kind, BlockKind::kParagraph);
}

TEST(RenderBody, ResolvesLinksAndLeavesOutThoseThatLeadNowhere) {
  const auto blocks =
      Render("<p>a <a href=../c>b</a> <a href='#x'>c</a> <a href='javascript:f()'>d</a></p>");
  ASSERT_EQ(blocks.size(), 1U);
  ASSERT_EQ(blocks[0].links.size(), 1U);
  EXPECT_EQ(blocks[0].links[0].url.href(), "https://example.org/c");
  EXPECT_EQ(blocks[0].text, "a b c d");
}

}  // namespace
}  // namespace kiosque
