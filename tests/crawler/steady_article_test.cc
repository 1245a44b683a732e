#include "crawler/steady_article.h"

#include <gtest/gtest.h>

#include <string>

#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::Group;
using testing::MakeRecord;
using testing::MakeUrl;

constexpr char kAddress[] = "https://a.example/article";

std::string Html(const std::string& first, const std::string& second) {
  return "<html><body><p>" + first + "</p><div>" + second + "</div></body></html>";
}

Article Read(std::vector<std::string> paragraphs) {
  Article article;
  article.title = "Titre";
  for (std::string& text : paragraphs) {
    Block block;
    block.text = std::move(text);
    article.blocks.push_back(std::move(block));
  }
  return article;
}

class KeepSteadyTest : public ::testing::Test {
 protected:
  KeepSteadyTest() : archive_(Archive::Open(folder_.path(), OpenMode::kCreate).value()) {
    CaptureRecord record =
        MakeRecord(kAddress, 0, "<title>Titre</title>" + Html("Le corps.", "Au bord."));
    record.article = Read({"Le corps."});
    record.extractor = 1;
    EXPECT_TRUE(archive_->Commit(Group(std::move(record))));
  }
  Article Steady(const std::string& html, std::vector<std::string> paragraphs) {
    ParsedPage page{{}, Read(std::move(paragraphs)), PageLinks{.base = MakeUrl(kAddress)}, {}};
    page.charset.encoding = "UTF-8";
    KeepSteady(*archive_, MakeUrl(kAddress), html, page);
    return page.article;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
};

TEST_F(KeepSteadyTest, TextThatTheOldPageHadIsNoEdit) {
  EXPECT_EQ(Steady(Html("Le corps.", "Au bord.") + "<p>Annonce</p>", {"Le corps.", "Au bord."})
                .blocks.size(),
            1u);
}

TEST_F(KeepSteadyTest, TextThatTheNewPageStillHasIsNotDropped) {
  EXPECT_EQ(Steady("<title>Titre</title>" + Html("Le corps.", "Au bord."), {}).blocks.size(), 1u);
}

TEST_F(KeepSteadyTest, ACounterIsNoEdit) {
  EXPECT_EQ(Steady(Html("Le corps.", "165 partages"), {"Le corps.", "165 partages"}).blocks.size(),
            1u);
}

TEST_F(KeepSteadyTest, ANewSentenceIsAnEdit) {
  EXPECT_EQ(Steady(Html("Le corps corrigé.", "Au bord."), {"Le corps corrigé."}).blocks[0].text,
            "Le corps corrigé.");
}

TEST_F(KeepSteadyTest, ARemovedSentenceIsAnEdit) {
  EXPECT_EQ(
      Steady("<title>Titre</title>" + Html("Autre.", "Au bord."), {"Au bord."}).blocks[0].text,
      "Au bord.");
}

}  // namespace
}  // namespace kiosque
