// What the archive promises when the medium changes bytes: an error that names the place, never
// other text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "storage/store_archive.h"
#include "support/small_store.h"
#include "support/store_fixture.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using testing::Group;
using testing::MakeStory;
using testing::ReadFile;
using testing::SmallBuffers;
namespace fs = std::filesystem;

void FillDamaged(const fs::path& path) {
  auto archive = StoreArchive::Open(path, OpenMode::kCreate, SmallBuffers()).value();
  std::mt19937_64 random(5);
  for (int n = 0; n < 60; ++n) {
    std::string noise;
    for (int i = 0; i < 4000; ++i) {
      noise.push_back(static_cast<char>(' ' + random() % 90));
    }
    CommitGroup group = Group(
        MakeStory("https://a.org/" + std::to_string(n), n, "texte " + std::to_string(n), noise));
    group.state.push_back({"row/" + std::to_string(n), noise});
    ASSERT_TRUE(archive->Commit(std::move(group)));
  }
}

// All that a reader can get out of the store, as one string; or the first error.
Result<std::string> ReadAll(const Archive& archive) {
  std::string all;
  Status failed = Ok();
  Status status = archive.ScanCaptures("", [&](const Capture& capture) {
    all += capture.url.href() + capture.response_head;
    auto body = archive.Payload(*capture.payload);
    if (!body) {
      failed = body.error();
      return false;
    }
    all += body->view();
    return true;
  });
  if (status && failed) {
    status = archive.ScanVersions("", [&](const Url& url, const Version& version) {
      all += url.href() + version.article.title + version.article.blocks[0].text;
      return true;
    });
  }
  if (status && failed) {
    status = archive.ScanState("", "", [&](std::string_view key, std::string_view value) {
      all += key;
      all += value;
      return true;
    });
  }
  if (!status || !failed) {
    return status ? failed.error() : status.error();
  }
  return all;
}

std::vector<fs::path> AllFilesOf(const fs::path& store) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(store)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && name != "LOG" && name != "LOG.old" && name != "LOCK" &&
        entry.file_size() > 0) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

class StoreDamage : public ::testing::Test {
 protected:
  StoreDamage() {
    FillDamaged(folder_.path() / "good");
    const auto archive =
        StoreArchive::Open(folder_.path() / "good", OpenMode::kReadOnly, SmallBuffers()).value();
    truth_ = ReadAll(*archive).value();
  }
  fs::path Copy() {
    const fs::path copy = folder_.path() / "copy";
    fs::remove_all(copy);
    fs::copy(folder_.path() / "good", copy, fs::copy_options::recursive);
    return copy;
  }
  // The store is refused or reads as corrupt, or nothing of it changed. Whether it was noticed.
  bool ExpectNoticedOrHarmless(const fs::path& store) {
    auto archive = StoreArchive::Open(store, OpenMode::kReadWrite, SmallBuffers());
    if (!archive) {
      EXPECT_THAT(archive.error().code, ::testing::AnyOf(Errc::kCorrupt, Errc::kTooNew, Errc::kIo,
                                                         Errc::kInvalidArgument))
          << archive.error().message;
      return true;
    }
    const auto all = ReadAll(**archive);
    if (!all) {
      EXPECT_EQ(all.error().code, Errc::kCorrupt) << all.error().message;
      return true;
    }
    EXPECT_TRUE(*all == truth_) << "other text came out";
    return false;
  }

  testing::TemporaryFolder folder_;
  std::string truth_;
};

TEST_F(StoreDamage, GivesAnErrorForAFlippedByteNeverOtherText) {
  std::mt19937_64 random(77);
  int noticed = 0;
  for (int round = 0; round < 150; ++round) {
    const fs::path store = Copy();
    const auto files = AllFilesOf(store);
    const fs::path file = files[random() % files.size()];
    std::string bytes = ReadFile(file);
    const std::size_t at = random() % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
    std::ofstream(file, std::ios::binary) << bytes;
    SCOPED_TRACE(file.filename().string() + "@" + std::to_string(at));
    noticed += ExpectNoticedOrHarmless(store) ? 1 : 0;
    if (HasFailure()) {
      return;
    }
  }
  EXPECT_GT(noticed, 100);
}

TEST_F(StoreDamage, GivesAnErrorForAMissingOrShortenedFile) {
  for (const bool remove : {true, false}) {
    for (const fs::path& name : AllFilesOf(folder_.path() / "good")) {
      const fs::path store = Copy();
      const fs::path file = store / fs::relative(name, folder_.path() / "good");
      SCOPED_TRACE(file.string());
      if (remove) {
        fs::remove(file);
      } else {
        fs::resize_file(file, fs::file_size(file) / 2);
      }
      ExpectNoticedOrHarmless(store);
      if (HasFailure()) {
        return;
      }
    }
  }
}

}  // namespace
}  // namespace kiosque
