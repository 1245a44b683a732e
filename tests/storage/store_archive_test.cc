#include "storage/store_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "support/fake_clock.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::At;
using ::testing::ElementsAre;
using testing::Group;
using ::testing::HasSubstr;
using testing::MakeArticle;
using testing::MakeRecord;
using testing::MakeStory;
using testing::MakeUrl;

constexpr std::string_view kStory = "https://example.org/2024/04/13/une-histoire";

class ArchiveTest : public ::testing::Test {
 protected:
  ArchiveTest() { Reopen(); }
  void Reopen(OpenMode mode = OpenMode::kCreate) {
    archive_.reset();
    archive_ = Archive::Open(folder_.path() / "store", mode).value();
  }
  std::vector<CaptureReceipt> Commit(CommitGroup group) {
    return archive_->Commit(std::move(group)).value();
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
};

TEST_F(ArchiveTest, GivesBackWhatWasCommittedAfterReopening) {
  CaptureRecord record = MakeStory(kStory, 0, "Le texte");
  record.capture.ip = "192.0.2.7";
  record.capture.via = "seed";
  record.capture.duration = std::chrono::milliseconds(120);
  record.capture.tls_broken = true;
  const Article article = *record.article;
  const std::string body(record.body.view());
  Commit(Group(std::move(record)));
  Reopen(OpenMode::kReadOnly);

  const auto captures = archive_->Captures(MakeUrl(kStory)).value();
  ASSERT_EQ(captures.size(), 1u);
  EXPECT_EQ(captures[0].ip, "192.0.2.7");
  EXPECT_EQ(captures[0].via, "seed");
  EXPECT_EQ(captures[0].time, At(0));
  EXPECT_EQ(captures[0].sequence, 1u);
  EXPECT_EQ(captures[0].version, 1u);
  EXPECT_TRUE(captures[0].tls_broken);
  EXPECT_TRUE(captures[0].payload_kept);
  EXPECT_EQ(archive_->Payload(*captures[0].payload).value().view(), body);
  const Version version = archive_->LatestVersion(MakeUrl(kStory)).value();
  EXPECT_EQ(version.article, article);
  EXPECT_EQ(version.extractor, 7);
  EXPECT_EQ(version.payload, *captures[0].payload);
}

TEST_F(ArchiveTest, MakesAVersionOnlyWhenTheArticleChanged) {
  const auto receipts =
      Commit(Group(MakeStory(kStory, 0, "Avant", "pub 1"), MakeStory(kStory, 60, "Avant", "pub 2"),
                   MakeStory(kStory, 120, "Après", "pub 3")));
  EXPECT_TRUE(receipts[0].new_version);
  EXPECT_FALSE(receipts[1].new_version);
  EXPECT_TRUE(receipts[2].new_version);
  EXPECT_EQ(receipts[1].version, 1u);
  const auto versions = archive_->Versions(MakeUrl(kStory)).value();
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].first_seen, At(0));
  EXPECT_EQ(versions[0].last_seen, At(60));
  EXPECT_EQ(versions[1].first_seen, At(120));
  EXPECT_EQ(versions[1].last_seen, At(120));
}

TEST_F(ArchiveTest, KeepsNoPayloadWhenOnlyNoiseChanged) {
  Commit(Group(MakeStory(kStory, 0, "Le texte", "pub 1")));
  const auto receipts = Commit(Group(MakeStory(kStory, 60, "Le texte", "pub 2")));
  EXPECT_FALSE(receipts[0].new_payload);
  EXPECT_EQ(archive_->stats().payloads, 1u);
  const auto captures = archive_->Captures(MakeUrl(kStory)).value();
  ASSERT_EQ(captures.size(), 2u);
  EXPECT_FALSE(captures[1].payload_kept);
  ASSERT_TRUE(captures[1].payload);
  EXPECT_EQ(archive_->Payload(*captures[1].payload).error().code, Errc::kNotFound);
}

