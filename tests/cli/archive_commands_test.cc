// show, log, list and export: what a reader sees of the archive.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/run_program.h"
#include "support/store_fixture.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using ::testing::EndsWith;
using testing::Group;
using ::testing::HasSubstr;
using testing::MakeStory;
using ::testing::Not;
using testing::ProgramRun;
using testing::RunKiosque;
using ::testing::StartsWith;

constexpr const char* kStory = "https://www.example.org/2024/04/13/pont/";

std::vector<nlohmann::json> JsonLines(const std::string& text) {
  std::vector<nlohmann::json> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    rows.push_back(nlohmann::json::parse(line));
  }
  return rows;
}

/// An archive with one story in two versions, another in Lingala, and a page that failed.
class ArchiveCommands : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto archive = Archive::Open(store(), OpenMode::kCreate).value();
    CaptureRecord other = MakeStory("https://autre.example/a", 0, "Nsango ya lelo");
    other.article->language = "ln";
    CaptureRecord lost = MakeStory("https://www.example.org/perdu", 0, "");
    lost.article.reset();
    lost.capture.outcome = FetchOutcome::kTimeout;
    lost.capture.status = 0;
    lost.body = Body();
    ASSERT_TRUE(archive->Commit(Group(
        MakeStory(kStory, 0, "Le pont est ouvert."), MakeStory(kStory, 3600, "Le pont est ouvert."),
        MakeStory(kStory, 86400, "Le pont est fermé."), std::move(other), std::move(lost))));
  }

  std::string store() const { return (folder_.path() / "store").string(); }

  ProgramRun RunOnStore(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--store", store()});
    return RunKiosque(arguments);
  }

  testing::TemporaryFolder folder_;
};

TEST_F(ArchiveCommands, ShowPrintsTheNewestVersion) {
  const ProgramRun run = RunOnStore({"show", kStory});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, StartsWith("Un titre\n\n"));
  EXPECT_THAT(run.out, HasSubstr(kStory));
  EXPECT_THAT(run.out, EndsWith("\n\nLe pont est fermé.\n"));
}

TEST_F(ArchiveCommands, ShowFindsEarlierVersionsByCountNumberAndTime) {
  for (const char* at : {"-1", "1", "2024-04-13", "2024-04-13T13:30:00Z"}) {
    const ProgramRun run = RunOnStore({"show", kStory, "--at", at});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("Le pont est ouvert.")) << at;
  }
  for (const char* at : {"-0", "2", "2024-04-14", "20240415000000"}) {
    EXPECT_THAT(RunOnStore({"show", kStory, "--at", at}).out, HasSubstr("fermé")) << at;
  }
}

TEST_F(ArchiveCommands, ShowNamesTheVersionsThatAreThere) {
  for (const char* at : {"-2", "3", "2023-01-01"}) {
    const ProgramRun run = RunOnStore({"show", kStory, "--at", at});
    EXPECT_EQ(run.exit_code, 1) << at;
    EXPECT_THAT(run.err, HasSubstr("there are 1 to 2, first seen 2024-04-13T12:00:00Z")) << at;
  }
  const ProgramRun nonsense = RunOnStore({"show", kStory, "--at", "yesterday"});
  EXPECT_EQ(nonsense.exit_code, 2);
  EXPECT_THAT(nonsense.err, HasSubstr("'yesterday' is no time and no version"));
}

TEST_F(ArchiveCommands, ShowKnowsThePageUnderItsOtherAddresses) {
  for (const char* url : {"http://example.org/2024/04/13/pont",
                          "https://www.example.org/2024/04/13/pont/?utm_source=x#c"}) {
    EXPECT_EQ(RunOnStore({"show", url}).exit_code, 0) << url;
  }
}

TEST_F(ArchiveCommands, ShowHasFormats) {
  EXPECT_THAT(RunOnStore({"show", kStory, "--format", "markdown"}).out, StartsWith("# Un titre\n"));
  EXPECT_THAT(RunOnStore({"show", kStory, "--format", "html"}).out, HasSubstr("<h1>Un titre</h1>"));
  const auto rows = JsonLines(RunOnStore({"show", kStory, "--format", "json", "--at", "1"}).out);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0]["version"], 1);
  EXPECT_EQ(rows[0]["latest"], false);
  EXPECT_EQ(rows[0]["text"], "Le pont est ouvert.");
  const ProgramRun raw = RunOnStore({"show", kStory, "--format", "raw"});
  EXPECT_EQ(raw.exit_code, 0) << raw.err;
  EXPECT_FALSE(raw.out.empty());
}

TEST_F(ArchiveCommands, ShowSaysWhenAPageHasNoArticle) {
  const ProgramRun run = RunOnStore({"show", "https://www.example.org/perdu"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("1 captures and no article among them"));
  const ProgramRun never = RunOnStore({"show", "https://www.example.org/jamais"});
  EXPECT_EQ(never.exit_code, 1);
  EXPECT_THAT(never.err, HasSubstr("https://www.example.org/jamais: not in the archive"));
}

TEST_F(ArchiveCommands, LogListsEveryVisitWithTheVersionItShowed) {
  const ProgramRun run = RunOnStore({"log", kStory});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("3 captures, 2 versions"));
  const auto rows = JsonLines(RunOnStore({"log", kStory, "--json"}).out);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0]["version"], 1);
  EXPECT_EQ(rows[0]["new_version"], true);
  EXPECT_EQ(rows[1]["version"], 1);
  EXPECT_EQ(rows[1]["new_version"], false);
  EXPECT_EQ(rows[2]["version"], 2);
  EXPECT_EQ(rows[2]["time"], "2024-04-14T12:00:00Z");
  EXPECT_THAT(RunOnStore({"log", "https://www.example.org/perdu"}).out, HasSubstr("timeout"));
}

