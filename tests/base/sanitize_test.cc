#include "base/sanitize.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace kiosque