TEST_F(ArchiveTest, CountsANotModifiedAnswerAsSeeingTheVersionAgain) {
  Commit(Group(MakeStory(kStory, 0, "Le texte")));
  CaptureRecord again = MakeRecord(kStory, 3600, "");
  again.capture.status = 304;
  again.capture.outcome = FetchOutcome::kNotModified;
  const auto receipts = Commit(Group(std::move(again)));
  EXPECT_EQ(receipts[0].version, 1u);
  EXPECT_EQ(archive_->LatestVersion(MakeUrl(kStory)).value().last_seen, At(3600));
  EXPECT_FALSE(archive_->Captures(MakeUrl(kStory)).value()[1].payload);
}

TEST_F(ArchiveTest, TakesTheSameBytesForTheSameVersionThoughNobodyParsedThem) {
  CaptureRecord first = MakeStory(kStory, 0, "Le texte");
  CaptureRecord again = MakeRecord(kStory, 60, std::string(first.body.view()));
  Commit(Group(std::move(first)));
  EXPECT_EQ(Commit(Group(std::move(again)))[0].version, 1u);
}

TEST_F(ArchiveTest, GivesErrorsAndRedirectsACaptureWithoutAVersion) {
  Commit(Group(MakeStory(kStory, 0, "Le texte")));
  CaptureRecord gone = MakeRecord(kStory, 60, "<h1>Introuvable</h1>");
  gone.capture.status = 404;
  CaptureRecord failed = MakeRecord(kStory, 90, "");
  failed.capture.status = 0;
  failed.capture.outcome = FetchOutcome::kTimeout;
  const auto receipts = Commit(Group(std::move(gone), std::move(failed)));
  EXPECT_EQ(receipts[0].version, 0u);
  EXPECT_EQ(receipts[1].version, 0u);
  EXPECT_EQ(archive_->LatestVersion(MakeUrl(kStory)).value().last_seen, At(0));
  EXPECT_EQ(archive_->Captures(MakeUrl(kStory)).value()[2].outcome, FetchOutcome::kTimeout);
}

TEST_F(ArchiveTest, StoresEqualBodiesOnce) {
  const auto receipts = Commit(Group(MakeRecord("https://example.org/a", 0, "la même chose"),
                                     MakeRecord("https://example.org/b", 1, "la même chose")));
  EXPECT_TRUE(receipts[0].new_payload);
  EXPECT_FALSE(receipts[1].new_payload);
  EXPECT_EQ(archive_->stats().payloads, 1u);
}

TEST_F(ArchiveTest, KeepsBothOfTwoCapturesOfOnePageAtOneMoment) {
  Commit(Group(MakeRecord("http://example.org/", 0, "eins"),
               MakeRecord("https://www.example.org/", 0, "zwei")));
  EXPECT_EQ(archive_->Captures(MakeUrl("https://example.org/")).value().size(), 2u);
}

TEST_F(ArchiveTest, SortsCapturesByTimeThoughTheyCameInAnotherOrder) {
  Commit(Group(MakeStory(kStory, 100, "Le texte")));
  Commit(Group(MakeStory(kStory, 50, "Le texte")));
  const auto captures = archive_->Captures(MakeUrl(kStory)).value();
  EXPECT_EQ(captures[0].time, At(50));
  const auto version = archive_->LatestVersion(MakeUrl(kStory)).value();
  EXPECT_EQ(version.first_seen, At(50));
  EXPECT_EQ(version.last_seen, At(100));
}

TEST_F(ArchiveTest, SaysNotFoundForWhatItNeverSaw) {
  EXPECT_EQ(archive_->LatestVersion(MakeUrl(kStory)).error().code, Errc::kNotFound);
  EXPECT_EQ(archive_->VersionNumber(MakeUrl(kStory), 1).error().code, Errc::kNotFound);
  EXPECT_EQ(archive_->Payload(Sha256::Of("x")).error().code, Errc::kNotFound);
  EXPECT_TRUE(archive_->Captures(MakeUrl(kStory)).value().empty());
  EXPECT_FALSE(archive_->StateRow("x").value());
}

