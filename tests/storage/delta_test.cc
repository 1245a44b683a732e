// Bodies and articles as differences: less is kept, the same is read, and damage stays small.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "storage/delta_planner.h"
#include "storage/repair.h"
#include "storage/store_archive.h"
#include "storage/verify.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::Group;
using ::testing::IsEmpty;
using testing::MakeRecord;
using testing::MakeStory;
using testing::MakeUrl;

std::string Words(std::uint64_t seed, std::size_t bytes) {
  std::mt19937_64 random(seed);
  std::string text;
  while (text.size() < bytes) {
    text += "mot" + std::to_string(random() % 100'000) + " ";
  }
  return text;
}

// A page of a site: its template (20 KB that only the site has), today's boxes and its own text.
CaptureRecord Story(int page, int version, int day) {
  const std::string url = "https://site.example/politique/" + std::to_string(page);
  std::string text =
      Words(static_cast<std::uint64_t>(page), 1500) + " version " + std::to_string(version);
  const auto box = Words(1'000'000 + static_cast<std::uint64_t>(day), 3000);
  return MakeStory(url, day * 86400 + page, std::move(text), Words(7, 20'000) + box);
}

class DeltaTest : public ::testing::Test {
 protected:
  DeltaTest() { Open(); }
  void Open() {
    archive_.reset();
    archive_ = StoreArchive::Open(path(), OpenMode::kCreate, StoreOptions{}).value();
  }
  std::filesystem::path path() const { return folder_.path() / "store"; }
  PayloadRow RowOf(const CaptureRecord& record, std::string& bytes) {
    const auto place = IndexReader(archive_->index()).Place(record.body.digest()).value().value();
    bytes = archive_->payloads().ReadRow(place.sequence).value();
    return DecodePayloadRow(bytes).value();
  }
  void ExpectWhole() {
    const VerifyReport report = VerifyDatabases(archive_->index(), archive_->payloads(),
                                                archive_->counts(), {.deep = true});
    EXPECT_THAT(report.problems, IsEmpty());
  }
  testing::TemporaryFolder folder_;
  std::unique_ptr<StoreArchive> archive_;
};

TEST_F(DeltaTest, KeepsSiblingsAndVersionsInAFractionOfTheirSize) {
  for (int page = 0; page < 10; ++page) {
    ASSERT_TRUE(archive_->Commit(Group(Story(page, 1, 1))));
  }
  std::string bytes;
  const PayloadRow first = RowOf(Story(0, 1, 1), bytes);
  EXPECT_EQ(first.depth, 0u);
  const std::size_t whole = first.data.size();
  const PayloadRow sibling = RowOf(Story(5, 1, 1), bytes);
  EXPECT_EQ(sibling.encoding, PayloadEncoding::kZstdDelta);
  EXPECT_LT(sibling.data.size() * 4, whole);
  // The next day: a new page brings the new boxes, an edited one refers to it and to its old self.
  ASSERT_TRUE(archive_->Commit(Group(Story(20, 1, 2), Story(5, 2, 2))));
  const PayloadRow edited = RowOf(Story(5, 2, 2), bytes);
  EXPECT_EQ(edited.encoding, PayloadEncoding::kZstdDelta2);
  EXPECT_LT(edited.data.size() * 50, whole);
  for (const CaptureRecord& record : {Story(5, 1, 1), Story(5, 2, 2), Story(20, 1, 2)}) {
    EXPECT_EQ(archive_->Payload(record.body.digest()).value().view(), record.body.view());
  }
  ExpectWhole();
}

TEST_F(DeltaTest, NeverReadsMoreThanEightRowsForAnyVersion) {
  for (int day = 1; day <= 40; ++day) {
    CommitGroup group;
    group.captures.push_back(Story(1, day, day));
    group.captures.push_back(Story(2, day, day));
    group.captures.push_back(Story(100 + day, 1, day));
    ASSERT_TRUE(archive_->Commit(std::move(group)));
    if (day % 7 == 0) {
      Open();  // what a section refers to is remembered
    }
  }
  std::string bytes;
  for (int day = 1; day <= 40; ++day) {
    for (int page : {1, 2}) {
      EXPECT_LE(RowOf(Story(page, day, day), bytes).depth, kMaxDeltaCost);
    }
  }
  EXPECT_EQ(archive_->Versions(MakeUrl("https://site.example/politique/1")).value().size(), 40u);
  ExpectWhole();
}

TEST_F(DeltaTest, KeepsChangedFeedsAsDifferencesFromTheLastOne) {
  const auto feed = [](int n) {
    CaptureRecord record =
        MakeRecord("https://site.example/rss.xml", n * 3600, Words(3, 9000) + std::to_string(n));
    record.capture.media_type = "application/rss+xml";
    return record;
  };
  ASSERT_TRUE(archive_->Commit(Group(feed(1))));
  ASSERT_TRUE(archive_->Commit(Group(feed(2), feed(3))));
  std::string bytes;
  EXPECT_EQ(RowOf(feed(1), bytes).depth, 0u);
  EXPECT_LT(RowOf(feed(2), bytes).data.size(), 100u);
  EXPECT_EQ(RowOf(feed(3), bytes).depth, 2u);
  ExpectWhole();
}

TEST_F(DeltaTest, StoresAFullCopyEverySixtyFourPagesOfASection) {
  for (int page = 0; page < 130; ++page) {
    ASSERT_TRUE(archive_->Commit(Group(Story(page, 1, 1))));
  }
  std::string bytes;
  int whole = 0;
  for (int page = 0; page < 130; ++page) {
    const PayloadRow row = RowOf(Story(page, 1, 1), bytes);
    whole += row.depth == 0 ? 1 : 0;
    EXPECT_LE(row.depth, 2u);
  }
  EXPECT_EQ(whole, 3);
}

TEST_F(DeltaTest, DoesNotBuildOnARowThatCannotBeRead) {
  ASSERT_TRUE(archive_->Commit(Group(Story(0, 1, 1))));
  const auto place =
      IndexReader(archive_->index()).Place(Story(0, 1, 1).body.digest()).value().value();
  Open();  // nothing is at hand any more
  PayloadRow broken{.kind = PayloadKind::kBody, .encoding = PayloadEncoding::kZstd};
  broken.raw_bytes = 5;
  broken.data = "oops";
  DatabaseBatch batch;
  batch.Put(PayloadStore::RowKey(place.sequence), EncodePayloadRow(broken));
  auto& database = const_cast<Database&>(archive_->payloads().database());
  ASSERT_TRUE(database.Write(batch, true));
  ASSERT_TRUE(archive_->Commit(Group(Story(1, 1, 1))));
  std::string bytes;
  EXPECT_EQ(RowOf(Story(1, 1, 1), bytes).depth, 0u);
  EXPECT_TRUE(archive_->Payload(Story(1, 1, 1).body.digest()));
}

TEST(SectionOf, IsOriginAndFirstFolderUnlessThatIsANumber) {
  EXPECT_EQ(SectionOf(MakeUrl("https://a.org/politique/2024/x")), "https://a.org/politique");
  EXPECT_EQ(SectionOf(MakeUrl("https://a.org/2024/04/x")), "https://a.org");
  EXPECT_EQ(SectionOf(MakeUrl("https://a.org/page.html")), "https://a.org");
}

// --- quarantine ---

CaptureRecord Long(std::int64_t seconds, std::string title, std::string text) {
  CaptureRecord record = MakeStory("https://site.example/a", seconds, std::move(text));
  record.article->title = std::move(title);
  return record;
}

TEST(Quarantine, HoldsBackAPageThatShrankUntilItIsSeenTwice) {
  testing::TemporaryFolder folder;
  auto archive = Archive::Open(folder.path() / "store", OpenMode::kCreate).value();
  const std::string text = Words(1, 2000);
  const auto versions = [&] {
    return archive->Versions(MakeUrl("https://site.example/a")).value().size();
  };
  ASSERT_TRUE(archive->Commit(Group(Long(0, "Un titre", text))));
  const auto held = archive->Commit(Group(Long(60, "Un titre", "Abonnez-vous."))).value();
  EXPECT_FALSE(held[0].new_version);
  EXPECT_EQ(versions(), 1u);
  const auto captures = archive->Captures(MakeUrl("https://site.example/a")).value();
  EXPECT_TRUE(captures[1].quarantined);
  EXPECT_TRUE(captures[1].payload_kept);
  // Back to what it was: the accident is over, and another one is held back anew.
  EXPECT_FALSE(archive->Commit(Group(Long(120, "Un titre", text))).value()[0].new_version);
  EXPECT_FALSE(
      archive->Commit(Group(Long(180, "Un titre", "Abonnez-vous."))).value()[0].new_version);
  EXPECT_TRUE(
      archive->Commit(Group(Long(240, "Un titre", "Abonnez-vous."))).value()[0].new_version);
  EXPECT_EQ(versions(), 2u);
}

TEST(Quarantine, HoldsBackLostTitlesAndErrorPages) {
  for (const char* title :
       {"", "404 Not Found", "Just a moment...", "Page introuvable - Le Journal"}) {
    testing::TemporaryFolder folder;
    auto archive = Archive::Open(folder.path() / "store", OpenMode::kCreate).value();
    ASSERT_TRUE(archive->Commit(Group(Long(0, "Le pont rouvre", Words(1, 900)))));
    EXPECT_FALSE(archive->Commit(Group(Long(60, title, Words(2, 900)))).value()[0].new_version)
        << title;
    EXPECT_TRUE(archive->Commit(Group(Long(120, title, Words(2, 900)))).value()[0].new_version)
        << title;
  }
}

TEST(Quarantine, BelievesAnOrdinaryEdit) {
  testing::TemporaryFolder folder;
  auto archive = Archive::Open(folder.path() / "store", OpenMode::kCreate).value();
  ASSERT_TRUE(archive->Commit(Group(Long(0, "Le pont rouvre", Words(1, 900)))));
  EXPECT_TRUE(
      archive->Commit(Group(Long(60, "Le pont fermé", Words(1, 300)))).value()[0].new_version);
}

TEST(VersionBirth, SeesBylineAndLeadImageWhenSeenTwiceAndNotTheirNoise) {
  testing::TemporaryFolder folder;
  auto archive = Archive::Open(folder.path() / "store", OpenMode::kCreate).value();
  const auto visit = [&](int n, const std::function<void(Article&)>& edit) {
    CaptureRecord record =
        MakeStory("https://site.example/a", n * 60, "Le texte.", std::to_string(n));
    edit(*record.article);
    return archive->Commit(Group(std::move(record))).value()[0].new_version;
  };
  const auto image = [](const char* url) {
    return [url](Article& a) { a.lead_image = MakeUrl(url); };
  };
  const auto b = image("https://cdn1.example/p/b.jpg");
  const auto signed_b = [&](Article& a) {
    b(a);
    a.byline = {"Grâce Mbuyi"};
  };
  EXPECT_TRUE(visit(1, image("https://cdn1.example/p/a.jpg?nonce=1")));
  EXPECT_FALSE(visit(2, image("https://cdn2.example/p/a.jpg?nonce=2")));
  // What metadata alone tell is believed when it is seen twice.
  EXPECT_FALSE(visit(3, b));
  EXPECT_TRUE(visit(4, b));
  EXPECT_FALSE(visit(5, signed_b));
  EXPECT_FALSE(visit(6, image("https://ads.example/1.gif")));
  EXPECT_FALSE(visit(7, signed_b));
  EXPECT_TRUE(visit(8, signed_b));
  EXPECT_FALSE(visit(9, [&](Article& a) {
    signed_b(a);
    Block counter;
    counter.text = "165 partages";
    a.blocks.push_back(counter);
  }));
  const auto captures = archive->Captures(MakeUrl("https://site.example/a")).value();
  EXPECT_EQ(captures[2].version, 1u);
  EXPECT_FALSE(captures[2].quarantined);
}

}  // namespace
}  // namespace kiosque
