#include "parser/body_words.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

TEST(WordScanner, FoldsCaseAndPutsPunctuationBetweenWords) {
  EXPECT_EQ(HashWords("L'Été à Kinshasa"), HashWords("l été À KINSHASA"));
  EXPECT_EQ(HashWords("Москва").size(), 1U);
  EXPECT_EQ(HashWords("МОСКВА"), HashWords("москва"));
  EXPECT_NE(HashWords("rose"), HashWords("rosé"));
}

TEST(WordScanner, CountsEachWideCharacterAsAWord) {
  EXPECT_EQ(HashWords("漢字kana").size(), 3U);
}

TEST(WordScanner, JoinsAWordThatRunsOverTwoTexts) {
  std::vector<std::uint32_t> words;
  TextCounts counts;
  WordScanner scanner(&words);
  scanner.Scan("N", &counts);
  scanner.Scan("o one", &counts);
  scanner.EndWord();
  EXPECT_EQ(words, HashWords("no one"));
}

TEST(WordScanner, IgnoresSoftHyphensAndZeroWidthSpaces) {
  EXPECT_EQ(HashWords("demo\xC2\xADkratie"), HashWords("demokratie"));
  EXPECT_EQ(HashWords("demo\xE2\x80\x8Bkratie"), HashWords("demokratie"));
}

TEST(WordScanner, SeesASentenceEndBehindClosingQuotes) {
  std::vector<std::uint32_t> words;
  TextCounts counts;
  WordScanner scanner(&words);
  scanner.Scan("« Il part. »", &counts);
  EXPECT_EQ(counts.last, 's');
  EXPECT_EQ(counts.sentence_ends, 1U);
}

TEST(WordScanner, SkipsMarkupWhenAsked) {
  EXPECT_EQ(HashWords("<p>one</p><p>two</p>", true), HashWords("one two"));
  EXPECT_EQ(HashWords("one <unclosed", true), HashWords("one"));
}

TEST(WordScanner, TakesAnyBytes) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    bytes.push_back(static_cast<char>(byte));
  }
  EXPECT_FALSE(HashWords(bytes).empty());
  EXPECT_FALSE(HashWords("\xF0\x9F").size() > 2);
}

}  // namespace
}  // namespace kiosque
