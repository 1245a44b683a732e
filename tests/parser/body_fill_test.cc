#include "parser/body_fill.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/scored_page.h"

namespace kiosque {
namespace {

using testing::Scored;

constexpr char kBefore[] =
    "<p>Le pont, fermé depuis janvier, a été rouvert mardi matin par le maire de la ville.</p>";
constexpr char kAfter[] =
    "<p>Les habitants attendaient ce jour depuis neuf longs mois, et beaucoup sont venus à "
    "pied.</p>";

std::vector<bool> KeepBetween(const std::string& html, float score) {
  return Scored("<div>" + (kBefore + html) + kAfter + "</div>", {0.95F, score, 0.95F}).Keep();
}

constexpr bool kKept = true;

TEST(BodyFill, SubHeadingBetweenParagraphsOfTheTextIsKept) {
  EXPECT_EQ(KeepBetween("<h2>Un chantier difficile</h2>", 0.15F), (std::vector{true, kKept, true}));
}

TEST(BodyFill, HeadingThatTheModelIsSureAboutIsNot) {
  EXPECT_EQ(KeepBetween("<h2>Un chantier difficile</h2>", 0.03F),
            (std::vector{true, !kKept, true}));
}

TEST(BodyFill, HeadingThatSaysWhatItIsIsNotASubHeading) {
  EXPECT_EQ(KeepBetween("<h2>Lire aussi</h2>", 0.15F), (std::vector{true, !kKept, true}));
  EXPECT_EQ(KeepBetween("<h2><a href=/x>Un chantier difficile</a></h2>", 0.15F),
            (std::vector{true, !kKept, true}));
}

TEST(BodyFill, HeadingOfAnotherBoxIsNotASubHeading) {
  EXPECT_EQ(KeepBetween("<div><h2>Un chantier difficile</h2></div>", 0.15F),
            (std::vector{true, !kKept, true}));
}

TEST(BodyFill, QuotationBetweenParagraphsOfTheTextIsKept) {
  EXPECT_EQ(KeepBetween("<blockquote><p>Nous avons tenu les délais, et nous en sommes fiers."
                        "</p></blockquote>",
                        0.15F),
            (std::vector{true, kKept, true}));
}

TEST(BodyFill, QuotationBesideTheTextIsNot) {
  const Scored page(std::string("<div>") + kBefore + "</div><blockquote><p>Nous avons tenu les " +
                        "délais, et nous en sommes fiers.</p></blockquote>" + kAfter,
                    {0.95F, 0.15F, 0.95F});
  EXPECT_EQ(page.Keep(), (std::vector{true, !kKept, true}));
}

}  // namespace
}  // namespace kiosque
