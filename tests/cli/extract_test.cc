// `kiosque extract`: one page in four formats, many pages in input order.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/run_program.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using ::testing::HasSubstr;
using testing::ProgramRun;
using testing::RunKiosque;
using ::testing::StartsWith;

std::string Page(int number) {
  std::string html = "<!doctype html><html lang=fr><head><title>Le pont " + std::to_string(number) +
                     "</title><link rel=canonical href=\"https://example.org/pont/" +
                     std::to_string(number) + "\"></head><body><article><h1>Le pont " +
                     std::to_string(number) + "</h1>";
  for (int i = 0; i < 8; ++i) {
    html += "<p>Le <a href=\"/lien\">pont</a> numéro " + std::to_string(number) +
            " relie les deux rives depuis mardi, selon les autorités de la ville, qui ont "
            "inauguré l'ouvrage en présence de la population.</p>";
  }
  return html + "</article></body></html>";
}

class Extract : public ::testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& bytes) const {
    const std::string path = (folder_.path() / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  std::string WriteGzip(const std::string& name, const std::string& bytes) const {
    const std::string path = (folder_.path() / name).string();
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    return path;
  }

  testing::TemporaryFolder folder_;
};

TEST_F(Extract, ArticleAboveTeasersIsOneThoughNobodySaysWhereItCameFrom) {
  std::string html = Page(1);
  const std::size_t link = html.find("<link");
  html.erase(link, html.find('>', link) + 1 - link);
  std::string teasers;
  for (int i = 0; i < 9; ++i) {
    teasers += "<div><h3>Une autre histoire de la ville</h3><a href='/x'>Lire</a></div>";
  }
  html.insert(html.find("</article>") + 10, teasers);
  const ProgramRun run = RunKiosque({"extract", Write("a.html", html), "--format", "json"});
  const auto article = nlohmann::json::parse(run.out);
  EXPECT_EQ(article["kind"], "article");
  EXPECT_EQ(article["url"], "");
}

TEST_F(Extract, PrintsTheArticleOfAFileInEachFormat) {
  const std::string path = Write("a.html", Page(1));
  const ProgramRun markdown = RunKiosque({"extract", path});
  EXPECT_EQ(markdown.exit_code, 0) << markdown.err;
  EXPECT_THAT(markdown.out, StartsWith("# Le pont 1\n"));
  EXPECT_THAT(markdown.out, HasSubstr("Le [pont](https://example.org/lien) numéro 1"));
  EXPECT_THAT(RunKiosque({"extract", path, "--format", "text"}).out,
              HasSubstr("\n\nLe pont numéro 1 relie"));
  EXPECT_THAT(RunKiosque({"extract", path, "--format", "html"}).out,
              HasSubstr("<h1>Le pont 1</h1>"));
  const auto row = nlohmann::json::parse(RunKiosque({"extract", path, "--format", "json"}).out);
  EXPECT_EQ(row["url"], "https://example.org/pont/1");  // the page's own canonical link
  EXPECT_EQ(row["title"], "Le pont 1");
  EXPECT_EQ(row["links"][0]["anchor"], "pont");
  EXPECT_EQ(row["paragraphs"].size(), 8u);
}

TEST_F(Extract, ReadsStandardInputAndTakesTheUrlThatIsGiven) {
  const ProgramRun run =
      RunKiosque({"extract", "-", "--url", "https://autre.example/x", "--format", "json"}, Page(2));
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(nlohmann::json::parse(run.out)["url"], "https://autre.example/x");
  EXPECT_THAT(run.out, HasSubstr("https://autre.example/lien"));
}

TEST_F(Extract, ReadsTheCharsetOfTheHeader) {
  const std::string path = Write("a.html", "<p>caf\xE9</p>" + Page(1));
  EXPECT_EQ(RunKiosque({"extract", path, "--charset", "windows-1252"}).exit_code, 0);
}

TEST_F(Extract, AnswersABatchInOrderWhateverTheThreads) {
  std::string rows;
  for (int i = 0; i < 40; ++i) {
    const std::string name = std::to_string(i) + (i % 2 == 0 ? ".html" : ".html.gz");
    (i % 2 == 0 ? Write(name, Page(i)) : WriteGzip(name, Page(i)));
    rows += nlohmann::json(
                {{"id", i}, {"url", "https://example.org/"}, {"html", name}, {"charset", nullptr}})
                .dump() +
            "\n";
  }
  for (const char* jobs : {"1", "3"}) {
    const ProgramRun run =
        RunKiosque({"extract", "--batch", "-j", jobs, "--base", folder_.path().string()}, rows);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    std::istringstream lines(run.out);
    int next = 0;
    for (std::string line; std::getline(lines, line); ++next) {
      const auto row = nlohmann::json::parse(line);
      EXPECT_EQ(row["id"], next);
      EXPECT_EQ(row["title"], "Le pont " + std::to_string(next));
      EXPECT_TRUE(row["byline"].is_string());
    }
    EXPECT_EQ(next, 40);
  }
}

TEST_F(Extract, AnswersRowsThatItCannotReadToo) {
  const std::string path = Write("a.html", Page(1));
  const std::string damaged = WriteGzip("b.html.gz", Page(1));
  std::filesystem::resize_file(damaged, 60);
  const std::string rows =
      "nonsense\n{\"id\": 2, \"html\": \"/no/such/file\"}\n" +
      nlohmann::json({{"id", 3}, {"html", damaged}}).dump() + "\n" +
      nlohmann::json({{"id", 4}, {"url", "not a url"}, {"html", path}}).dump() + "\n";
  const ProgramRun run = RunKiosque({"extract", "--batch"}, rows);
  EXPECT_EQ(run.exit_code, 2);
  std::istringstream lines(run.out);
  std::vector<nlohmann::json> answers;
  for (std::string line; std::getline(lines, line);) {
    answers.push_back(nlohmann::json::parse(line));
  }
  ASSERT_EQ(answers.size(), 4u);
  EXPECT_EQ(answers[0]["error"], "not a JSON object");
  EXPECT_THAT(answers[1]["error"].get<std::string>(), HasSubstr("No such file"));
  EXPECT_THAT(answers[2]["error"].get<std::string>(), HasSubstr("damaged gzip file"));
  EXPECT_EQ(answers[3]["title"], "Le pont 1");
  EXPECT_THAT(run.err, HasSubstr("standard input, line 1: not a JSON object"));
}

TEST_F(Extract, ExplainsFieldsCandidatesAndBlocks) {
  const std::string path = Write("a.html", Page(1));
  const ProgramRun run = RunKiosque({"extract", path, "--explain"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("kind article"));
  EXPECT_THAT(run.out, HasSubstr("* title"));
  EXPECT_THAT(run.out, HasSubstr("\n+ "));
  EXPECT_THAT(run.out, HasSubstr("words"));
  EXPECT_EQ(RunKiosque({"extract", path, "--explain", "--format", "json"}).exit_code, 2);
}

TEST_F(Extract, TakesTheRulesOfASeedFileForItsSite) {
  const std::string path = Write("a.html", Page(1));
  const std::string seeds = Write("seeds.toml",
                                  "[[site]]\nurl = \"https://example.org/\"\nselect_title = "
                                  "[\"link[rel=canonical]\", \"p a\"]\n"
                                  "remove = [\".none\"]\n");
  const ProgramRun run = RunKiosque({"extract", path, "--seeds", seeds, "--url",
                                     "https://example.org/pont/1", "--format", "json"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const auto row = nlohmann::json::parse(run.out);
  EXPECT_EQ(row["title"], "pont");
  EXPECT_EQ(row["evidence"]["title"]["source"], "rule");
  EXPECT_EQ(row["paragraph_languages"].size(), row["paragraphs"].size());
  EXPECT_EQ(row["paragraph_languages"][0], "fr");
  const ProgramRun explained = RunKiosque(
      {"extract", path, "--seeds", seeds, "--url", "https://example.org/pont/1", "--explain"});
  EXPECT_THAT(explained.out, HasSubstr("select_title[1]: 8 elements"));
  const ProgramRun elsewhere = RunKiosque(
      {"extract", path, "--seeds", seeds, "--url", "https://other.example/", "--format", "json"});
  EXPECT_EQ(nlohmann::json::parse(elsewhere.out)["title"], "Le pont 1");
}

TEST_F(Extract, RefusesASelectorItCannotReadWithItsLine) {
  const std::string path = Write("a.html", Page(1));
  const std::string seeds = Write(
      "seeds.toml", "[[site]]\nurl = \"https://example.org/\"\nselect_body = [\"div > p\"]\n");
  const ProgramRun run = RunKiosque({"extract", path, "--seeds", seeds});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("seeds.toml:3: select_body = \"div > p\""));
  EXPECT_EQ(RunKiosque({"extract", path, "--select-body", "a["}).exit_code, 2);
}

TEST_F(Extract, FetchesNobodyWithoutAContact) {
  const ProgramRun run = RunKiosque({"extract", "http://127.0.0.1:1/a"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("contact"));
  EXPECT_EQ(RunKiosque({"extract", "http://127.0.0.1:1/a", "--url", "http://a.example/"}).exit_code,
            2);
}

TEST_F(Extract, SaysWhyAnAddressWasNotRead) {
  const ProgramRun run =
      RunKiosque({"extract", "http://127.0.0.1:1/a", "--contact", "test@example.org"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("http://127.0.0.1:1/a"));
}

TEST_F(Extract, SaysWhatIsWrongInOneLine) {
  EXPECT_EQ(RunKiosque({"extract"}).exit_code, 2);
  EXPECT_THAT(RunKiosque({"extract", "/no/such/file.html"}).err,
              HasSubstr("/no/such/file.html: No such file"));
  EXPECT_EQ(RunKiosque({"extract", "/no/such/file.html"}).exit_code, 2);
  EXPECT_EQ(RunKiosque({"extract", folder_.path().string()}).exit_code, 2);
  EXPECT_EQ(RunKiosque({"extract", "-", "--url", "nonsense"}, "x").exit_code, 2);
  const ProgramRun empty = RunKiosque({"extract", "-"}, "");
  EXPECT_EQ(empty.exit_code, 1);
  EXPECT_THAT(empty.err, HasSubstr("no article found"));
}

}  // namespace
}  // namespace kiosque
