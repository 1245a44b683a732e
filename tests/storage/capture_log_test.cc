// The hash log: RFC 9162's tree, proofs of it, and an archive that cannot be altered in silence.
#include "storage/capture_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "storage/index_keys.h"
#include "storage/log_proof.h"
#include "storage/repair.h"
#include "storage/row_codec.h"
#include "storage/store_archive.h"
#include "storage/verify.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::At;
using ::testing::ElementsAre;
using testing::Group;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeStory;
using testing::MakeUrl;

// The definition of RFC 9162 §2.1.1, word for word.
Sha256 TreeHash(const std::vector<Sha256>& leaves, std::size_t begin, std::size_t end) {
  if (begin == end) {
    return Sha256::Of("");
  }
  if (end - begin == 1) {
    return leaves[begin];
  }
  std::size_t k = 1;
  while (k * 2 < end - begin) {
    k *= 2;
  }
  return NodeHash(TreeHash(leaves, begin, begin + k), TreeHash(leaves, begin + k, end));
}

std::vector<Sha256> Leaves(std::size_t count) {
  std::vector<Sha256> leaves;
  for (std::size_t i = 0; i < count; ++i) {
    leaves.push_back(LeafHash("entry " + std::to_string(i)));
  }
  return leaves;
}

TEST(LogTree, Rfc9162_HasTheRootOfTheDefinitionAtEverySize) {
  const std::vector<Sha256> leaves = Leaves(70);
  LogTree tree;
  EXPECT_EQ(tree.Root(), TreeHash(leaves, 0, 0));
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    tree.Append(leaves[size - 1]);
    EXPECT_EQ(tree.Root(), TreeHash(leaves, 0, size)) << size;
    EXPECT_EQ(DecodeLogTree(EncodeLogTree(tree)).value(), tree);
  }
}

