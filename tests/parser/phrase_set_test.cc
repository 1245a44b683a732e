#include "parser/phrase_set.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

TEST(PhraseSet, FindsAPhraseAnywhereWhateverItsCase) {
  const PhraseSet phrases = {"publié", "mis à jour", "maj "};
  EXPECT_TRUE(phrases.AnyIn("PUBLIé le 3 mai"));
  EXPECT_TRUE(phrases.AnyIn("Article mis à jour"));
  EXPECT_TRUE(phrases.AnyIn("dernière Maj hier"));
}

TEST(PhraseSet, NeedsTheWholePhrase) {
  const PhraseSet phrases = {"publié", "maj "};
  EXPECT_FALSE(phrases.AnyIn(""));
  EXPECT_FALSE(phrases.AnyIn("p"));
  EXPECT_FALSE(phrases.AnyIn("publi"));
  EXPECT_FALSE(phrases.AnyIn("pub, majorité, maj"));
}

TEST(PhraseSet, TellsPhrasesOfOneBeginningApart) {
  const PhraseSet phrases = {"date:", "datum:", "更新", "since "};
  EXPECT_TRUE(phrases.AnyIn("Datum: 3.5.2024"));
  EXPECT_TRUE(phrases.AnyIn("（更新）"));
  EXPECT_FALSE(phrases.AnyIn("dates"));
  EXPECT_FALSE(phrases.AnyIn("更改"));
}

TEST(PhraseSet, ComparesBytesAboveAsciiAsTheyAre) {
  const PhraseSet phrases = {"\xc3\xa9t\xc3\xa9"};  // été
  EXPECT_TRUE(phrases.AnyIn("un \xc3\xa9T\xc3\xa9"));
  EXPECT_FALSE(phrases.AnyIn("un \xc3\x89t\xc3\xa9"));
}

}  // namespace
}  // namespace kiosque
