// Exports into folders: partitions, manifest, data card; and the same bytes every time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "corpus/export.h"
#include "corpus/manifest.h"
#include "corpus/schema.h"
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
using testing::ReadFile;
namespace fs = std::filesystem;

class CorpusFolder : public ::testing::Test {
 protected:
  CorpusFolder() : archive_(Archive::Open(folder_.path() / "store", OpenMode::kCreate).value()) {
    CaptureRecord english = MakeStory("https://b.org/en", 0, "The bridge is open");
    english.article->language = "en";
    CaptureRecord dated = MakeStory("https://a.org/2", 0, "Le marché rouvre");
    dated.article->published.emplace();
    dated.article->published->utc = std::chrono::sys_days{std::chrono::year{2023} / 12 / 31};
    const auto committed = archive_->Commit(
        Group(MakeStory("https://a.org/1", 0, "Le pont est ouvert"), std::move(dated),
              std::move(english), MakeStory("https://b.org/2", 5, "Le pont est fermé")));
    EXPECT_TRUE(committed);
  }

  ExportOptions Options(const std::string& name) {
    ExportOptions options;
    options.output = folder_.path() / name / "";
    options.program = "kiosque/1.2.3";
    options.selection.as_of = At(100);
    return options;
  }
  fs::path Path(const std::string& name) const { return folder_.path() / name; }