TEST_F(ArchiveCommands, ListSelectsByHostLanguageAndTime) {
  const ProgramRun all = RunOnStore({"list"});
  EXPECT_EQ(all.exit_code, 0) << all.err;
  EXPECT_THAT(all.out, HasSubstr(kStory));
  EXPECT_THAT(all.out, HasSubstr("https://autre.example/a"));
  EXPECT_THAT(RunOnStore({"list", "--host", "www.example.org"}).out,
              Not(HasSubstr("autre.example")));
  EXPECT_THAT(RunOnStore({"list", "--language", "ln"}).out, Not(HasSubstr(kStory)));
  EXPECT_EQ(RunOnStore({"list", "--since", "2025-01-01"}).out, "");
  const auto rows = JsonLines(RunOnStore({"list", "--json"}).out);
  EXPECT_EQ(rows.size(), 2u);
  const ProgramRun bad = RunOnStore({"list", "--since", "soon"});
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_THAT(bad.err, HasSubstr("--since: 'soon' is no time"));
}

TEST_F(ArchiveCommands, ExportWritesAFile) {
  const std::string path = (folder_.path() / "out.jsonl").string();
  const ProgramRun run = RunOnStore({"export", "--versions", "all", "-o", path});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(JsonLines(testing::ReadFile(path)).size(), 3u);
  EXPECT_THAT(run.err, HasSubstr("3 articles"));
  const ProgramRun nowhere =
      RunOnStore({"export", "-o", (folder_.path() / "no/such/out.jsonl").string()});
  EXPECT_EQ(nowhere.exit_code, 2);
  EXPECT_THAT(nowhere.err, HasSubstr("no/such/out.jsonl"));
}

TEST(ArchiveCommandsWithoutStore, SayHowToMakeOne) {
  const testing::TemporaryFolder folder;
  const std::string store = (folder.path() / "none").string();
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"list"}, {"export"}, {"show", kStory}, {"log", kStory}}) {
    std::vector<std::string> arguments = words;
    arguments.insert(arguments.end(), {"--store", store});
    const ProgramRun run = RunKiosque(arguments);
    EXPECT_EQ(run.exit_code, 2) << words[0];
    EXPECT_THAT(run.err, HasSubstr("no archive in " + store)) << words[0];
  }
}

TEST_F(ArchiveCommands, RepairSavesAllOfAWholeArchiveAndSaysWhatItCannotKnow) {
  const ProgramRun repair = RunOnStore({"repair"});
  EXPECT_EQ(repair.exit_code, 0) << repair.err;
  EXPECT_THAT(repair.out, HasSubstr("saved 5 captures, 3 versions"));
  EXPECT_THAT(repair.out, HasSubstr("lost 0 captures, 0 versions, 0 payloads; rows of the crawl"));
  EXPECT_EQ(RunOnStore({"verify", "--deep"}).exit_code, 0);
  EXPECT_THAT(RunOnStore({"show", kStory}).out, HasSubstr("fermé"));
}

TEST_F(ArchiveCommands, DiffShowsTheWordsThatChangedAndTheirClass) {
  const ProgramRun run = RunOnStore({"diff", kStory});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("Le pont est [-ouvert-] {+fermé+}."));
  EXPECT_THAT(run.out, HasSubstr("\nwording\n"));
  EXPECT_THAT(RunOnStore({"diff", kStory, "1..2", "--format", "unified"}).out,
              HasSubstr("-Le pont est ouvert.\n+Le pont est fermé.\n"));
  EXPECT_EQ(JsonLines(RunOnStore({"diff", kStory, "2", "--format", "json"}).out)[0]["class"],
            "wording");
}

TEST_F(ArchiveCommands, DiffSaysWhatThereIsToCompare) {
  const ProgramRun first = RunOnStore({"diff", kStory, "1"});
  EXPECT_EQ(first.exit_code, 1);
  EXPECT_THAT(first.err, HasSubstr("version 1 is the first"));
  const ProgramRun nonsense = RunOnStore({"diff", kStory, "a..b"});
  EXPECT_EQ(nonsense.exit_code, 2);
  EXPECT_THAT(nonsense.err, HasSubstr("write 1..3"));
}

TEST_F(ArchiveCommands, ChangesListsEventsAndLogNamesTheirClass) {
  const ProgramRun run = RunOnStore({"changes"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("2024-04-14T12:00:00Z  wording"));
  EXPECT_EQ(RunOnStore({"changes", "--min-change", "substance"}).out, "");
  EXPECT_EQ(JsonLines(RunOnStore({"changes", "--format", "json"}).out)[0]["url"], kStory);
  EXPECT_THAT(RunOnStore({"changes", "--format", "rss"}).out,
              HasSubstr("Le pont est &lt;del&gt;ouvert&lt;/del&gt; &lt;ins&gt;fermé&lt;/ins&gt;."));
  EXPECT_THAT(RunOnStore({"log", kStory}).out, HasSubstr("#2 new"));
  EXPECT_THAT(RunOnStore({"log", kStory}).out, HasSubstr("[wording]"));
}

}  // namespace
}  // namespace kiosque
