// Sentences and words end where ICU's break iterators end them.
#include "corpus/text_breaks.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>
#include <random>
#include <string>

#include "support/news_page.h"

namespace kiosque {
namespace {

std::vector<std::size_t> EndsByIcu(icu::BreakIterator& iterator, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  UText* utext = utext_openUTF8(nullptr, text.data(), std::ssize(text), &status);
  iterator.setText(utext, status);
  std::vector<std::size_t> ends;
  iterator.first();
  for (auto end = iterator.next(); end != icu::BreakIterator::DONE; end = iterator.next()) {
    ends.push_back(static_cast<std::size_t>(end));
  }
  utext_close(utext);
  return ends;
}

class TextBreaks : public ::testing::Test {
 protected:
  TextBreaks() {
    UErrorCode status = U_ZERO_ERROR;
    words_.reset(icu::BreakIterator::createWordInstance(icu::Locale("fr"), status));
    sentences_.reset(icu::BreakIterator::createSentenceInstance(icu::Locale("fr"), status));
  }
  void ExpectSame(const std::string& text) {
    std::vector<std::size_t> ends;
    FindSentenceEnds(text, ends);
    EXPECT_EQ(ends, EndsByIcu(*sentences_, text)) << "sentences of: " << text;
    if (FindWordEnds(text, ends)) {
      EXPECT_EQ(ends, EndsByIcu(*words_, text)) << "words of: " << text;
    }
  }
  std::unique_ptr<icu::BreakIterator> words_;
  std::unique_ptr<icu::BreakIterator> sentences_;
};

TEST_F(TextBreaks, AreThoseOfIcuInAnyOrderOfAllClasses) {
  // At least two of every class of both properties, and what stands between them.
  const std::vector<std::string> pieces = {
      "a",      "é",      "Z",      "É",      "ب",      "ا",      "कि",     "ǅ",      "0",
      "9",      "٣",      "_",      "‿",      "'",      "’",      "\"",     "«",      "»",
      ".",      "․",      "!",      "?",      "。",     "؟",      ",",      ";",      ":",
      "·",      "-",      "–",      "—",      "(",      ")",      "[",      "]",      " ",
      " ",      "  ",     "\u00A0", "\u2003", "\u3000", "\t",     "\n",     "\r",     "\r\n",
      "\u0085", "\u2028", "\u2029", "\u0301", "\u00AD", "\u200B", "\u200E", "\u2060", "%",
      "$",      "€",      "/",      "@",      "…",      "ª",      "²",      "M",      "p",
      "St",     "\u0650", "ʼ",      "°",      "𝐀",      "𐐀",      "\u0600"};
  std::mt19937_64 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::uint64_t n = random() % 14; n > 0; --n) {
      text += pieces[random() % pieces.size()];
    }
    ExpectSame(text);
    if (HasFailure()) {
      return;
    }
  }
}

TEST_F(TextBreaks, AreThoseOfIcuInRunningText) {
  for (const std::string& paragraph : testing::StoryParagraphs()) {
    ExpectSame(paragraph);
  }
  ExpectSame(
      "M. Tshisekedi, 61 ans, est arrivé à 8 h 30 à l'aéroport de N'Djili. « C'est fait ! » "
      "dit-il.");
  ExpectSame(
      "Der 1. Mai ist ein Feiertag. U.S. forces left on Jan. 3rd, e.g. by ship... then came back.");
  ExpectSame(
      "Le taux (2,5 %) a baissé de 0.3 point. www.example.org/a_b le confirme, l’an 2024-04-13.");
  ExpectSame("");
}

TEST_F(TextBreaks, LeavesToIcuWhatTheRulesDoNotSettle) {
  std::vector<std::size_t> ends;
  for (const char* text :
       {"東京は晴れ", "สวัสดีครับ", "👩‍👩‍👧", "🇨🇩", "한국어", "שלום", "ខ្មែរ"}) {
    EXPECT_FALSE(FindWordEnds(text, ends)) << text;
  }
  EXPECT_TRUE(FindWordEnds("Ndeko, mbote na yo", ends));
  EXPECT_FALSE(HasDefaultBreaks("sv-SE"));
  EXPECT_FALSE(HasDefaultBreaks("el"));
  EXPECT_TRUE(HasDefaultBreaks("fr-CD"));
  EXPECT_TRUE(HasDefaultBreaks(""));
}

TEST_F(TextBreaks, TakesTimeInProportionToTheText) {
  std::vector<std::size_t> ends;
  for (const char* piece : {".)", ". , ", "'\u0301", "a.", ".", "'"}) {
    std::string text;
    while (text.size() < 1'000'000) {
      text += piece;
    }
    FindSentenceEnds(text, ends);  // a square would take minutes
    EXPECT_TRUE(FindWordEnds(text, ends));
  }
}

}  // namespace
}  // namespace kiosque
