// What is forgotten is in no file any more, and everything else is as it was.
#include "storage/forget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "storage/repair.h"
#include "storage/store_archive.h"
#include "storage/verify.h"
#include "support/store_fixture.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using testing::At;
using testing::Group;
using ::testing::IsEmpty;
using testing::MakeStory;
using testing::MakeUrl;
namespace fs = std::filesystem;

std::string Noise(std::uint64_t seed, std::size_t bytes) {
  std::mt19937_64 random(seed);
  std::string text;
  while (text.size() < bytes) {
    text.push_back(static_cast<char>('a' + random() % 26));
  }
  return text;
}

class ForgetTest : public ::testing::Test {
 protected:
  ForgetTest() {
    archive_ = StoreArchive::Open(path(), OpenMode::kCreate, StoreOptions{}).value();
    // The first page of the section is the one that the others are stored as differences from.
    for (int n = 0; n < 12; ++n) {
      EXPECT_TRUE(archive_->Commit(Group(Page(n, 1))));
    }
    EXPECT_TRUE(archive_->Commit(Group(Page(0, 2), Page(3, 2))));
  }
  static CaptureRecord Page(int n, int version) {
    return MakeStory("https://site.example/a/" + std::to_string(n), n + version * 1000,
                     "Texte " + std::to_string(n) + " version " + std::to_string(version),
                     Noise(1, 9000) + "<!--" + std::to_string(n * 10 + version) + "-->");
  }
  fs::path path() const { return folder_.path() / "store"; }
  Result<ForgetReport> Forget(const char* url) {
    ForgetRequest request;
    request.urls.push_back(MakeUrl(url));
    request.reason = "demande du 12 mai";
    request.now = At(99);
    return ForgetPages(*archive_, request);
  }
  std::string StoredBytes(const Sha256& digest) {
    const auto place = IndexReader(archive_->index()).Place(digest).value().value();
    const std::string row = archive_->payloads().ReadRow(place.sequence).value();
    return std::string(DecodePayloadRow(row).value().data);
  }
  bool AnyFileHas(const std::string& bytes) const {
    for (const auto& entry : fs::recursive_directory_iterator(path())) {
      if (entry.is_regular_file() &&
          testing::ReadFile(entry.path()).find(bytes) != std::string::npos) {
        return true;
      }
    }
    return false;
  }
  void ExpectWhole() {
    archive_.reset();
    const VerifyReport report = VerifyArchive(path(), {.deep = true}).value();
    EXPECT_THAT(report.problems, IsEmpty());
    archive_ = StoreArchive::Open(path(), OpenMode::kReadWrite, StoreOptions{}).value();
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<StoreArchive> archive_;
};

TEST_F(ForgetTest, RemovesEverythingOfThePageFromEveryFile) {
  const std::string frame = StoredBytes(Page(0, 1).body.digest());
  ASSERT_TRUE(AnyFileHas(frame));
  const ForgetReport report = Forget("https://site.example/a/0").value();
  EXPECT_EQ(report.pages, 1u);
  EXPECT_EQ(report.captures, 2u);
  EXPECT_EQ(report.versions, 2u);
  EXPECT_EQ(report.payloads, 4u);
  EXPECT_GE(report.rewritten, 1u);
  EXPECT_FALSE(AnyFileHas(frame));
  EXPECT_FALSE(AnyFileHas("https://site.example/a/0"));
  EXPECT_THAT(archive_->Captures(MakeUrl("https://site.example/a/0")).value(), IsEmpty());
  EXPECT_FALSE(archive_->Payload(Page(0, 1).body.digest()));
  ExpectWhole();
}

TEST_F(ForgetTest, LeavesOtherPagesAndTheLogAsTheyWere) {
  archive_.reset();
  const Sha256 root = *VerifyArchive(path()).value().root;
  archive_ = StoreArchive::Open(path(), OpenMode::kReadWrite, StoreOptions{}).value();
  ASSERT_TRUE(Forget("https://site.example/a/0"));
  for (int n = 1; n < 12; ++n) {
    EXPECT_EQ(archive_->Payload(Page(n, 1).body.digest()).value().view(), Page(n, 1).body.view());
  }
  EXPECT_EQ(archive_->Versions(MakeUrl("https://site.example/a/3")).value().size(), 2u);
  EXPECT_EQ(archive_->stats().pages, 11u);
  archive_.reset();
  EXPECT_EQ(VerifyArchive(path()).value().root, root);
}

TEST_F(ForgetTest, LeavesATombstoneAndDoesNotKeepThePageAgain) {
  ASSERT_TRUE(Forget("https://site.example/a/0"));
  const auto stone = FindTombstone(archive_->index(), "example,site)/a/0").value();
  ASSERT_TRUE(stone);
  EXPECT_EQ(stone->reason, "demande du 12 mai");
  EXPECT_EQ(stone->time, At(99));
  ASSERT_TRUE(archive_->Commit(Group(Page(0, 3), Page(50, 1))));
  EXPECT_THAT(archive_->Versions(MakeUrl("https://site.example/a/0")).value(), IsEmpty());
  EXPECT_FALSE(archive_->Payload(Page(0, 3).body.digest()));
  EXPECT_EQ(archive_->Versions(MakeUrl("https://site.example/a/50")).value().size(), 1u);
  ExpectWhole();
}

TEST_F(ForgetTest, ForgetsAWholeSite) {
  ASSERT_TRUE(archive_->Commit(Group(MakeStory("https://autre.example/x", 0, "Autre"))));
  ForgetRequest request;
  request.sites = {"example,site"};
  request.reason = "fin de contrat";
  EXPECT_EQ(ForgetPages(*archive_, request).value().pages, 12u);
  EXPECT_EQ(archive_->stats().pages, 1u);
  ExpectWhole();
}

TEST_F(ForgetTest, KeepsBytesThatAnotherPageHasToo) {
  CaptureRecord copy = Page(0, 2);
  copy.capture.url = MakeUrl("https://miroir.example/0");
  ASSERT_TRUE(archive_->Commit(Group(std::move(copy))));
  EXPECT_EQ(Forget("https://site.example/a/0").value().shared, 1u);
  EXPECT_TRUE(archive_->Payload(Page(0, 2).body.digest()));
  ExpectWhole();
}

TEST_F(ForgetTest, NamesTheExportsThatMayContainThePage) {
  ExportEntry all{.time = At(5000), .format = "jsonl", .path = "/corpus/a.jsonl"};
  ExportEntry other{.time = At(5000), .format = "jsonl", .path = "/corpus/b.jsonl"};
  other.hosts = {"autre.example"};
  ASSERT_TRUE(AppendExport(path(), all));
  ASSERT_TRUE(AppendExport(path(), other));
  const ForgetReport report = Forget("https://site.example/a/0").value();
  ASSERT_EQ(report.exports.size(), 1u);
  EXPECT_EQ(report.exports[0].path, "/corpus/a.jsonl");
}

TEST_F(ForgetTest, SaysThatThereIsNothingToForget) {
  EXPECT_EQ(Forget("https://site.example/none").error().code, Errc::kNotFound);
}

TEST_F(ForgetTest, StaysForgottenThroughARepair) {
  const std::string frame = StoredBytes(Page(0, 1).body.digest());
  ASSERT_TRUE(Forget("https://site.example/a/0"));
  archive_.reset();
  ASSERT_TRUE(RepairArchive(path(), At(0)));
  EXPECT_FALSE(AnyFileHas(frame));
  archive_ = StoreArchive::Open(path(), OpenMode::kReadWrite, StoreOptions{}).value();
  EXPECT_TRUE(FindTombstone(archive_->index(), "example,site)/a/0").value());
  ExpectWhole();
}

}  // namespace
}  // namespace kiosque
