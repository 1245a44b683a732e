#include "parser/language.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

constexpr std::string_view kFrench =
    "Le gouvernement a annoncé mercredi que les travaux de réhabilitation de la route nationale "
    "commenceront au mois de mars "
    "prochain, après plusieurs années d'attente des habitants de la province.";

// Templates leave lang="en-US" on pages in French.
TEST(Language, ADeclarationIsNotBelievedAgainstTheText) {
  EXPECT_EQ(ChooseLanguage("en-US", "", kFrench), "fr");
  EXPECT_EQ(ChooseLanguage("fr-CD", "", kFrench), "fr");
}

TEST(Language, WithoutEnoughTextTheDeclarationDecidesAndElseNobody) {
  EXPECT_EQ(ChooseLanguage("fr-CD", "", "Oui."), "fr");
  EXPECT_EQ(ChooseLanguage("", "ln", "Mbote."), "ln");
  EXPECT_EQ(ChooseLanguage("", "", "Oui."), "");
  EXPECT_EQ(DetectLanguage("Ok").language, "");
  EXPECT_EQ(DetectLanguage("").language, "");
}

TEST(Language, TagsAreReducedToThePrimaryOne) {
  EXPECT_EQ(PrimaryTag("fr-CD"), "fr");
  EXPECT_EQ(PrimaryTag("FR_fr"), "fr");
  EXPECT_EQ(PrimaryTag("iw"), "he");
  EXPECT_EQ(PrimaryTag("zh-Hant"), "zh");
  EXPECT_EQ(PrimaryTag("<?php"), "");
  EXPECT_EQ(PrimaryTag(""), "");
}

}  // namespace
}  // namespace kiosque
