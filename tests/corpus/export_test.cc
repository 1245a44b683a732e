#include "corpus/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "corpus/byte_sink.h"
#include "corpus/csv_writer.h"
#include "corpus/json_text.h"
#include "corpus/markdown_tree.h"
#include "storage/content_coding.h"
#include "support/store_fixture.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using testing::At;
using ::testing::ElementsAre;
using testing::Group;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeStory;
using testing::MakeUrl;
using ::testing::Not;
using testing::ReadFile;

class ExportTest : public ::testing::Test {
 protected:
  ExportTest() : archive_(Archive::Open(folder_.path() / "store", OpenMode::kCreate).value()) {}

  void Commit(CommitGroup group) { ASSERT_TRUE(archive_->Commit(std::move(group))); }

  std::vector<std::string> Urls(const Selection& selection) {
    std::vector<std::string> urls;
    EXPECT_TRUE(VisitCorpus(*archive_, selection, [&](const CorpusRow& row) {
      urls.push_back(row.url.href() + "#" + std::to_string(row.version.number));
      return true;
    }));
    return urls;
  }

  std::string Export(CorpusFormat format, const std::string& name,
                     const Selection& selection = {}) {
    ExportOptions options;
    options.format = format;
    options.selection = selection;
    options.output = folder_.path() / name;
    EXPECT_TRUE(ExportCorpus(*archive_, options));
    return ReadFile(options.output);
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
};

ArticleDate Published(int day) {
  ArticleDate date;
  date.utc = std::chrono::sys_days{std::chrono::year{2024} / 3 / day};
  date.source = "json-ld";
  return date;
}

TEST_F(ExportTest, LeavesEmbedsOutOfEveryPlainForm) {
  CaptureRecord story = MakeStory("https://example.org/a", 0, "Le pont rouvre lundi.");
  Block embed;
  embed.kind = BlockKind::kEmbed;
  embed.text = "YouTube";
  story.article->blocks.push_back(embed);
  Commit(Group(std::move(story)));
  for (const CorpusFormat format :
       {CorpusFormat::kText, CorpusFormat::kVertical, CorpusFormat::kConllu}) {
    const std::string name = "out" + std::to_string(static_cast<int>(format));
    const std::string text = Export(format, name);
    EXPECT_THAT(text, HasSubstr("pont")) << name;
    EXPECT_THAT(text, Not(HasSubstr("YouTube"))) << name;
  }
}

TEST_F(ExportTest, WritesOneJsonObjectALineWithDatesKeptApart) {
  CaptureRecord story = MakeStory("https://example.org/a", 0, "Un \"mot\"\nà dire");
  story.article->published = Published(9);
  story.article->byline = {"Awa Diop", "Jean Kasa"};
  story.article->blocks[0].links.push_back({0, 2, MakeUrl("https://example.org/lien")});
  Commit(Group(std::move(story)));
  const std::string text = Export(CorpusFormat::kJsonl, "out.jsonl");
  ASSERT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  const auto row = nlohmann::json::parse(text);
  EXPECT_EQ(row["url"], "https://example.org/a");
  EXPECT_EQ(row["title"], "Un titre");
  EXPECT_EQ(row["date_published"], "2024-03-09");
  EXPECT_EQ(row["date_published_precision"], "day");
  EXPECT_EQ(row["date_crawled"], "2024-04-13T12:00:00Z");
  EXPECT_EQ(row["byline"], nlohmann::json({"Awa Diop", "Jean Kasa"}));
  EXPECT_EQ(row["links"][0]["url"], "https://example.org/lien");
  EXPECT_EQ(row["links"][0]["anchor"], "Un");
  EXPECT_EQ(row["version"], 1);
  EXPECT_EQ(row["latest"], true);
  EXPECT_FALSE(row.contains("agency"));
}

TEST_F(ExportTest, LeavesAnArticleWithoutADateWithoutOne) {
  Commit(Group(MakeStory("https://example.org/a", 0, "texte")));
  const auto row = nlohmann::json::parse(Export(CorpusFormat::kJsonl, "out.jsonl"));
  EXPECT_FALSE(row.contains("date_published"));
  EXPECT_TRUE(row.contains("date_crawled"));
}

TEST_F(ExportTest, TakesTheLatestTheFirstOrAllVersions) {
  Commit(Group(MakeStory("https://a.org/1", 0, "un"), MakeStory("https://a.org/1", 60, "deux"),
               MakeStory("https://a.org/1", 120, "trois"), MakeStory("https://b.org/1", 0, "un")));
  Selection selection;
  EXPECT_THAT(Urls(selection), ElementsAre("https://a.org/1#3", "https://b.org/1#1"));
  selection.versions = VersionQuery::Which::kFirst;
  EXPECT_THAT(Urls(selection), ElementsAre("https://a.org/1#1", "https://b.org/1#1"));
  selection.versions = VersionQuery::Which::kAll;
  EXPECT_THAT(Urls(selection), ElementsAre("https://a.org/1#1", "https://a.org/1#2",
                                           "https://a.org/1#3", "https://b.org/1#1"));
}

TEST_F(ExportTest, MarksOnlyTheNewestVersionAsLatest) {
  Commit(Group(MakeStory("https://a.org/1", 0, "un"), MakeStory("https://a.org/1", 60, "deux")));
  for (const auto which : {VersionQuery::Which::kFirst, VersionQuery::Which::kAll}) {
    Selection selection;
    selection.versions = which;
    ASSERT_TRUE(VisitCorpus(*archive_, selection, [&](const CorpusRow& row) {
      EXPECT_EQ(row.latest, row.version.number == 2);
      return true;
    }));
  }
}

TEST_F(ExportTest, ShowsTheArchiveAsItWas) {
  Commit(Group(MakeStory("https://a.org/1", 0, "un")));
  Selection selection;
  selection.as_of = At(30);
  const std::string then = Export(CorpusFormat::kJsonl, "then.jsonl", selection);
  Commit(Group(MakeStory("https://a.org/1", 60, "deux"), MakeStory("https://a.org/2", 60, "deux"),
               MakeStory("https://a.org/1", 90, "deux")));
  EXPECT_EQ(Export(CorpusFormat::kJsonl, "later.jsonl", selection), then);
  EXPECT_THAT(Urls(selection), ElementsAre("https://a.org/1#1"));
}

TEST_F(ExportTest, SelectsByHostLanguageDateAndLength) {
  CaptureRecord old = MakeStory("https://www.a.org/old", 0, "vieux");
  old.article->published = Published(1);
  CaptureRecord english = MakeStory("https://b.org/en", 0, "old");
  english.article->language = "en";
  english.article->words = 500;
  english.article->tags = {"RDC", "Élections"};
  Commit(Group(std::move(old), MakeStory("https://blog.a.org/new", 0, "neuf"), std::move(english)));
  Selection hosts;
  hosts.hosts = {"blog.a.org", "a.org"};
  EXPECT_THAT(Urls(hosts), ElementsAre("https://www.a.org/old#1", "https://blog.a.org/new#1"));
  Selection english_only;
  english_only.languages = {"en"};
  EXPECT_THAT(Urls(english_only), ElementsAre("https://b.org/en#1"));
  Selection since;
  since.since = At(0);
  EXPECT_THAT(Urls(since), ElementsAre("https://blog.a.org/new#1", "https://b.org/en#1"));
  Selection until;
  until.until = At(0);
  EXPECT_THAT(Urls(until), ElementsAre("https://www.a.org/old#1"));
  Selection long_ones;
  long_ones.min_words = 100;
  EXPECT_THAT(Urls(long_ones), ElementsAre("https://b.org/en#1"));
  Selection tagged;
  tagged.tags = {"élections", "sport"};
  EXPECT_THAT(Urls(tagged), ElementsAre("https://b.org/en#1"));
}

TEST_F(ExportTest, GivesTheSameBytesTwiceInEveryFormatAndCompression) {
  Commit(Group(MakeStory("https://a.org/1", 0, "un"), MakeStory("https://a.org/2", 0, "deux")));
  for (const char* name : {"x.jsonl", "x.jsonl.gz", "x.jsonl.zst"}) {
    const std::string once = Export(CorpusFormat::kJsonl, name);
    EXPECT_FALSE(once.empty());
    EXPECT_EQ(Export(CorpusFormat::kJsonl, name), once) << name;
  }
  const std::string plain = Export(CorpusFormat::kJsonl, "x.jsonl");
  EXPECT_EQ(DecodeContent("gzip", ReadFile(folder_.path() / "x.jsonl.gz"), plain.size()).value(),
            plain);
  EXPECT_EQ(DecodeContent("zstd", ReadFile(folder_.path() / "x.jsonl.zst"), plain.size()).value(),
            plain);
}

TEST_F(ExportTest, WritesNothingUnderTheWantedNameWhenItFails) {
  ExportOptions options;
  options.output = folder_.path() / "missing" / "out.jsonl";
  const auto report = ExportCorpus(*archive_, options);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("missing"));
  {
    auto sink = MakeFileSink(folder_.path() / "half.jsonl").value();
    ASSERT_TRUE(sink->Append("half"));
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "half.jsonl"));
  int left = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    left += entry.path().filename() == "store" ? 0 : 1;
  }
  EXPECT_EQ(left, 0);
}

