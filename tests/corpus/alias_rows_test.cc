// One article under several addresses, as an export has it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "corpus/selection.h"
#include "storage/page_aliases.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::At;
using ::testing::ElementsAre;
using testing::Group;
using testing::MakeStory;
using testing::MakeUrl;

class AliasRowsTest : public ::testing::Test {
 protected:
  AliasRowsTest() : archive_(Archive::Open(folder_.path() / "store", OpenMode::kCreate).value()) {
    EXPECT_TRUE(archive_->Commit(Group(MakeStory("https://vieux.example/a", 0, "Un texte."))));
    CommitGroup group = Group(MakeStory("https://neuf.example/a", 60, "Un texte."));
    group.state = AliasRows(MakeUrl("https://neuf.example/a"), MakeUrl("https://vieux.example/a"));
    EXPECT_TRUE(archive_->Commit(std::move(group)));
  }

  /// "url alias alias" of each row.
  std::vector<std::string> Rows(const Selection& selection) {
    std::vector<std::string> rows;
    EXPECT_TRUE(VisitCorpus(*archive_, selection, [&](const CorpusRow& row) {
      std::string text = row.url.href();
      for (const std::string& alias : row.aliases) {
        text += " " + alias;
      }
      rows.push_back(std::move(text));
      return true;
    }));
    return rows;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
};

TEST_F(AliasRowsTest, AnArticleIsExportedOnceWithItsOtherAddresses) {
  EXPECT_THAT(Rows({}), ElementsAre("https://neuf.example/a https://vieux.example/a"));
}

TEST_F(AliasRowsTest, WhoAsksForTheOldHostAloneGetsWhatItHad) {
  Selection old_host;
  old_host.hosts = {"vieux.example"};
  EXPECT_THAT(Rows(old_host), ElementsAre("https://vieux.example/a"));
}

TEST_F(AliasRowsTest, TheArchiveAsItWasThenHasTheOldAddress) {
  Selection then;
  then.as_of = At(30);
  EXPECT_THAT(Rows(then), ElementsAre("https://vieux.example/a"));
}

}  // namespace
}  // namespace kiosque
