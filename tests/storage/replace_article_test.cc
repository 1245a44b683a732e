// What a better extractor reads takes the place of what was read before, and nothing else changes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/forget.h"
#include "storage/repair.h"
#include "storage/store_archive.h"
#include "storage/verify.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::At;
using testing::Group;
using ::testing::IsEmpty;
using testing::MakeArticle;
using testing::MakeStory;
using testing::MakeUrl;
namespace fs = std::filesystem;

constexpr const char* kBridge = "https://site.example/2024/04/13/pont";

class ReplaceArticleTest : public ::testing::Test {
 protected:
  ReplaceArticleTest() {
    Open();
    EXPECT_TRUE(archive_->Commit(Group(MakeStory(kBridge, 0, "Le pont est ouvert."))));
    EXPECT_TRUE(archive_->Commit(Group(MakeStory(kBridge, 100, "Le pont est fermé."))));
  }
  void Open() {
    archive_.reset();
    archive_ = StoreArchive::Open(path(), OpenMode::kCreate, StoreOptions{}).value();
  }
  fs::path path() const { return folder_.path() / "store"; }
  Status Replace(std::uint32_t version, std::string text, int extractor, std::int64_t seconds) {
    CommitGroup group;
    group.articles.push_back({MakeUrl(kBridge), version, MakeArticle("Un titre", std::move(text)),
                              extractor, At(seconds)});
    auto done = archive_->Commit(std::move(group));
    return done ? Ok() : Status(done.error());
  }
  std::string Text(std::uint32_t version) {
    return archive_->VersionNumber(MakeUrl(kBridge), version).value().article.blocks[0].text;
  }
  std::vector<std::string> TextsAsOf(std::int64_t seconds) {
    VersionQuery query;
    query.as_of = At(seconds);
    std::vector<std::string> texts;
    EXPECT_TRUE(archive_->ScanVersions(query, [&](const VersionVisit& found) {
      texts.push_back(std::to_string(found.version.extractor) + " " +
                      found.version.article.blocks[0].text);
      return true;
    }));
    return texts;
  }
  void ExpectWhole() {
    archive_.reset();
    const VerifyReport report = VerifyArchive(path(), {.deep = true}).value();
    EXPECT_THAT(report.problems, IsEmpty());
    Open();
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<StoreArchive> archive_;
};

TEST_F(ReplaceArticleTest, NoVersionIsBornOrLostAndTheLogIsAsItWas) {
  const Sha256 root = archive_->tree().Root();
  const auto before = archive_->stats();
  ASSERT_TRUE(Replace(1, "Le pont est ouvert. Il est neuf.", 8, 500));
  Open();
  EXPECT_EQ(archive_->tree().Root(), root);
  EXPECT_EQ(archive_->stats().versions, before.versions);
  EXPECT_EQ(archive_->stats().captures, before.captures);
  EXPECT_EQ(archive_->stats().payloads, before.payloads);
  EXPECT_EQ(Text(1), "Le pont est ouvert. Il est neuf.");
  EXPECT_EQ(Text(2), "Le pont est fermé.");
  EXPECT_EQ(archive_->VersionNumber(MakeUrl(kBridge), 1).value().extractor, 8);
  EXPECT_EQ(archive_->VersionNumber(MakeUrl(kBridge), 2).value().extractor, 7);
  ExpectWhole();
}

TEST_F(ReplaceArticleTest, TheArchiveAsOfATimeBeforeGivesWhatWasReadThen) {
  ASSERT_TRUE(Replace(2, "Le pont est fermé. Hier.", 8, 500));
  ASSERT_TRUE(Replace(1, "Le pont est ouvert.", 8, 500));  // the same words as before
  ASSERT_TRUE(Replace(2, "Le pont est fermé. Hier soir.", 9, 900));
  EXPECT_THAT(TextsAsOf(200),
              ::testing::ElementsAre("7 Le pont est ouvert.", "7 Le pont est fermé."));
  EXPECT_THAT(TextsAsOf(500),
              ::testing::ElementsAre("8 Le pont est ouvert.", "8 Le pont est fermé. Hier."));
  EXPECT_THAT(TextsAsOf(900),
              ::testing::ElementsAre("8 Le pont est ouvert.", "9 Le pont est fermé. Hier soir."));
  ExpectWhole();
}

TEST_F(ReplaceArticleTest, TheNextVisitIsComparedWithWhatTheNewExtractorRead) {
  ASSERT_TRUE(Replace(2, "Le pont est fermé. Hier.", 8, 500));
  const auto same =
      archive_->Commit(Group(MakeStory(kBridge, 600, "Le pont est fermé. Hier.", "annonce")))
          .value();
  EXPECT_FALSE(same[0].new_version);
  const auto edited =
      archive_->Commit(Group(MakeStory(kBridge, 700, "Le pont est fermé.", "autre"))).value();
  EXPECT_TRUE(edited[0].new_version);
}

TEST_F(ReplaceArticleTest, ReplacingAnArticleByItselfWritesNothing) {
  const StoreCounts before = archive_->counts();
  ASSERT_TRUE(Replace(1, "Le pont est ouvert.", 7, 500));
  EXPECT_EQ(archive_->counts().next_payload, before.next_payload);
  EXPECT_EQ(TextsAsOf(200).front(), "7 Le pont est ouvert.");
}

TEST_F(ReplaceArticleTest, AVersionThatIsNotThereIsRefused) {
  EXPECT_EQ(Replace(3, "x", 8, 500).error().code, Errc::kNotFound);
}

TEST_F(ReplaceArticleTest, ForgettingThePageRemovesEveryReadingOfIt) {
  ASSERT_TRUE(Replace(1, "Le pont est ouvert. Il est neuf.", 8, 500));
  ASSERT_TRUE(Replace(1, "Le pont est ouvert. Il est tout neuf.", 9, 600));
  ForgetRequest request;
  request.urls.push_back(MakeUrl(kBridge));
  request.reason = "demande";
  request.now = At(999);
  const ForgetReport report = ForgetPages(*archive_, request).value();
  EXPECT_EQ(report.payloads, 6u);  // two bodies, four readings
  ExpectWhole();
}

TEST_F(ReplaceArticleTest, RepairKeepsEveryReading) {
  ASSERT_TRUE(Replace(1, "Le pont est ouvert. Il est neuf.", 8, 500));
  archive_.reset();
  const RepairReport report = RepairArchive(path(), At(1000)).value();
  EXPECT_THAT(report.losses, IsEmpty());
  Open();
  EXPECT_EQ(Text(1), "Le pont est ouvert. Il est neuf.");
  EXPECT_EQ(TextsAsOf(200).front(), "7 Le pont est ouvert.");
  ExpectWhole();
}

}  // namespace
}  // namespace kiosque