TEST_F(ExportTest, WritesCsvThatRfc4180ReadersTakeApart) {
  CaptureRecord story = MakeStory("https://a.org/1", 0, "Un, deux");
  story.article->title = "Il a dit \"non\"";
  Commit(Group(std::move(story)));
  const std::string csv = Export(CorpusFormat::kCsv, "out.csv");
  EXPECT_TRUE(csv.starts_with("id,url,canonical_url,"));
  EXPECT_TRUE(csv.ends_with("\r\n"));
  EXPECT_THAT(csv, HasSubstr("\"Il a dit \"\"non\"\"\""));
  EXPECT_THAT(csv, HasSubstr("\"Un, deux\""));
}

TEST_F(ExportTest, WritesTheCsvHeaderThoughThereAreNoRows) {
  EXPECT_THAT(Export(CorpusFormat::kCsv, "out.csv"), HasSubstr("date_crawled"));
}

TEST(CsvCell, GuardsAgainstFormulas) {
  EXPECT_EQ(CsvCell("=HYPERLINK(1)", true), "'=HYPERLINK(1)");
  EXPECT_EQ(CsvCell("+243 81", true), "'+243 81");
  EXPECT_EQ(CsvCell("@x", true), "'@x");
  EXPECT_EQ(CsvCell("=1", false), "=1");
  EXPECT_EQ(CsvCell("1=1", true), "1=1");
  EXPECT_EQ(CsvCell("a\x1b[31mb", true), CsvCell("a [31mb", true));
}

