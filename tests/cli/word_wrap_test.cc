#include "cli/word_wrap.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

TEST(WrapWords, BreaksAtSpacesAndCountsCharacters) {
  EXPECT_EQ(WrapWords("un deux trois", 8), "un deux\ntrois");
  EXPECT_EQ(WrapWords("été à là", 8), "été à là");
  EXPECT_EQ(WrapWords("anticonstitutionnellement oui", 8), "anticonstitutionnellement\noui");
}

TEST(WrapWords, KeepsShortLinesAndBlankOnes) {
  EXPECT_EQ(WrapWords("a\n\n  b\n", 8), "a\n\n  b\n");
  EXPECT_EQ(WrapWords("", 8), "");
}

}  // namespace
}  // namespace kiosque
