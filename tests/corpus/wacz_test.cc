#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "corpus/base64.h"
#include "corpus/cdxj_export.h"
#include "corpus/sha256_stream.h"
#include "corpus/wacz_export.h"
#include "corpus/wacz_import.h"
#include "corpus/wacz_verify.h"
#include "corpus/zip_file.h"
#include "support/store_fixture.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using testing::Group;
using ::testing::HasSubstr;
using testing::MakeRecord;
using testing::MakeStory;
using testing::MakeUrl;
using testing::ReadFile;
namespace fs = std::filesystem;

class WaczTest : public ::testing::Test {
 protected:
  WaczTest() : archive_(Open("store")) {
    const Status committed =
        archive_->Commit(Group(MakeStory("https://a.org/1", 0, "Le texte"),
                               MakeStory("https://a.org/1", 60, "Le texte corrigé"),
                               MakeRecord("https://a.org/", 5, "<title>Accueil</title>")))
                .has_value()
            ? Ok()
            : Status(Fail(Errc::kIo, "commit"));
    EXPECT_TRUE(committed);
  }
  std::unique_ptr<Archive> Open(const std::string& name) {
    return Archive::Open(folder_.path() / name, OpenMode::kCreate).value();
  }
  WaczOptions Options(const std::string& name) {
    WaczOptions options;
    options.output = folder_.path() / name;
    options.software = "kiosque/1.2.3";
    options.info = WarcInfo("1.2.3", "");
    options.title = "Titre";
    return options;
  }
  std::string Entry(const std::string& package, const std::string& name) {
    const auto zip = ZipReader::Open(folder_.path() / package).value();
    const auto text = zip->Text(zip->Find(name), 1u << 20);
    return text ? *text : text.error().message;
  }

  std::map<std::string, std::string> Contents(const std::string& package) {
    const auto zip = ZipReader::Open(folder_.path() / package).value();
    std::map<std::string, std::string> contents;
    for (std::size_t i = 0; i < zip->entries().size(); ++i) {
      contents[zip->entries()[i].name] = zip->Text(i, 1u << 20).value();
    }
    return contents;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
};

TEST_F(WaczTest, HoldsCapturesIndexPagesAndTheDigestsOfAllOfThem) {
  const auto report = ExportWacz(*archive_, Options("a.wacz"));
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->captures.responses, 3u);
  EXPECT_EQ(report->pages, 3u);
  const auto zip = ZipReader::Open(folder_.path() / "a.wacz").value();
  std::vector<std::string> names;
  for (const auto& entry : zip->entries()) {
    names.push_back(entry.name);
    EXPECT_TRUE(entry.stored);
  }
  EXPECT_THAT(names, ElementsAre("archive/data-00000.warc.gz", "indexes/index.cdx",
                                 "pages/extraPages.jsonl", "pages/pages.jsonl", "datapackage.json",
                                 "datapackage-digest.json"));
  const std::string package = Entry("a.wacz", "datapackage.json");
  const auto json = nlohmann::json::parse(package);
  EXPECT_EQ(json["wacz_version"], "1.1.1");
  EXPECT_EQ(json["created"], "2024-04-13T12:01:00Z");
  ASSERT_EQ(json["resources"].size(), 4u);
  for (const auto& resource : json["resources"]) {
    const std::string bytes = Entry("a.wacz", resource["path"]);
    EXPECT_EQ(resource["bytes"], bytes.size());
    EXPECT_EQ(resource["hash"], WarcDigest(Sha256::Of(bytes)));
  }
  const auto digest = nlohmann::json::parse(Entry("a.wacz", "datapackage-digest.json"));
  EXPECT_EQ(digest["hash"], WarcDigest(Sha256::Of(package)));
  EXPECT_EQ(report->digest, Sha256::Of(package));
  std::istringstream pages(Entry("a.wacz", "pages/pages.jsonl"));
  std::string line;
  std::getline(pages, line);
  EXPECT_EQ(nlohmann::json::parse(line)["format"], "json-pages-1.0");
  std::getline(pages, line);
  EXPECT_EQ(nlohmann::json::parse(line)["title"], "Un titre");
  EXPECT_EQ(nlohmann::json::parse(line)["text"], "Le texte");
}