TEST(JsonText, EscapesWhatRfc8259AndJavaScriptAskFor) {
  const auto json = [](std::string_view text) {
    std::string out;
    AppendJsonString(text, out);
    return out;
  };
  EXPECT_EQ(json("a\"b\\c\n\t\r"), R"("a\"b\\c\n\t\r")");
  EXPECT_EQ(json(std::string_view("\0\x1f\x7f", 3)), R"("\u0000\u001f\u007f")");
  EXPECT_EQ(json("\xe2\x80\xa8x\xe2\x80\xa9"), R"("\u2028x\u2029")");
  EXPECT_EQ(json("été 🎈"), "\"été 🎈\"");
  EXPECT_EQ(nlohmann::json::parse(json("\xff\xfe bad")).get<std::string>().substr(0, 3),
            "\xef\xbf\xbd");
}

TEST_F(ExportTest, WritesMarkdownWithFrontMatterThatJsonReadersUnderstand) {
  CaptureRecord story = MakeStory("https://a.org/1", 0, "Le texte");
  story.article->title = "Titre: avec # et \"guillemets\"";
  Commit(Group(std::move(story)));
  const std::string text = Export(CorpusFormat::kMarkdown, "out.md");
  EXPECT_TRUE(text.starts_with("---\nid: \""));
  EXPECT_THAT(text, HasSubstr("\ntitle: \"Titre: avec # et \\\"guillemets\\\"\"\n"));
  EXPECT_THAT(text, HasSubstr("\n---\n\n# Titre: avec # et \"guillemets\"\n\nLe texte\n"));
}

TEST_F(ExportTest, FillsAFolderWithOneMarkdownFileAnArticle) {
  CaptureRecord story = MakeStory("https://www.a.org/../1", 0, "Le texte");
  story.article->title = "../../Étrange: titre / ici";
  story.article->published = Published(9);
  Commit(Group(std::move(story)));
  ExportOptions options;
  options.format = CorpusFormat::kMarkdown;
  options.output = folder_.path() / "tree/";
  ASSERT_TRUE(ExportCorpus(*archive_, options));
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(options.output)) {
    if (entry.is_regular_file() && entry.path().parent_path() != options.output.parent_path()) {
      files.push_back(std::filesystem::relative(entry.path(), options.output).string());
    }
  }
  ASSERT_EQ(files.size(), 1u);
  EXPECT_TRUE(files[0].starts_with("www.a.org/2024/03/09/étrange-titre-ici-")) << files[0];
  EXPECT_THAT(files[0], Not(HasSubstr("..")));
  options.format = CorpusFormat::kJsonl;
  EXPECT_EQ(ExportCorpus(*archive_, options).error().code, Errc::kInvalidArgument)
      << "a folder that holds an export is not mixed with another";
}

TEST_F(ExportTest, SeparatesPlainTextArticlesByFormFeeds) {
  Commit(Group(MakeStory("https://a.org/1", 0, "un"), MakeStory("https://a.org/2", 0, "deux")));
  const std::string text = Export(CorpusFormat::kText, "out.txt");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\f'), 1);
  EXPECT_THAT(text, HasSubstr("Title: Un titre\n"));
  EXPECT_THAT(text, HasSubstr("URL: https://a.org/1\n\nun\n"));
}

TEST(CorpusColumns, AreAllDescribedInTheManual) {
  const std::string manual =
      ReadFile(std::filesystem::path(KIOSQUE_SOURCE_DIR) / "docs" / "corpus.md");
  for (const Column& column : Columns()) {
    EXPECT_THAT(manual, HasSubstr("| `" + std::string(column.name) + "` | " +
                                  std::string(column.meaning) + " |"));
  }
}

TEST(CorpusFormat, HasNamesThatReadBack) {
  for (const auto format :
       {CorpusFormat::kJsonl, CorpusFormat::kCsv, CorpusFormat::kMarkdown, CorpusFormat::kText,
        CorpusFormat::kTei, CorpusFormat::kVertical, CorpusFormat::kConllu}) {
    EXPECT_EQ(CorpusFormatFromName(CorpusFormatName(format)), format);
  }
  EXPECT_EQ(CorpusFormatFromName("xml"), std::nullopt);
}

}  // namespace
}  // namespace kiosque
