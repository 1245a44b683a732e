// `kiosque demo`, end to end: server, crawl, archive, versions, corpus.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "storage/archive.h"
#include "support/run_program.h"
#include "web/newsroom.h"
#include "web/newsroom_articles.h"

namespace kiosque {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::ProgramRun;
using testing::RunKiosque;

std::filesystem::path Fresh(const std::string& name) {
  const std::filesystem::path path = std::filesystem::path(::testing::TempDir()) / name;
  std::filesystem::remove_all(path);
  return path;
}

std::string Address(std::string_view path) {
  return "http://" + std::string(Newsroom::kHost) + std::string(path);
}

TEST(Demo, ShowsTheWholeLineAndKeepsItWhenAsked) {
  const std::filesystem::path folder = Fresh("kiosque-demo-test");
  const ProgramRun run = RunKiosque({"demo", "--keep", folder.string()});
  ASSERT_EQ(run.exit_code, 0) << run.err << run.out;
  EXPECT_THAT(run.err, HasSubstr("12 articles")) << "of the export, and nothing else";
  EXPECT_THAT(run.out, HasSubstr("- Les travaux ont coûté [42] millions"));
  EXPECT_THAT(run.out, HasSubstr("+ Les travaux ont coûté [24] millions"));
  EXPECT_THAT(run.out, HasSubstr("11 stories new, 0 changed"));
  EXPECT_THAT(run.out, HasSubstr("1 story new, 1 changed"));
  EXPECT_THAT(run.out, HasSubstr("left out  /brouillons/enquete/"));
  EXPECT_THAT(run.out, Not(HasSubstr(" 1 for the draft")));

  const auto archive = Archive::Open(folder / "archive", OpenMode::kReadOnly);
  ASSERT_TRUE(archive) << archive.error().message;
  for (const NewsroomArticle& article : NewsroomArticles()) {
    const auto versions = (*archive)->Versions(*Url::Parse(Address(article.path)));
    ASSERT_TRUE(versions);
    EXPECT_EQ(versions->size(), article.old_sentence.empty() ? 1u : 2u) << article.path;
    if (!versions->empty()) {
      EXPECT_EQ(versions->back().article.title, article.title);
    }
  }
  EXPECT_TRUE((*archive)->Captures(*Url::Parse(Address(Newsroom::kDraftPath)))->empty());

  std::ifstream corpus(folder / "corpus.jsonl");
  std::set<std::string> urls;
  std::set<std::string> languages;
  for (std::string line; std::getline(corpus, line);) {
    const nlohmann::json row = nlohmann::json::parse(line);
    urls.insert(row["url"].get<std::string>());
    languages.insert(row.value("language", ""));
  }
  EXPECT_EQ(urls.size(), NewsroomArticles().size());
  EXPECT_TRUE(languages.contains("fr"));
  EXPECT_TRUE(languages.contains("sw"));
}

TEST(Demo, RefusesAFolderThatIsInUse) {
  const std::filesystem::path folder = Fresh("kiosque-demo-used");
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "mine.txt") << "x";
  const ProgramRun run = RunKiosque({"demo", "--keep", folder.string()});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("not empty"));
  EXPECT_TRUE(std::filesystem::exists(folder / "mine.txt"));
}

}  // namespace
}  // namespace kiosque