  static std::vector<std::string> Names(const ExportReport& report) {
    std::vector<std::string> names;
    for (const OutputFile& file : report.files) {
      names.push_back(file.path + " " + std::to_string(file.rows));
    }
    return names;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
};

TEST_F(CorpusFolder, IsPartitionedAsHiveReadersExpect) {
  ExportOptions options = Options("languages");
  options.partition.key = PartitionKey::kLanguage;
  options.partition.compression = OutputCompression::kGzip;
  EXPECT_THAT(Names(ExportCorpus(*archive_, options).value()),
              ElementsAre("README.md 0", "language=en/part-00000.jsonl.gz 1",
                          "language=fr/part-00000.jsonl.gz 3"));
  options = Options("months");
  options.partition.key = PartitionKey::kMonth;
  EXPECT_THAT(Names(ExportCorpus(*archive_, options).value()),
              ElementsAre("README.md 0", "month=2023-12/part-00000.jsonl 1",
                          "month=unknown/part-00000.jsonl 3"));
  options = Options("parts");
  options.partition.rows_per_file = 3;
  options.format = CorpusFormat::kCsv;
  EXPECT_THAT(Names(ExportCorpus(*archive_, options).value()),
              ElementsAre("README.md 0", "part-00000.csv 3", "part-00001.csv 1"));
}

TEST_F(CorpusFolder, HasAManifestThatNamesEveryFile) {
  ASSERT_TRUE(ExportCorpus(*archive_, Options("all")));
  const auto manifest = nlohmann::json::parse(ReadFile(Path("all/manifest.json")));
  EXPECT_EQ(manifest["program"], "kiosque/1.2.3");
  EXPECT_EQ(manifest["counts"]["rows"], 4);
  EXPECT_EQ(manifest["counts"]["languages"]["fr"], 3);
  EXPECT_EQ(manifest["selection"]["as_of"], "2024-04-13T12:01:40Z");
  ASSERT_EQ(manifest["files"].size(), 2u);
  for (const auto& file : manifest["files"]) {
    const std::string bytes = ReadFile(Path("all") / file["path"].get<std::string>());
    EXPECT_EQ(file["sha256"], Sha256::Of(bytes).Hex());
    EXPECT_EQ(file["bytes"], bytes.size());
  }
  EXPECT_THAT(ReadFile(Path("all/README.md")), HasSubstr("| fr | 3 |"));
}

TEST_F(CorpusFolder, IsMadeAgainFromALaterArchive) {
  ASSERT_TRUE(ExportCorpus(*archive_, Options("once")));
  ASSERT_TRUE(archive_->Commit(Group(MakeStory("https://a.org/1", 200, "Le pont est détruit"),
                                     MakeStory("https://c.org/1", 300, "Une autre nouvelle"))));
  const auto check = VerifyManifest(Path("once/manifest.json"), archive_.get()).value();
  EXPECT_THAT(check.problems, IsEmpty());
  EXPECT_TRUE(check.made_again);
  EXPECT_EQ(check.files, 2u);
  ASSERT_TRUE(ExportCorpus(*archive_, Options("again")));
  EXPECT_EQ(ReadFile(Path("once/manifest.json")), ReadFile(Path("again/manifest.json")));
}

TEST_F(CorpusFolder, IsNoticedToHaveBeenChanged) {
  ASSERT_TRUE(ExportCorpus(*archive_, Options("all")));
  const fs::path part = Path("all/part-00000.jsonl");
  const std::string bytes = ReadFile(part);
  std::ofstream(part, std::ios::app) << "{}\n";
  EXPECT_THAT(VerifyManifest(Path("all/manifest.json"), nullptr).value().problems,
              ElementsAre(HasSubstr("it was changed")));
  fs::remove(part);
  EXPECT_THAT(VerifyManifest(Path("all/manifest.json"), nullptr).value().problems,
              ElementsAre(HasSubstr("No such file or directory")));
  std::ofstream(part) << bytes;
  std::string manifest = ReadFile(Path("all/manifest.json"));
  manifest.replace(manifest.find("\"latest\""), 8, "\"first\"");
  manifest.replace(manifest.find("part-00000"), 10, "../part-00");
  std::ofstream(Path("all/manifest.json")) << manifest;
  EXPECT_FALSE(VerifyManifest(Path("all/manifest.json"), nullptr).value().problems.empty());
  EXPECT_EQ(VerifyManifest(Path("all/README.md"), nullptr).error().code, Errc::kInvalidArgument);
}

TEST_F(CorpusFolder, ManifestGivesItsOptionsBack) {
  ExportOptions options = Options("all");
  options.selection.hosts = {"a.org", "b.org"};
  options.selection.since = At(-9);
  options.selection.until = At(900);
  options.selection.languages = {"fr", "en"};
  options.selection.tags = {"x"};
  options.selection.min_words = 2;
  options.selection.versions = VersionQuery::Which::kFirst;
  options.format = CorpusFormat::kCsv;
  options.writer.schema = CorpusSchema::kCcNews;
  options.writer.guard_formulas = false;
  options.clusters = {Likeness::kNear, true, {80, 10, 10}};
  options.partition = {PartitionKey::kSplit, 7, OutputCompression::kZstd};
  ASSERT_TRUE(ExportCorpus(*archive_, options));
  const ExportOptions read = ReadManifest(Path("all/manifest.json")).value().options;
  EXPECT_TRUE(read.selection == options.selection);
  EXPECT_EQ(read.format, options.format);
  EXPECT_EQ(read.writer.schema, options.writer.schema);
  EXPECT_EQ(read.writer.guard_formulas, false);
  EXPECT_TRUE(read.clusters == options.clusters);
  EXPECT_EQ(read.partition.key, options.partition.key);
  EXPECT_EQ(read.partition.rows_per_file, 7u);
  EXPECT_EQ(read.partition.compression, OutputCompression::kZstd);
}

TEST(MerkleRoot, IsThatOfRfc9162) {
  std::vector<OutputFile> files;
  EXPECT_EQ(MerkleRoot(files), Sha256::Of(""));
  const auto leaf = [](int i) {
    const Sha256 digest = Sha256::Of(std::to_string(i));
    return Sha256::Of(std::string(1, '\0') + digest.Hex() + "  f" + std::to_string(i));
  };
  const auto node = [](const Sha256& a, const Sha256& b) {
    return Sha256::Of("\1" + std::string(a.raw()) + std::string(b.raw()));
  };
  for (int i = 0; i < 5; ++i) {
    files.push_back({.path = "f" + std::to_string(i), .sha256 = Sha256::Of(std::to_string(i))});
  }
  EXPECT_EQ(MerkleRoot(files), node(node(node(leaf(0), leaf(1)), node(leaf(2), leaf(3))), leaf(4)));
}

TEST_F(CorpusFolder, SpeaksOtherSchemas) {
  const std::map<CorpusSchema, std::vector<std::string>> wanted = {
      {CorpusSchema::kFineweb,
       {"text", "id", "dump", "url", "date", "file_path", "language", "language_score",
        "token_count"}},
      {CorpusSchema::kCcNews,
       {"title", "text", "domain", "date", "description", "url", "image_url"}},
      {CorpusSchema::kNewsPlease,
       {"authors", "date_download", "date_modify", "date_publish", "description", "filename",
        "image_url", "language", "localpath", "maintext", "source_domain", "title", "title_page",
        "title_rss", "url"}}};
  for (const auto& [schema, names] : wanted) {
    EXPECT_EQ(CorpusSchemaFromName(CorpusSchemaName(schema)), schema);
    ExportOptions options;
    options.writer.schema = schema;
    options.output = Path("rows.jsonl");
    ASSERT_TRUE(ExportCorpus(*archive_, options));
    std::ifstream in(options.output);
    std::string line;
    std::getline(in, line);
    std::vector<std::string> found;
    const auto first = nlohmann::ordered_json::parse(line);
    for (const auto& [name, value] : first.items()) {
      found.push_back(name);
    }
    EXPECT_EQ(found, names);
    std::getline(in, line);
    const auto row = nlohmann::json::parse(line);
    EXPECT_TRUE(schema != CorpusSchema::kCcNews || row["date"] == "2023-12-31 00:00:00");
    EXPECT_TRUE(schema != CorpusSchema::kFineweb || row["date"] == "2024-04-13T12:00:00Z");
  }
}

}  // namespace
}  // namespace kiosque
