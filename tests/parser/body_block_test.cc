#include "parser/body_block.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "parser/body_render.h"

namespace kiosque {
namespace {

std::vector<std::string> Lines(const std::string& html) {
  const Document document = Document::Parse(html);
  const BlockList list = GatherBlocks(document);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < list.blocks.size(); ++i) {
    lines.push_back(BlockLine(document, list, i));
  }
  return lines;
}

using Expected = std::vector<std::string>;

TEST(GatherBlocks, CutsAtBlockElementsAndAtLineBreaks) {
  EXPECT_EQ(Lines("<div>A<p>B <b>C</b></p>D<br>E</div>"), (Expected{"A", "B C", "D", "E"}));
}

TEST(GatherBlocks, NeverCutsAtInlineElements) {
  EXPECT_EQ(
      Lines("<p><span class=dropcap>N</span>o one <em>em</em>phasised <nobr>this</nobr>.</p>"),
      (Expected{"No one emphasised this."}));
}

TEST(GatherBlocks, ReadsRubyBasesInTheLineWithoutTheirReadings) {
  EXPECT_EQ(Lines("<p>a<ruby><rb>漢</rb><rp>(</rp><rt>かん</rt><rp>)</rp></ruby>b</p>"),
            (Expected{"a漢b"}));
}

TEST(GatherBlocks, LeavesOutCodeControlsAndEmbeddedDocuments) {
  EXPECT_EQ(Lines("<p>a<script>x</script><style>y</style></p><select><option>b</select>"
                  "<textarea>c</textarea><svg><text>d</text></svg><template><p>e</p></template>"),
            (Expected{"a"}));
}

TEST(GatherBlocks, LeavesOutHiddenWordsInsideAVisibleLine) {
  EXPECT_EQ(
      Lines("<p>See <a href=x>the report<span class=sr-only> (opens new tab)</span></a>.</p>"),
      (Expected{"See the report."}));
  EXPECT_EQ(Lines("<p>See <span style='display: none'>x</span>y</p>"), (Expected{"See y"}));
}

TEST(GatherBlocks, LeavesOutWhatIsSeenOnlyWhenPointedAt) {
  EXPECT_EQ(Lines("<p>Rep. <span class=rollover-people><a href=x>Omar</a><span "
                  "class=rollover-people-block><span class=rollover-block>Omar<a href=y>More "
                  "stories</a></span></span></span> said <span class=tooltip>GDP<span "
                  "class=ToolTipText>gross domestic product</span></span> grew.</p>"),
            (Expected{"Rep. Omar said GDP grew."}));
}

TEST(GatherBlocks, ReadsNoMoreLinesThanAnArticleCanHave) {
  std::string html = "<p>";
  for (std::size_t i = 0; i <= kMaxBlocks; ++i) {
    html += "x<br>";
  }
  EXPECT_EQ(GatherBlocks(Document::Parse(std::move(html))).blocks.size(), kMaxBlocks);
}

TEST(GatherBlocks, MarksBlocksInsideHiddenElements) {
  const Document document =
      Document::Parse("<div hidden><p>a</p></div><div style='visibility:hidden'>b</div>");
  const BlockList list = GatherBlocks(document);
  ASSERT_EQ(list.blocks.size(), 2U);
  EXPECT_NE(list.blocks[0].context & kBlockInHidden, 0U);
  EXPECT_EQ(list.blocks[1].context & kBlockInHidden, 0U);
  EXPECT_NE(list.blocks[1].context & kBlockInInvisible, 0U);
}

TEST(GatherBlocks, CountsLinksAndEmphasisInCharacters) {
  const Document document = Document::Parse("<p>ab <a href=x>cd</a> <b>ef</b></p>");
  const BlockList list = GatherBlocks(document);
  ASSERT_EQ(list.blocks.size(), 1U);
  EXPECT_EQ(list.blocks[0].counts.chars, 6U);
  EXPECT_EQ(list.blocks[0].link_chars, 2U);
  EXPECT_EQ(list.blocks[0].bold_chars, 2U);
  EXPECT_EQ(list.blocks[0].links, 1U);
}

TEST(GatherBlocks, GivesTheRangeOfASubtree) {
  const Document document = Document::Parse("<p>a</p><div><p>b</p><p>c</p></div><p>d</p>");
  const BlockList list = GatherBlocks(document);
  ASSERT_EQ(list.blocks.size(), 4U);
  const NodeId div = document[list.blocks[1].container].parent;
  EXPECT_EQ(list.RangeOf(document, div), (std::pair<std::uint32_t, std::uint32_t>{1, 3}));
}

TEST(GatherBlocks, ReadsDeepNesting) {
  std::string html;
  for (int i = 0; i < 2'000; ++i) {
    html += "<div><b>";
  }
  html += "deep";
  EXPECT_EQ(Lines(html), (Expected{"deep"}));
}

}  // namespace
}  // namespace kiosque
