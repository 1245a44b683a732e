#include "storage/repair.h"
#include "support/small_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>

#include "storage/leveldb_salvage.h"
#include "storage/snappy.h"
#include "storage/store_archive.h"
#include "storage/verify.h"
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
using testing::SmallBuffers;
namespace fs = std::filesystem;

constexpr int kStories = 80;

std::string StoryUrl(int n) {
  return "https://site" + std::to_string(n % 7) + ".org/" + std::to_string(n / 2);
}

std::string PrintableNoise(std::uint64_t seed, std::size_t size) {
  std::mt19937_64 random(seed);
  std::string noise;
  while (noise.size() < size) {
    noise.push_back(static_cast<char>(' ' + random() % 90));
  }
  return noise;
}

void FillStore(const fs::path& path) {
  auto archive = StoreArchive::Open(path, OpenMode::kCreate, SmallBuffers()).value();
  for (int n = 0; n < kStories; ++n) {
    CommitGroup group = Group(MakeStory(StoryUrl(n), n, "texte " + std::to_string(n),
                                        PrintableNoise(static_cast<std::uint64_t>(n), 3000)));
    group.state.push_back({"row/" + std::to_string(n), PrintableNoise(1, 2000)});
    ASSERT_TRUE(archive->Commit(std::move(group)));
  }
}

std::vector<fs::path> FilesOf(const fs::path& store) {
  std::vector<fs::path> files;
  for (const char* folder : {"index", "payloads"}) {
    for (const auto& entry : fs::directory_iterator(store / folder)) {
      const std::string name = entry.path().filename().string();
      if (name != "LOG" && name != "LOG.old" && name != "LOCK" && entry.file_size() > 0) {
        files.push_back(entry.path());
      }
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

void FlipByte(const fs::path& file, std::mt19937_64& random) {
  std::string bytes = ReadFile(file);
  const std::size_t at = random() % bytes.size();
  bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
  std::ofstream(file, std::ios::binary) << bytes;
}

// Texts by URL and number.
std::map<std::string, std::string> Texts(const Archive& archive) {
  std::map<std::string, std::string> texts;
  EXPECT_TRUE(archive.ScanVersions("", [&](const Url& url, const Version& version) {
    texts[url.href() + "#" + std::to_string(version.number)] = version.article.blocks[0].text;
    return true;
  }));
  return texts;
}

class RepairTest : public ::testing::Test {
 protected:
  RepairTest() {
    FillStore(folder_.path() / "good");
    truth_ = Texts(*Archive::Open(folder_.path() / "good", OpenMode::kReadOnly).value());
  }
  fs::path Copy() {
    const fs::path copy = folder_.path() / "copy";
    fs::remove_all(copy);
    fs::copy(folder_.path() / "good", copy, fs::copy_options::recursive);
    return copy;
  }
  // Repairs, and expects an archive that is whole, holds no other text, and goes on.
  RepairReport ExpectRepaired(const fs::path& store) {
    auto report = RepairArchive(store, At(0));
    EXPECT_TRUE(report) << report.error().message;
    if (!report) {
      return {};
    }
    VerifyOptions deep;
    deep.deep = true;
    const VerifyReport verified = VerifyArchive(store, deep).value();
    EXPECT_THAT(verified.problems, IsEmpty());
    auto archive = Archive::Open(store, OpenMode::kReadWrite).value();
    const auto texts = Texts(*archive);
    for (const auto& [name, text] : texts) {
      EXPECT_EQ(truth_[name], text);
    }
    EXPECT_EQ(texts.size() + report->lost_versions, truth_.size()) << "a loss was not reported";
    EXPECT_TRUE(archive->Commit(Group(MakeStory("https://new.org/", 999, "neuf"))));
    archive.reset();
    EXPECT_TRUE(VerifyArchive(store, deep).value().whole());
    return std::move(*report);
  }

  testing::TemporaryFolder folder_;
  std::map<std::string, std::string> truth_;
};

TEST_F(RepairTest, FindsAWholeArchiveWhole) {
  VerifyOptions deep;
  deep.deep = true;
  const VerifyReport report = VerifyArchive(folder_.path() / "good", deep).value();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.stats.captures, static_cast<std::uint64_t>(kStories));
  EXPECT_GT(report.hashed_bytes, 0u);
}

TEST_F(RepairTest, LosesNothingOfAWholeArchive) {
  const RepairReport report = ExpectRepaired(Copy());
  EXPECT_EQ(report.captures, static_cast<std::uint64_t>(kStories));
  EXPECT_EQ(report.lost_captures + report.lost_versions + report.lost_payloads, 0u);
  EXPECT_EQ(report.state_rows, static_cast<std::uint64_t>(kStories));
  EXPECT_THAT(report.damage, IsEmpty());
}

TEST_F(RepairTest, LosesNothingWithTheManifestOrCurrent) {
  for (const std::string name : {"CURRENT", "MANIFEST"}) {
    for (const std::string database : {"index", "payloads"}) {
      SCOPED_TRACE(database + "/" + name);
      const fs::path store = Copy();
      for (const fs::path& file : FilesOf(store)) {
        if (file.parent_path().filename() == database &&
            file.filename().string().starts_with(name)) {
          fs::remove(file);
        }
      }
      EXPECT_FALSE(VerifyArchive(store).value().whole());
      const RepairReport report = ExpectRepaired(store);
      EXPECT_EQ(report.lost_captures + report.lost_versions + report.lost_payloads, 0u);
    }
  }
}

TEST_F(RepairTest, SavesAllButAFewRowsFromFlippedBytes) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 15 && !HasFailure(); ++round) {
    const fs::path store = Copy();
    const auto files = FilesOf(store);
    const fs::path& file = files[random() % files.size()];
    FlipByte(file, random);
    SCOPED_TRACE(file.string() + " in round " + std::to_string(round));
    const RepairReport report = ExpectRepaired(store);
    EXPECT_LE(report.lost_captures, 30u);  // a block, or the rest of a block of the log
    EXPECT_LE(report.lost_payloads, 30u);
  }
}

