// parser/mojibake.h: what was encoded twice is read once, and good text stays as it is.
#include "parser/mojibake.h"

#include <gtest/gtest.h>

#include <string>

#include "base/unicode.h"
#include "parser/page.h"

namespace kiosque {
namespace {

TEST(Mojibake, IsUndoneForLatinPunctuationCyrillicAndArabic) {
  EXPECT_EQ(RepairMojibake("LÃ©opold a Ã©tÃ© Ãªtre franÃ§ais"), "Léopold a été être français");
  EXPECT_EQ(RepairMojibake("lâ€™Ã©tat â€“ â€œouiâ€\xC2\x9D, 5 â‚¬"), "l’état – “oui”, 5 €");
  EXPECT_EQ(RepairMojibake("Â«\xC3\x82\xC2\xA0oui\xC3\x82\xC2\xA0Â»"), "«\xC2\xA0oui\xC2\xA0»");
  EXPECT_EQ(RepairMojibake("ÐŸÑ€Ð¸Ð²ÐµÑ‚"), "Привет");
  EXPECT_EQ(RepairMojibake("Ø§Ù„Ø®Ø¨Ø±"), "الخبر");
  EXPECT_EQ(RepairMojibake("Ã‰tat"), "État");
}

TEST(Mojibake, IsNotSeenInGoodText) {
  for (const std::string text :
       {"«LIBERTÉ» et “ÉGALITÉ”…", "AMANHÃ” — “NÃO”", "Ã Paris", "À l’été, où ça ? Œuvre Ø Ñandú",
        "Ø", "BAÑO – PIÑA", "Âge, âme, ïle", "Привет الخبر", "", "\xC3\x83"}) {
    EXPECT_EQ(RepairMojibake(text), text);
  }
}

TEST(Mojibake, IsUndoneOnWholePages) {
  const PageContext context{Url::Parse("https://radio.example/a").value(), {}, {}, {}};
  const Article article =
      ParsePage("<meta charset=utf-8><title>LÃ©opold</title><h1>LÃ©opold est de retour</h1>", "",
                context)
          .article;
  EXPECT_EQ(article.title, "Léopold est de retour");
}

// Soft hyphens and zero-width spaces go; joiners stay where a script needs them.
TEST(CollapseSpace, KeepsTheJoinersThatSpellWords) {
  EXPECT_EQ(CollapseSpace("Ge\xC2\xADnesenen\xE2\x80\x8Bnach\xE2\x80\x8Cweise"),
            "Genesenennachweise");
  EXPECT_EQ(CollapseSpace("می\xE2\x80\x8Cخواهم"), "می\xE2\x80\x8Cخواهم");
  EXPECT_EQ(CollapseSpace("می\xE2\x80\x8C خواهم\xE2\x80\x8C"), "می خواهم");
  EXPECT_EQ(CollapseSpace("👩\xE2\x80\x8D🌾"), "👩\xE2\x80\x8D🌾");
}

}  // namespace
}  // namespace kiosque