TEST_F(WaczTest, IsTheSameTwiceAndNeverOverwritten) {
  ASSERT_TRUE(ExportWacz(*archive_, Options("a.wacz")));
  ASSERT_TRUE(ExportWacz(*archive_, Options("b.wacz")));
  EXPECT_TRUE(ReadFile(folder_.path() / "a.wacz") == ReadFile(folder_.path() / "b.wacz"));
  EXPECT_EQ(ExportWacz(*archive_, Options("a.wacz")).error().code, Errc::kInvalidArgument);
  int left = 0;
  for (const auto& entry : fs::directory_iterator(folder_.path())) {
    left += entry.path().filename().string().find("part") == std::string::npos ? 0 : 1;
  }
  EXPECT_EQ(left, 0);
}

TEST_F(WaczTest, NamesThePageThatItIsAbout) {
  WaczOptions options = Options("a.wacz");
  options.main_page = WaczMainPage{MakeUrl("https://a.org/"), "Accueil", "texte"};
  ASSERT_TRUE(ExportWacz(*archive_, options));
  const auto json = nlohmann::json::parse(Entry("a.wacz", "datapackage.json"));
  EXPECT_EQ(json["mainPageUrl"], "https://a.org/");
  EXPECT_EQ(json["mainPageDate"], "2024-04-13T12:00:05Z");
  EXPECT_THAT(Entry("a.wacz", "pages/pages.jsonl"), HasSubstr("\"title\":\"Accueil\""));
}

TEST_F(WaczTest, CarriesATokenOverItsDigest) {
  WaczOptions options = Options("a.wacz");
  Sha256 stamped;
  options.stamp = [&](const Sha256& digest) {
    stamped = digest;
    return Result<std::string>("\x30\x01");
  };
  const auto report = ExportWacz(*archive_, options).value();
  EXPECT_EQ(stamped, report.digest);
  const auto digest = nlohmann::json::parse(Entry("a.wacz", "datapackage-digest.json"));
  EXPECT_EQ(FromBase64(digest["timestamps"][0]["token"].get<std::string>()), "\x30\x01");
}

TEST_F(WaczTest, GivesNothingOfNothing) {
  WaczOptions options = Options("a.wacz");
  options.selection.hosts = {"b.org"};
  EXPECT_EQ(ExportWacz(*archive_, options).error().code, Errc::kNotFound);
  EXPECT_FALSE(fs::exists(options.output));
}

TEST_F(WaczTest, IsTakenInAgain) {
  ASSERT_TRUE(ExportWacz(*archive_, Options("a.wacz")));
  auto second = Open("second");
  ImportReport report;
  const Status status = ImportFile(*second, folder_.path() / "a.wacz", ImportOptions{}, report);
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(report.captures, 3u);
  EXPECT_EQ(second->Versions(MakeUrl("https://a.org/1")).value(),
            archive_->Versions(MakeUrl("https://a.org/1")).value());
}

TEST_F(WaczTest, OfOtherToolsAreTakenInToo) {
  KIOSQUE_NEED_TEST_DATA();
  const fs::path samples = testing::TestDataDir() / "archive" / "samples" / "wacz";
  int packages = 0;
  for (const auto& entry : fs::directory_iterator(samples)) {
    auto store = Open("of-" + entry.path().filename().string());
    ImportReport report;
    const Status status = ImportFile(*store, entry.path(), ImportOptions{}, report);
    EXPECT_TRUE(status) << status.error().message;
    EXPECT_GT(report.captures, 0u) << entry.path();
    const auto check = VerifyWacz(entry.path());
    ASSERT_TRUE(check) << check.error().message;
    EXPECT_GT(check->records, 0u);
    // js-wacz 0.1.6 writes wrong hashes (js-wacz#127); py-wacz --detect-pages no pages.jsonl.
    const std::string name = entry.path().filename().string();
    EXPECT_EQ(check->whole(), name == "pywacz-pages.wacz" || name == "pywacz-wget.wacz")
        << name << ": " << (check->whole() ? "" : check->problems.at(0));
    ++packages;
  }
  EXPECT_GT(packages, 2);
}