TEST_F(RepairTest, SavesTheRestWhenFilesAreLostOrShort) {
  std::mt19937_64 random(12);
  for (int round = 0; round < 15 && !HasFailure(); ++round) {
    const fs::path store = Copy();
    for (int damage = 0; damage < 3; ++damage) {
      const auto files = FilesOf(store);
      const fs::path& file = files[random() % files.size()];
      if (random() % 2 == 0) {
        fs::remove(file);
      } else {
        fs::resize_file(file, random() % (fs::file_size(file) + 1));
      }
    }
    SCOPED_TRACE("round " + std::to_string(round));
    auto report = RepairArchive(store, At(0));
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_THAT(VerifyArchive(store).value().problems, IsEmpty());
    const auto archive = Archive::Open(store, OpenMode::kReadWrite).value();
    for (const auto& [name, text] : Texts(*archive)) {
      EXPECT_EQ(truth_[name], text);
    }
  }
}

TEST_F(RepairTest, LosesNothingToFilesThatAreInEachOthersPlace) {
  const fs::path store = Copy();
  const auto table_of = [&](const char* database) {
    for (const fs::path& file : FilesOf(store)) {
      if (file.parent_path().filename() == database && file.extension() == ".ldb") {
        return file;
      }
    }
    return fs::path();
  };
  const fs::path index = table_of("index");
  const fs::path payloads = table_of("payloads");
  ASSERT_FALSE(index.empty() || payloads.empty());
  fs::rename(index, store / "x");
  fs::rename(payloads, index);
  fs::rename(store / "x", payloads);
  EXPECT_FALSE(VerifyArchive(store, {.deep = true}).value().whole());
  const RepairReport report = ExpectRepaired(store);
  EXPECT_EQ(report.lost_captures + report.lost_versions + report.lost_payloads, 0u);
}

TEST_F(RepairTest, SaysThatItDoesNotKnowWhatThereWas) {
  const fs::path store = Copy();
  fs::remove_all(store / "index");
  const auto report = RepairArchive(store, At(0));
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->losses, ::testing::Contains(HasSubstr("there were is not known")));
  EXPECT_EQ(report->orphan_payloads, static_cast<std::uint64_t>(2 * kStories));
}

TEST_F(RepairTest, NamesWhatIsLostAndKeepsTheDamagedFiles) {
  const fs::path store = Copy();
  fs::remove_all(store / "payloads");
  const RepairReport report = ExpectRepaired(store);
  EXPECT_EQ(report.lost_versions, truth_.size());
  EXPECT_THAT(report.losses, ::testing::Contains(HasSubstr("the body of https://site0.org/0 at")));
  EXPECT_TRUE(fs::exists(report.kept / "index")) << report.kept;
  EXPECT_THAT(report.kept.filename().string(), "damaged-20240413T120000Z");
}