TEST_F(ArchiveTest, CommitsStateRowsWithTheCapturesTheyBelongTo) {
  CommitGroup group = Group(MakeStory(kStory, 0, "Le texte"));
  group.state.push_back({"frontier/a", "1"});
  group.state.push_back({"frontier/b", std::string(3'000'000, 'x')});
  group.state.push_back({"hosts/a", std::string("\0\xff", 2)});
  Commit(std::move(group));
  CommitGroup deletion;
  deletion.state.push_back({"frontier/a", std::nullopt});
  deletion.state.push_back({"frontier/c", "3"});
  Commit(std::move(deletion));
  Reopen();
  EXPECT_FALSE(archive_->StateRow("frontier/a").value());
  EXPECT_EQ(archive_->StateRow("frontier/b").value()->size(), 3'000'000u);
  EXPECT_EQ(*archive_->StateRow("hosts/a").value(), std::string("\0\xff", 2));
  std::vector<std::string> keys;
  ASSERT_TRUE(archive_->ScanState("frontier/", "", [&](std::string_view key, std::string_view) {
    keys.emplace_back(key);
    return true;
  }));
  EXPECT_THAT(keys, ElementsAre("frontier/b", "frontier/c"));
  keys.clear();
  ASSERT_TRUE(
      archive_->ScanState("frontier/", "frontier/bb", [&](std::string_view key, std::string_view) {
        keys.emplace_back(key);
        return true;
      }));
  EXPECT_THAT(keys, ElementsAre("frontier/c"));
}

TEST_F(ArchiveTest, ScansOneSiteWithItsSubdomainsAndNoOther) {
  Commit(Group(MakeStory("https://radio.net/b", 0, "un"), MakeStory("https://radio.net/a", 1, "un"),
               MakeStory("https://blog.radio.net/a", 2, "un"),
               MakeStory("https://radio2.net/a", 3, "un"),
               MakeStory("https://rad.net/a", 4, "un")));
  std::vector<std::string> seen;
  ASSERT_TRUE(archive_->ScanVersions("net,radio", [&](const Url& url, const Version& version) {
    seen.push_back(url.href() + "#" + std::to_string(version.number));
    return true;
  }));
  EXPECT_THAT(seen, ElementsAre("https://radio.net/a#1", "https://radio.net/b#1",
                                "https://blog.radio.net/a#1"));
  seen.clear();
  ASSERT_TRUE(archive_->ScanCaptures("net,radio2", [&](const Capture& capture) {
    seen.push_back(capture.url.href());
    return true;
  }));
  EXPECT_THAT(seen, ElementsAre("https://radio2.net/a"));
}

TEST_F(ArchiveTest, ScansOneMomentThoughCommitsGoOn) {
  Commit(Group(MakeStory("https://a.org/1", 0, "un"), MakeStory("https://a.org/2", 0, "un")));
  int seen = 0;
  ASSERT_TRUE(archive_->ScanVersions("", [&](const Url&, const Version&) {
    ++seen;
    Commit(Group(MakeStory("https://b.org/" + std::to_string(seen), 1, "deux")));
    return true;
  }));
  EXPECT_EQ(seen, 2);
}

TEST_F(ArchiveTest, CountsWhatItHolds) {
  Commit(Group(MakeStory(kStory, 0, "Avant"), MakeStory(kStory, 60, "Après"),
               MakeRecord("https://example.org/robots.txt", 0, "User-agent: *\n")));
  Reopen();
  const auto stats = archive_->stats();
  EXPECT_EQ(stats.captures, 3u);
  EXPECT_EQ(stats.versions, 2u);
  EXPECT_EQ(stats.pages, 1u);
  EXPECT_EQ(stats.payloads, 3u);
  EXPECT_GT(stats.payload_bytes, stats.stored_payload_bytes);
}

TEST_F(ArchiveTest, RefusesToCommitWhenOpenedForReading) {
  Reopen(OpenMode::kReadOnly);
  EXPECT_EQ(archive_->Commit(Group(MakeStory(kStory, 0, "x"))).error().code,
            Errc::kInvalidArgument);
}

