#include "base/sanitize.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace kiosque {
namespace {

TEST(SanitizeLine, TakesTheTeethOutOfEscapeSequences) {
  EXPECT_EQ(SanitizeLine("a\x1B[31mred\x07 b"), "a [31mred b");
  EXPECT_EQ(SanitizeLine("a\r\nb\tc"), "a b c");
  EXPECT_EQ(SanitizeLine("\u202Egnp.exe\u202C"), "gnp.exe");
  EXPECT_EQ(SanitizeLine("c1 \u009B31m"), "c1 31m");
}

TEST(SanitizeLine, AnswersValidUtf8ForAnyBytes) {
  EXPECT_EQ(SanitizeLine("a\xFF\xFE"
                         "b"),
            "a\uFFFD\uFFFDb");
  EXPECT_EQ(SanitizeLine(std::string_view("a\0b", 3)), "a b");
}

TEST(SanitizeText, KeepsLinesAndIndentation) {
  EXPECT_EQ(SanitizeText("a\n  b\tc\x1B"), "a\n  b\tc ");
}

// Most text is taken in runs; where runs meet anything else, nothing may be lost or doubled.
TEST(Sanitize, GivesTheSameWhereverRunsEnd) {
  // What a piece becomes in a text; in a line, spaces collapse besides.
  const std::vector<std::pair<std::string, std::string>> pieces = {
      {"a", "a"},           {"mot", "mot"},  {" ", " "},      {"  ", "  "},    {"é", "é"},
      {"Ω", "Ω"},           {"’", "’"},      {"中", "中"},    {"𝐀", "𝐀"},      {"٣", "٣"},
      {"\u00A0", "\u00A0"}, {"\u009B", " "}, {"\u061C", " "}, {"\u202E", " "}, {"\x1B", " "},
      {"\x7F", " "},        {"\n", "\n"},    {"\t", "\t"},    {"\r", " "}};
  std::mt19937_64 random(3);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    std::string kept;
    std::string line;
    for (std::uint64_t n = random() % 12; n > 0; --n) {
      const auto& [piece, clean] = pieces[random() % pieces.size()];
      text += piece;
      kept += clean;
      for (const char c : clean == "\n" || clean == "\t" ? std::string(" ") : clean) {
        if (c != ' ' || (!line.empty() && line.back() != ' ')) {
          line.push_back(c);
        }
      }
    }
    if (!line.empty() && line.back() == ' ') {
      line.pop_back();
    }
    EXPECT_EQ(SanitizeText(text), kept);
    ASSERT_EQ(SanitizeLine(text), line);
  }
}

}  // namespace
}  // namespace kiosque