TEST_F(RepairTest, VerifyNoticesARowThatIsMissingInOneTableOnly) {
  for (const char table : {'c', 'l', 'v', 'u', 'p'}) {
    SCOPED_TRACE(table);
    const fs::path store = Copy();
    {
      DatabaseOptions options;
      auto index = Database::Open(store / "index", options).value();
      DatabaseCursor cursor = index->NewCursor();
      cursor.Seek(std::string(1, table));
      ASSERT_TRUE(cursor.Valid());
      DatabaseBatch batch;
      batch.Delete(cursor.key());
      ASSERT_TRUE(index->Write(batch, true));
    }
    EXPECT_FALSE(VerifyArchive(store).value().whole());
  }
}

TEST_F(RepairTest, VerifyDeepNoticesAPayloadThatIsNotWhatItsDigestSays) {
  const fs::path store = Copy();
  {
    DatabaseOptions options;
    auto payloads = PayloadStore::OpenUnchecked(store / "payloads", options).value();
    const std::string bytes = payloads->ReadRow(2).value();
    PayloadRow row = *DecodePayloadRow(bytes);
    const std::string other(static_cast<std::size_t>(row.raw_bytes), 'x');
    row.encoding = PayloadEncoding::kIdentity;
    row.data = other;
    DatabaseBatch batch;
    batch.Put(PayloadStore::RowKey(2), EncodePayloadRow(row));
    ASSERT_TRUE(payloads->database().Write(batch, true));
  }
  EXPECT_TRUE(VerifyArchive(store).value().whole());
  VerifyOptions deep;
  deep.deep = true;
  const VerifyReport report = VerifyArchive(store, deep).value();
  ASSERT_FALSE(report.whole());
  EXPECT_THAT(report.problems.front(), HasSubstr("payload row 2 does not hash to its digest"));
  // What is stored as a difference from it cannot be read either, and says why.
  for (std::size_t i = 1; i < report.problems.size(); ++i) {
    EXPECT_THAT(report.problems[i], HasSubstr("which cannot be read"));
  }
}

// --- the readers beneath ---

TEST_F(RepairTest, SalvageReadsEveryRowThatLevelDbReads) {
  const fs::path store = Copy();
  std::map<std::string, std::string> rows;
  {
    const auto index = Database::Open(store / "index", DatabaseOptions{}).value();
    DatabaseCursor cursor = index->NewCursor();
    for (cursor.SeekToFirst(); cursor.Valid(); cursor.Next()) {
      rows.emplace(cursor.key(), cursor.value());
    }
  }
  std::map<std::string, std::pair<std::uint64_t, std::optional<std::string>>> found;
  const auto counts = SalvageDatabase(store / "index", [&](const LoggedChange& change) {
    auto& entry = found[std::string(change.key)];
    if (change.sequence >= entry.first) {
      entry = {change.sequence,
               change.value ? std::optional<std::string>(*change.value) : std::nullopt};
    }
  });
  ASSERT_TRUE(counts);
  EXPECT_THAT(counts->damage, IsEmpty());
  std::erase_if(found, [](const auto& entry) { return !entry.second.second; });
  ASSERT_EQ(found.size(), rows.size());
  for (const auto& [key, value] : rows) {
    EXPECT_EQ(found.at(key).second, value);
  }
}

TEST(Salvage, IsTotal) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 200; ++round) {
    std::string bytes(random() % 800, '\0');
    for (char& c : bytes) {
      c = static_cast<char>(random() % 4 == 0 ? random() : 0);
    }
    std::vector<std::string> damage;
    SalvageTable(
        bytes, "x", [](const LoggedChange&) {}, damage);
    ParseLevelDbLog(bytes);
    VisitLoggedChanges(bytes, [](const LoggedChange&) {});
    SnappyDecompress(bytes, 1u << 20);
  }
}

TEST(Snappy, UndoesLiteralsAndCopies) {
  // format_description.txt: length 10, literal "ab", copy of 8 bytes from 2 back.
  EXPECT_EQ(SnappyDecompress(std::string("\x0a\x04"
                                         "ab"
                                         "\x11\x02",
                                         6),
                             100),
            "ababababab");
  EXPECT_EQ(SnappyDecompress("\x01", 100), std::nullopt);
  EXPECT_EQ(SnappyDecompress(std::string("\x0a\x11\x02", 3), 100), std::nullopt);
}

}  // namespace
}  // namespace kiosque
