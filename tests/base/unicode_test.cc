#include "base/unicode.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

TEST(IsValidUtf8, Rfc3629_RefusesOverlongSurrogateAndCutSequences) {
  EXPECT_TRUE(IsValidUtf8("Élections à Kinshasa, twelve ASCII bytes and more 😀"));
  EXPECT_FALSE(IsValidUtf8("\xC0\xAF"));
  EXPECT_FALSE(IsValidUtf8("\xED\xA0\x80"));
  EXPECT_FALSE(IsValidUtf8("abcdefghijk\xE2\x82"));
  EXPECT_FALSE(IsValidUtf8("\xF4\x90\x80\x80"));
}

TEST(ToNfc, ComposesAndLeavesComposedTextAlone) {
  EXPECT_EQ(ToNfc("e\u0301lection"), "\u00E9lection");
  EXPECT_EQ(ToNfc("\u00E9lection"), "\u00E9lection");
  EXPECT_EQ(ToNfc("plain"), "plain");
}

TEST(FoldCase, FoldsBeyondAscii) {
  EXPECT_EQ(FoldCase("ÉTAT Straße"), "état strasse");
  EXPECT_EQ(FoldCase("ABC"), "abc");
}

TEST(CollapseSpace, FoldsEverySpaceAndDropsInvisibleCharacters) {
  EXPECT_EQ(CollapseSpace("  un\u00A0mot \n\t et\u200B demi\u00AD "), "un mot et demi");
  EXPECT_EQ(CollapseSpace(" \u00A0 "), "");
}

TEST(CountWords, CountsAsAReaderDoes) {
  EXPECT_EQ(CountWords(""), 0u);
  EXPECT_EQ(CountWords("Aujourd'hui, l\u2019avant-poste tient 3 jours."), 5u);
  EXPECT_EQ(CountWords("à - b"), 2u);
  EXPECT_EQ(CountWords("新聞記事"), 2u);
}

}  // namespace
}  // namespace kiosque
