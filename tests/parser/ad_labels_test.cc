#include "parser/ad_labels.h"

#include <gtest/gtest.h>

#include <string_view>

#include "parser/body_words.h"

namespace kiosque {
namespace {

bool IsLabel(std::string_view text) {
  return IsAdLabel(HashWords(text));
}

TEST(AdLabels, AreKnownInManyLanguages) {
  for (const std::string_view text :
       {"Advertisement", "ADVERTISEMENT", "— Publicité —", "Anzeige", "PUBLICIDAD", "Publicidade",
        "إعلان", "Tangazo", "Article continues below advertisement", "La suite après la publicité",
        "Advertisement - Scroll to continue", "広告"}) {
    EXPECT_TRUE(IsLabel(text)) << text;
  }
}

TEST(AdLabels, MayStandTwice) {
  EXPECT_TRUE(IsLabel("Advertisement Advertisement"));
}

TEST(AdLabels, AreNoSentencesAboutAdvertising) {
  for (const std::string_view text :
       {"", "Advertisement revenue fell", "La publicité rapporte moins", "Anzeige erstattet",
        "Die Werbung wirkt", "Publicidad engañosa"}) {
    EXPECT_FALSE(IsLabel(text)) << text;
  }
}

}  // namespace
}  // namespace kiosque