TEST(LogTree, Rfc9162_HashesTheEmptyEntryAsCertificateTransparencyDoes) {
  EXPECT_EQ(LeafHash("").Hex(), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST(LogTree, Rfc9162_ProvesEveryEntryOfEveryTreeAndNothingElse) {
  for (std::size_t size = 1; size <= 33; ++size) {
    const std::vector<Sha256> leaves = Leaves(size);
    const Sha256 root = TreeHash(leaves, 0, size);
    for (std::uint64_t index = 0; index < size; ++index) {
      std::vector<Sha256> path = InclusionPath(leaves, index);
      EXPECT_EQ(RootOfPath(leaves[index], index, size, path), root) << index << " of " << size;
      EXPECT_NE(RootOfPath(LeafHash("another"), index, size, path), root);
      EXPECT_EQ(RootOfPath(leaves[index], size, size, path), std::nullopt);
      path.push_back(root);
      EXPECT_EQ(RootOfPath(leaves[index], index, size, path), std::nullopt);
    }
  }
}

TEST(LogRow, ReadsTheRowsOfFormatOne) {
  const std::string key = CaptureKey("org,a)/", At(0), 7);
  EXPECT_EQ(DecodeLogRow(key).value(), (LogRow{std::nullopt, key}));
  EXPECT_EQ(DecodeLogRow("").value(), LogRow{});
  const LogRow row{LeafHash("x"), key};
  EXPECT_EQ(DecodeLogRow(EncodeLogRow(row)).value(), row);
  EXPECT_FALSE(DecodeLogRow("\x03zzz"));
}

class LogTest : public ::testing::Test {
 protected:
  std::filesystem::path path() const { return folder_.path() / "store"; }
  std::unique_ptr<StoreArchive> Open(OpenMode mode = OpenMode::kCreate) const {
    return StoreArchive::Open(path(), mode, StoreOptions{}).value();
  }
  void Fill(int from, int to) const {
    const auto archive = Open();
    for (int n = from; n < to; ++n) {
      ASSERT_TRUE(archive->Commit(
          Group(MakeStory("https://a.org/" + std::to_string(n), n, "texte " + std::to_string(n)))));
    }
  }
  void Change(const std::string& key, const std::function<std::string(std::string)>& edit) const {
    const auto archive = Open(OpenMode::kReadOnly);
    auto& index = const_cast<Database&>(archive->index());
    DatabaseBatch batch;
    batch.Put(key, edit(index.Get(key).value().value()));
    ASSERT_TRUE(index.Write(batch, true));
  }
  testing::TemporaryFolder folder_;
};

TEST_F(LogTest, KeepsTheRootOfEveryRun) {
  Fill(0, 5);
  const Sha256 after_five = *VerifyArchive(path()).value().root;
  Fill(5, 9);
  const VerifyReport report = VerifyArchive(path(), {.root = after_five}).value();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.root_captures, 5u);
  EXPECT_NE(report.root, after_five);
  const auto archive = Open(OpenMode::kReadOnly);
  const auto row = DecodeRootRow(archive->index().Get(RootKey(5)).value().value()).value();
  EXPECT_EQ(row.root, after_five);
}

TEST_F(LogTest, NoticesACaptureThatWasAltered) {
  Fill(0, 6);
  std::string key;
  {
    const auto archive = Open(OpenMode::kReadOnly);
    key = DecodeLogRow(archive->index().Get(LogKey(3)).value().value()).value().capture_key;
  }
  Change(key, [](std::string value) {
    Capture capture = DecodeCapture(value).value();
    capture.payload = Sha256::Of("another page");
    capture.payload_kept = false;
    return EncodeCapture(capture);
  });
  const VerifyReport report = VerifyArchive(path()).value();
  ASSERT_FALSE(report.whole());
  EXPECT_THAT(report.problems[0], HasSubstr("not what was entered into the log"));
}

TEST_F(LogTest, ProvesACaptureUnderAnyRootThatTheLogHad) {
  Fill(0, 4);
  const Sha256 old_root = *VerifyArchive(path()).value().root;
  Fill(4, 11);
  const auto archive = Open(OpenMode::kReadOnly);
  const Capture capture = archive->Captures(MakeUrl("https://a.org/2")).value().at(0);
  for (const std::optional<Sha256>& root : {std::optional<Sha256>(), std::optional(old_root)}) {
    const CaptureProof proof = ProveCapture(archive->index(), capture, root).value();
    EXPECT_EQ(LeafHash(proof.entry), proof.leaf);
    EXPECT_EQ(RootOfPath(proof.leaf, proof.index, proof.size, proof.path), proof.root);
    EXPECT_EQ(proof.size, root ? 4u : 11u);
    EXPECT_THAT(proof.entry, HasSubstr("\nurl https://a.org/2\n"));
    EXPECT_THAT(ProofJson(proof), HasSubstr("\"root\":\"" + proof.root.Hex() + "\""));
  }
  const Capture late = archive->Captures(MakeUrl("https://a.org/9")).value().at(0);
  EXPECT_EQ(ProveCapture(archive->index(), late, old_root).error().code, Errc::kNotFound);
}

// Takes the store back to what format 1 was: no hashes, no tree, no roots.
void MakeFormatOne(const std::filesystem::path& path) {
  {
    const auto archive = StoreArchive::Open(path, OpenMode::kReadOnly, StoreOptions{}).value();
    auto& index = const_cast<Database&>(archive->index());
    DatabaseBatch batch;
    for (std::uint64_t n = 1; n <= archive->counts().captures; ++n) {
      const auto row = DecodeLogRow(index.Get(LogKey(n)).value().value()).value();
      batch.Put(LogKey(n), row.capture_key);
      batch.Delete(RootKey(n));
    }
    batch.Delete(TreeKey());
    ASSERT_TRUE(index.Write(batch, true));
  }
  std::ofstream(path / "FORMAT") << "kiosque-store 1\n";
}

TEST_F(LogTest, BringsAStoreOfFormatOneToFormatTwoWithTheSameHashes) {
  Fill(0, 7);
  const Sha256 root = *VerifyArchive(path()).value().root;
  MakeFormatOne(path());
  // Read as it is …
  const VerifyReport old = VerifyArchive(path(), {.deep = true}).value();
  EXPECT_THAT(old.problems, IsEmpty());
  EXPECT_FALSE(old.root);
  EXPECT_EQ(Open(OpenMode::kReadOnly)->Versions(MakeUrl("https://a.org/3")).value().size(), 1u);
  // … and brought to the new format by the first that writes.
  EXPECT_EQ(Open(OpenMode::kReadWrite)->migrated_captures(), 7u);
  EXPECT_EQ(VerifyArchive(path()).value().root, root);
  EXPECT_EQ(Open(OpenMode::kReadWrite)->migrated_captures(), 0u);
}

TEST_F(LogTest, KeepsItsRootsThroughARepair) {
  Fill(0, 5);
  const Sha256 root = *VerifyArchive(path()).value().root;
  ASSERT_TRUE(RepairArchive(path(), At(0)));
  const VerifyReport report = VerifyArchive(path(), {.deep = true}).value();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.root, root);
}

}  // namespace
}  // namespace kiosque
