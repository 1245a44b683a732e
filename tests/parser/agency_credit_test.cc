// parser/agency_credit.h: agencies where texts name them, and not where words look like them.
#include "parser/agency_credit.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

std::string_view Of(std::string first, std::string last) {
  std::vector<Block> blocks(3);
  blocks[0].text = std::move(first);
  blocks[1].text = "Le gouvernement a annoncé hier de nouvelles mesures pour la province.";
  blocks[2].text = std::move(last);
  return AgencyInText(blocks);
}

TEST(AgencyInText, ReadsDatelines) {
  EXPECT_EQ(Of("KINSHASA, 13 avril 2024 (ACP).- Le président a reçu le ministre.", "Fin."), "ACP");
  EXPECT_EQ(Of("Hamburg (dpa/lno) – Trotz eines Gesprächs bleiben die Fronten hart.", "Ende."),
            "dpa");
  EXPECT_EQ(Of("Dakar (APS) - Le match a été reporté.", "Fin."), "APS");
}

TEST(AgencyInText, ReadsLastLines) {
  EXPECT_EQ(Of("Le pont est ouvert.", "Les travaux ont duré trois ans. (AFP)"), "AFP");
  EXPECT_EQ(Of("Le pont est ouvert.", "Avec Reuters"), "Reuters");
  EXPECT_EQ(Of("Le pont est ouvert.", "Source : ACP/CL"), "");  // initials are no agency
  EXPECT_EQ(Of("Le pont est ouvert.", "Source : ACP"), "ACP");
}

TEST(AgencyInText, TakesNoWordsForAgencies) {
  EXPECT_EQ(Of("Le parti (map) est présent - partout.", "Il a ouvert le tap"), "");
  EXPECT_EQ(Of("Il travaille à l'AFP (Paris) depuis un an.", "Fin."), "");
  EXPECT_EQ(AgencyInText({}), "");
}

}  // namespace
}  // namespace kiosque
