#include "base/ascii.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

TEST(AsciiTest, ClassesHoldAsciiBytesOnly) {
  int spaces = 0;
  int digits = 0;
  int uppers = 0;
  int letters = 0;
  int alphanumerics = 0;
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    spaces += IsAsciiSpace(c) ? 1 : 0;
    digits += IsAsciiDigit(c) ? 1 : 0;
    uppers += IsAsciiUpper(c) ? 1 : 0;
    letters += IsAsciiLetter(c) ? 1 : 0;
    alphanumerics += IsAsciiAlphanumeric(c) ? 1 : 0;
    EXPECT_EQ(IsAsciiSpace(c), kAsciiSpace.find(c) != std::string_view::npos) << byte;
  }
  EXPECT_EQ(spaces, 5);
  EXPECT_EQ(digits, 10);
  EXPECT_EQ(uppers, 26);
  EXPECT_EQ(letters, 52);
  EXPECT_EQ(alphanumerics, 62);
}

TEST(AsciiTest, TheVerticalTabIsNoWhiteSpaceAsInHtml) {
  EXPECT_FALSE(IsAsciiSpace('\v'));
  EXPECT_EQ(Trim("\va "), "\va");
}

TEST(AsciiTest, LowersLettersAndLeavesOtherBytes) {
  EXPECT_EQ(AsciiLower("AZ az 09 [@`{"), "az az 09 [@`{");
  EXPECT_EQ(AsciiLower("\xC3\x89T\xC3\x89"), "\xC3\x89t\xC3\x89");
  EXPECT_EQ(AsciiLower(""), "");
}

TEST(AsciiTest, DigitsAreAtLeastOne) {
  EXPECT_TRUE(AreAsciiDigits("0123456789"));
  EXPECT_FALSE(AreAsciiDigits(""));
  EXPECT_FALSE(AreAsciiDigits("12a"));
}

TEST(AsciiTest, ReadsTheNumberThatDigitsWrite) {
  EXPECT_EQ(AsciiDigitsValue("999999999"), 999999999);
  EXPECT_EQ(AsciiDigitsValue("007"), 7);
  EXPECT_EQ(AsciiDigitsValue(""), 0);
}

TEST(AsciiTest, ComparesWithoutCase) {
  EXPECT_TRUE(EqualsNoCase("CharSet", "cHARset"));
  EXPECT_FALSE(EqualsNoCase("CharSets", "charset"));
  EXPECT_TRUE(StartsWithNoCase("HTTPS://a", "https:"));
  EXPECT_FALSE(StartsWithNoCase("HTTP", "https:"));
  EXPECT_TRUE(StartsWithNoCase("", ""));
  // '@' and '`' differ from each other as 'A' and 'a' do, and are not one letter.
  EXPECT_FALSE(EqualsNoCase("@", "`"));
}

TEST(AsciiTest, FindsWithoutCase) {
  EXPECT_TRUE(ContainsNoCase("<p class=\"PubDate\">", "pubdate"));
  EXPECT_TRUE(ContainsNoCase("aaAB", "aab"));
  EXPECT_TRUE(ContainsNoCase("", ""));
  EXPECT_FALSE(ContainsNoCase("pubdat", "pubdate"));
}

TEST(AsciiTest, TrimsWhiteSpaceAtBothEnds) {
  EXPECT_EQ(Trim("\t\n\f\r a b \t"), "a b");
  EXPECT_EQ(Trim(" \n"), "");
  EXPECT_EQ(Trim(""), "");
}

TEST(AsciiTest, TrimsTheBytesItIsGiven) {
  EXPECT_EQ(Trim(" \n a\n ", " "), "\n a\n");
}

TEST(AsciiTest, TrimsControlsToo) {
  EXPECT_EQ(TrimControlsAndSpaces(std::string_view("\0\x1F a\v", 5)), "a");
  EXPECT_EQ(TrimControlsAndSpaces("\xC2\xA0"), "\xC2\xA0");
  EXPECT_EQ(TrimControlsAndSpaces("\x01"), "");
}

}  // namespace
}  // namespace kiosque