// --- the folder ---

TEST_F(ArchiveTest, NamesWhoHoldsTheStoreAndSinceWhen) {
  archive_.reset();
  testing::FakeClock clock;
  StoreOptions options;
  options.clock = &clock;
  const auto path = folder_.path() / "store";
  const auto holder = StoreArchive::Open(path, OpenMode::kReadWrite, options).value();
  const auto second = Archive::Open(path, OpenMode::kReadOnly);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::kLocked);
  EXPECT_THAT(second.error().message, HasSubstr("process " + std::to_string(::getpid())));
  EXPECT_THAT(second.error().message, HasSubstr("since 2024-04-13T08:00:00Z"));
}

TEST_F(ArchiveTest, RefusesANewerFormatByName) {
  archive_.reset();
  std::ofstream(folder_.path() / "store" / "FORMAT") << "kiosque-store 9\n";
  const auto opened = Archive::Open(folder_.path() / "store", OpenMode::kCreate);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::kTooNew);
  EXPECT_THAT(opened.error().message, HasSubstr("format 9"));
}

TEST(ArchiveOpen, SaysNotFoundWhereThereIsNoArchive) {
  testing::TemporaryFolder folder;
  EXPECT_EQ(Archive::Open(folder.path() / "none", OpenMode::kReadOnly).error().code,
            Errc::kNotFound);
  EXPECT_EQ(Archive::Open(folder.path(), OpenMode::kReadWrite).error().code, Errc::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "none"));
}

TEST(ArchiveOpen, LeavesAFolderOfOtherThingsAlone) {
  testing::TemporaryFolder folder;
  std::ofstream(folder.path() / "thesis.tex") << "text";
  const auto opened = Archive::Open(folder.path(), OpenMode::kCreate);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::kInvalidArgument);
  EXPECT_THAT(opened.error().message, HasSubstr("thesis.tex"));
}

TEST(ArchiveOpen, SaysWhichFolderCannotBeMade) {
  const auto opened = Archive::Open("/proc/kiosque-store", OpenMode::kCreate);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::kIo);
  EXPECT_THAT(opened.error().message, HasSubstr("/proc/kiosque-store"));
}

TEST_F(ArchiveTest, NoticesThatTheIndexWasDeleted) {
  Commit(Group(MakeStory(kStory, 0, "x")));
  archive_.reset();
  std::filesystem::remove_all(folder_.path() / "store" / "index");
  EXPECT_EQ(Archive::Open(folder_.path() / "store", OpenMode::kCreate).error().code,
            Errc::kCorrupt);
}

TEST_F(ArchiveTest, NoticesThatThePayloadsWereDeleted) {
  Commit(Group(MakeStory(kStory, 0, "x")));
  archive_.reset();
  std::filesystem::remove_all(folder_.path() / "store" / "payloads");
  EXPECT_EQ(Archive::Open(folder_.path() / "store", OpenMode::kCreate).error().code,
            Errc::kCorrupt);
}

// The newest log of LevelDB can be cut or deleted without LevelDB noticing: it opens an older
// state.
TEST_F(ArchiveTest, NoticesThatALogWasCut) {
  for (const std::string_view table : {"index", "payloads"}) {
    SCOPED_TRACE(table);
    const auto path = folder_.path() / ("store-" + std::string(table));
    auto archive = Archive::Open(path, OpenMode::kCreate).value();
    ASSERT_TRUE(archive->Commit(Group(MakeStory(kStory, 0, "un"))));
    ASSERT_TRUE(archive->Commit(Group(MakeStory(kStory, 1, "deux"))));
    archive.reset();
    for (const auto& file : std::filesystem::directory_iterator(path / table)) {
      if (file.path().extension() == ".log") {
        std::filesystem::resize_file(file.path(), file.file_size() / 2);
      }
    }
    const auto opened = Archive::Open(path, OpenMode::kReadWrite);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::kCorrupt) << opened.error().message;
  }
}

}  // namespace
}  // namespace kiosque
