#include "base/char_set.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

constexpr CharSet kEnds("/?\xff");

TEST(CharSet, FindsTheFirstOfItsBytes) {
  EXPECT_EQ(kEnds.FirstIn("a/b?c"), 1u);
  EXPECT_EQ(kEnds.FirstIn("?"), 0u);
  EXPECT_EQ(kEnds.FirstIn("ab\xff"), 2u);
}

TEST(CharSet, AnswersTheSizeWhereNoneStands) {
  EXPECT_EQ(kEnds.FirstIn("abc"), 3u);
  EXPECT_EQ(kEnds.FirstIn(""), 0u);
  EXPECT_EQ(CharSet("").FirstIn("/?"), 2u);
}

TEST(CharSet, HasNoNulUnlessNamed) {
  EXPECT_FALSE(kEnds.Has('\0'));
  EXPECT_TRUE(CharSet(std::string_view("\0", 1)).Has('\0'));
}

}  // namespace
}  // namespace kiosque