TEST_F(WaczTest, OfWhichOnlyPartIsLeftGivesThatPart) {
  ASSERT_TRUE(ExportWacz(*archive_, Options("a.wacz")));
  std::string bytes = ReadFile(folder_.path() / "a.wacz");
  bytes[bytes.find("\x1f\x8b\x08") + 400] ^= 0x55;
  std::ofstream(folder_.path() / "bad.wacz", std::ios::binary) << bytes;
  std::ofstream(folder_.path() / "cut.wacz", std::ios::binary) << bytes.substr(0, 900);
  auto second = Open("second");
  ImportReport report;
  EXPECT_TRUE(ImportFile(*second, folder_.path() / "bad.wacz", ImportOptions{}, report));
  EXPECT_FALSE(report.oddities.empty());
  EXPECT_EQ(ImportFile(*second, folder_.path() / "cut.wacz", ImportOptions{}, report).error().code,
            Errc::kInvalidArgument);
}

TEST_F(WaczTest, IsWholeAsItWasMadeAndNotOtherwise) {
  ASSERT_TRUE(ExportWacz(*archive_, Options("a.wacz")));
  const auto check = VerifyWacz(folder_.path() / "a.wacz").value();
  EXPECT_TRUE(check.whole()) << check.problems.at(0);
  EXPECT_EQ(check.captures, 3u);
  EXPECT_EQ(check.pages, 2u);
  EXPECT_EQ(check.first, testing::At(0));
  EXPECT_EQ(check.last, testing::At(60));
  const std::string bytes = ReadFile(folder_.path() / "a.wacz");
  for (std::size_t at = 40; at + 500 < bytes.size(); at += 97) {
    std::string changed = bytes;
    changed[at] ^= 1;
    std::ofstream(folder_.path() / "b.wacz", std::ios::binary) << changed;
    const auto verdict = VerifyWacz(folder_.path() / "b.wacz");
    // Some bytes of a ZIP file mean nothing: the second copies of names and dates.
    EXPECT_TRUE(!verdict || !verdict->whole() || Contents("b.wacz") == Contents("a.wacz")) << at;
  }
}

TEST_F(WaczTest, ListsCapturesWithoutFilesToo) {
  auto sink = MakeFileSink(folder_.path() / "all.cdxj").value();
  EXPECT_EQ(
      ExportCdxj(*archive_, CaptureSelection{.hosts = {"a.org", "www.a.org"}}, std::move(sink))
          .value(),
      3u);
  std::istringstream lines(ReadFile(folder_.path() / "all.cdxj"));
  std::vector<std::string> all;
  for (std::string line; std::getline(lines, line);) {
    all.push_back(line);
  }
  ASSERT_EQ(all.size(), 3u);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  EXPECT_TRUE(all[0].starts_with("org,a)/ 20240413120005 {\"url\": \"https://a.org/\""));
}

TEST(Base64, ReadsWhatItWrites) {
  for (const std::string text : {"", "a", "ab", "abc", "\xff\x00\xfe"}) {
    EXPECT_EQ(FromBase64(ToBase64(text)), text);
  }
  EXPECT_EQ(ToBase64("ab"), "YWI=");
  EXPECT_FALSE(FromBase64("YWI"));
  EXPECT_FALSE(FromBase64("????"));
}

TEST(Sha256Stream, IsTheDigestOfAllPieces) {
  Sha256Stream stream;
  stream.Add("a");
  stream.Add("bc");
  EXPECT_EQ(stream.Finish(), Sha256::Of("abc"));
  EXPECT_EQ(DigestFile("/nonexistent").error().code, Errc::kNotFound);
}

}  // namespace
}  // namespace kiosque
