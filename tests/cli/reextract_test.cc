// `kiosque reextract`: stored pages, read again by the extractor of this program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "support/news_page.h"
#include "support/run_program.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::Group;
using ::testing::HasSubstr;
using testing::InArticle;
using testing::MakeArticle;
using testing::MakeRecord;
using testing::NewsPage;
using ::testing::Not;
using testing::ProgramRun;
using testing::RunKiosque;
using testing::Story;

constexpr const char* kBridge = "https://courrier.example/2024/03/12/pont";

class ReextractCommands : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto archive = Archive::Open(store(), OpenMode::kCreate).value();
    CaptureRecord page = MakeRecord(kBridge, 0, NewsPage(InArticle(Story(0, 6))));
    page.article = MakeArticle("Les plus lus", "Kananga : la rentrée scolaire reportée");
    page.extractor = 0;  // older than any
    ASSERT_TRUE(archive->Commit(Group(std::move(page))));
  }
  std::string store() const { return (folder_.path() / "store").string(); }
  ProgramRun RunOnStore(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--store", store()});
    return RunKiosque(arguments);
  }

  testing::TemporaryFolder folder_;
};

TEST_F(ReextractCommands, SayWhatChangesAndPutItInPlaceOnce) {
  const ProgramRun dry = RunOnStore({"reextract", "--dry-run"});
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
  EXPECT_THAT(dry.out, HasSubstr("pont  version 1: title, text, byline"));
  EXPECT_THAT(dry.out, HasSubstr("1 versions read again by extractor"));
  EXPECT_THAT(dry.out, HasSubstr(": 1 would change"));
  EXPECT_THAT(RunOnStore({"show", kBridge}).out, HasSubstr("Les plus lus"));

  const ProgramRun run = RunOnStore({"reextract", "-j", "2"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("1 changed, 0 the same, 0 without a page"));
  const std::string shown = RunOnStore({"show", kBridge}).out;
  EXPECT_THAT(shown, HasSubstr("Le pont de la Lubi rouvert"));
  EXPECT_THAT(shown, HasSubstr("rouvert à la circulation"));
  EXPECT_THAT(shown, Not(HasSubstr("Les plus lus")));
  EXPECT_THAT(RunOnStore({"reextract"}).out, HasSubstr("0 versions read again"));
  EXPECT_EQ(RunOnStore({"verify", "--deep"}).exit_code, 0);
}

TEST_F(ReextractCommands, AnswerInJson) {
  const ProgramRun run = RunOnStore({"reextract", "--json"});
  const nlohmann::json row = nlohmann::json::parse(run.out);
  EXPECT_EQ(row["url"], kBridge);
  EXPECT_EQ(row["outcome"], "changed");
  EXPECT_EQ(row["extractor_before"], 0);
  EXPECT_EQ(row["title"], "Le pont de la Lubi rouvert");
  EXPECT_GT(row["words"], row["words_before"]);
  EXPECT_THAT(run.err, HasSubstr("1 changed"));
}

TEST_F(ReextractCommands, ReadBySeedFilesRules) {
  ASSERT_EQ(RunOnStore({"reextract"}).exit_code, 0);
  const std::string seeds = (folder_.path() / "seeds.toml").string();
  std::ofstream(seeds) << "[crawler]\ncontact = \"you@example.org\"\n[[site]]\nurl = "
                          "\"https://courrier.example/\"\nselect_title = \"aside h3\"\n";
  const ProgramRun run =
      RunOnStore({"reextract", "--all", "--seeds", seeds, "--host", "courrier.example"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("version 1: title"));
  EXPECT_THAT(RunOnStore({"show", kBridge}).out, HasSubstr("Les plus lus"));
}

TEST_F(ReextractCommands, NeedAStore) {
  EXPECT_EQ(RunKiosque({"reextract", "--store", (folder_.path() / "none").string()}).exit_code, 2);
}

}  // namespace
}  // namespace kiosque
