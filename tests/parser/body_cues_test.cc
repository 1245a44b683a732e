#include "parser/body_cues.h"

#include <gtest/gtest.h>

#include "parser/body_words.h"

namespace kiosque {
namespace {

std::uint32_t Bit(ClassCue cue) {
  return 1U << static_cast<unsigned>(cue);
}
std::uint32_t Bit(TextCue cue) {
  return 1U << static_cast<unsigned>(cue);
}

std::uint32_t Names(std::string_view names) {
  return ClassCueReader().Read(names);
}

TEST(ClassCueReader, ReadsOneNameHoweverItIsWritten) {
  for (const std::string_view name :
       {"entry-content", "entryContent", "entrycontent", "entry_content", "x entry-content y"}) {
    EXPECT_NE(Names(name) & Bit(ClassCue::kBody), 0U) << name;
  }
  EXPECT_EQ(Names("entry content") & Bit(ClassCue::kBody), 0U);
}

TEST(ClassCueReader, TakesWholeWordsAndPrefixesAsTheTableSays) {
  EXPECT_NE(Names("ad") & Bit(ClassCue::kAd), 0U);
  EXPECT_EQ(Names("adapted") & Bit(ClassCue::kAd), 0U);
  EXPECT_NE(Names("commentList") & Bit(ClassCue::kComment), 0U);
  EXPECT_NE(Names("related-posts-3") & Bit(ClassCue::kRelated), 0U);
}

TEST(ClassCueReader, SaysNothingOfNamesItDoesNotKnow) {
  EXPECT_EQ(Names(""), 0U);
  EXPECT_EQ(Names("css-1x2y3z _9 --"), 0U);
}

TEST(FindTextCues, SeesPhrasesAtTheStartAndAnywhere) {
  const TextCues start = FindTextCues(HashWords("À lire aussi : le pont rouvert"));
  EXPECT_NE(start.at_start & Bit(TextCue::kRelated), 0U);
  const TextCues later = FindTextCues(HashWords("Pour tout savoir, abonnez-vous dès demain"));
  EXPECT_EQ(later.at_start & Bit(TextCue::kNewsletter), 0U);
  EXPECT_NE(later.anywhere & Bit(TextCue::kNewsletter), 0U);
}

TEST(FindTextCues, KnowsOtherLanguages) {
  for (const std::string_view phrase :
       {"Lesen Sie auch: mehr", "Lea también: algo", "Leia também: isto", "اقرأ أيضا : خبر",
        "Soma pia: habari", "Читайте также: что-то"}) {
    EXPECT_NE(FindTextCues(HashWords(phrase)).at_start & Bit(TextCue::kRelated), 0U) << phrase;
  }
}

TEST(FindTextCues, NeedsTheWholePhrase) {
  EXPECT_EQ(FindTextCues(HashWords("Lire ce livre")).at_start & Bit(TextCue::kRelated), 0U);
  EXPECT_EQ(FindTextCues({}).anywhere, 0U);
}

TEST(Cues, AllHaveNames) {
  for (std::size_t cue = 0; cue < kClassCues; ++cue) {
    EXPECT_FALSE(ClassCueName(cue).empty()) << cue;
  }
  for (std::size_t cue = 0; cue < kTextCues; ++cue) {
    EXPECT_FALSE(TextCueName(cue).empty()) << cue;
  }
}

}  // namespace
}  // namespace kiosque
