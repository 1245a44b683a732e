// What the archive promises when the machine fails: whatever Commit acknowledged is there
// afterwards, the store opens, and it goes on. Each test runs many seeds; a failing one is named.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <random>

#include "storage/store_archive.h"
#include "storage/verify.h"
#include "support/leveldb_fault_env.h"
#include "support/small_store.h"
#include "support/store_fixture.h"

extern char** environ;

namespace kiosque {
namespace {

using testing::FaultEnv;
using testing::Group;
using testing::MakeRecord;
using testing::MakeStory;
using testing::MakeUrl;
using testing::SmallBuffers;

// Group number `n` of a made-up crawl: two stories, a page that is no article, a frontier row.
// Sizes vary so that tables fill, logs rotate and compactions run.
CommitGroup CrawlGroup(std::uint64_t n) {
  const std::string number = std::to_string(n);
  std::mt19937_64 random(n);
  std::string noise;
  for (std::uint64_t i = random() % 20'000; i > 0; --i) {
    noise.push_back(static_cast<char>('a' + random() % 26));
  }
  CommitGroup group = Group(
      MakeStory("https://a.org/" + number, static_cast<std::int64_t>(n), "texte " + number, noise),
      MakeStory("https://b.org/same", static_cast<std::int64_t>(n), "version " + number),
      MakeRecord("https://c.org/" + number, static_cast<std::int64_t>(n), "robots " + number));
  group.state.push_back({"frontier/" + number, std::string(random() % 3000, 'f')});
  if (n > 1) {
    group.state.push_back({"frontier/" + std::to_string(n - 1), std::nullopt});
  }
  return group;
}

// Everything of groups 1…acknowledged is there, whole; at most `maybe` more groups are.
void ExpectCrawl(const Archive& archive, std::uint64_t acknowledged, std::uint64_t maybe) {
  const std::uint64_t groups = archive.stats().captures / 3;
  EXPECT_GE(groups, acknowledged);
  EXPECT_LE(groups, acknowledged + maybe);
  EXPECT_EQ(archive.stats().captures, groups * 3);
  EXPECT_EQ(archive.Versions(MakeUrl("https://b.org/same")).value().size(), groups);
  for (std::uint64_t n = 1; n <= groups; ++n) {
    const std::string number = std::to_string(n);
    const auto captures = archive.Captures(MakeUrl("https://a.org/" + number)).value();
    ASSERT_EQ(captures.size(), 1u) << "group " << n;
    const auto body = archive.Payload(*captures[0].payload);
    ASSERT_TRUE(body) << body.error().message;
    const auto version = archive.LatestVersion(MakeUrl("https://a.org/" + number));
    ASSERT_TRUE(version) << version.error().message;
    EXPECT_EQ(version->article.blocks[0].text, "texte " + number);
    EXPECT_EQ(archive.StateRow("frontier/" + number).value().has_value(), n == groups);
  }
}

// Commits groups until one fails; the number acknowledged.
std::uint64_t CommitUntilFailure(Archive& archive, std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t n = from; n <= to; ++n) {
    if (!archive.Commit(CrawlGroup(n))) {
      return n - 1;
    }
  }
  return to;
}

void FailAndReopen(std::uint64_t seed, const std::string& message, bool power,
                   FaultEnv::Tail tail) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  testing::TemporaryFolder folder;
  const auto path = folder.path() / "store";
  std::mt19937_64 random(seed);
  std::uint64_t acknowledged = 0;
  for (int round = 0; round < 3; ++round) {
    FaultEnv env;
    env.FailAfter(1 + random() % 400, message);
    {
      auto archive = StoreArchive::Open(path, OpenMode::kCreate, SmallBuffers(&env));
      if (archive) {
        ExpectCrawl(**archive, acknowledged, round == 0 ? 0 : 1);
        const std::uint64_t present = (*archive)->stats().captures / 3;
        acknowledged = std::max(acknowledged, present);
        acknowledged = CommitUntilFailure(**archive, present + 1, present + 200);
        // An archive that failed once says so and writes no more.
        EXPECT_FALSE((*archive)->Commit(CrawlGroup(1'000'000)));
      }
    }
    if (power) {
      env.LosePower(random, tail);
    }
  }
  auto archive = StoreArchive::Open(path, OpenMode::kCreate, SmallBuffers(nullptr));
  ASSERT_TRUE(archive) << archive.error().message;
  ExpectCrawl(**archive, acknowledged, 1);
  const std::uint64_t present = (*archive)->stats().captures / 3;
  EXPECT_EQ(CommitUntilFailure(**archive, present + 1, present + 3), present + 3);
}

// 40 rounds of each kind; KIOSQUE_CRASH_ROUNDS asks for more.
std::uint64_t Rounds() {
  const char* wanted = std::getenv("KIOSQUE_CRASH_ROUNDS");
  return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 40;
}

TEST(StoreCrash, LosesNothingAcknowledgedWhenTheDiskFillsAtAnyWrite) {
  for (std::uint64_t seed = 0; seed < Rounds() && !HasFailure(); ++seed) {
    FailAndReopen(seed, "No space left on device", false, FaultEnv::Tail::kCut);
  }
}

TEST(StoreCrash, LosesNothingAcknowledgedWhenThePowerGoesAtAnyWrite) {
  for (std::uint64_t seed = 1'000'000; seed < 1'000'000 + Rounds() && !HasFailure(); ++seed) {
    FailAndReopen(seed, "power", true, FaultEnv::Tail::kCut);
  }
}

TEST(StoreCrash, OpensThoughTheFileSystemLeftZerosWhereTheUnsyncedTailWas) {
  for (std::uint64_t seed = 2'000'000; seed < 2'000'000 + Rounds() && !HasFailure(); ++seed) {
    FailAndReopen(seed, "power", true, FaultEnv::Tail::kZeros);
  }
}

TEST(StoreCrash, SaysThatTheDiskIsFull) {
  testing::TemporaryFolder folder;
  FaultEnv env;
  auto archive =
      StoreArchive::Open(folder.path() / "store", OpenMode::kCreate, SmallBuffers(&env)).value();
  ASSERT_TRUE(archive->Commit(CrawlGroup(1)));
  env.FailAfter(0, "No space left on device");
  const auto full = archive->Commit(CrawlGroup(2));
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, Errc::kNoSpace);
  EXPECT_EQ(archive->stats().captures, 3u);
}

// --- kill -9 ---

constexpr const char* kChildStore = "KIOSQUE_TEST_CHILD_STORE";
constexpr const char* kChildDiskBytes = "KIOSQUE_TEST_CHILD_DISK_BYTES";
constexpr int kNotAllowed = 77;
constexpr const char* kChildFileLimit = "KIOSQUE_TEST_CHILD_FILE_LIMIT";

// Not a test of its own: the process that KillNine kills. Writes a byte for each acknowledged
// group.
TEST(StoreCrashChild, DISABLED_CommitsUntilKilled) {
  const char* path = std::getenv(kChildStore);
  ASSERT_NE(path, nullptr);
  if (const char* limit = std::getenv(kChildFileLimit)) {  // as `ulimit -f` does
    const rlim_t bytes = std::strtoull(limit, nullptr, 10);
    const rlimit files{bytes, bytes};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &files), 0);
    ::signal(SIGXFSZ, SIG_IGN);
  }
  auto archive = StoreArchive::Open(path, OpenMode::kCreate, SmallBuffers(nullptr)).value();
  for (std::uint64_t n = archive->stats().captures / 3 + 1;; ++n) {
    if (!archive->Commit(CrawlGroup(n)) && std::getenv(kChildFileLimit) != nullptr) {
      // It said so, and promises nothing of the group. At once, so that nothing but dots is
      // written.
      ::_exit(0);
    }
    ASSERT_TRUE(archive->stats().captures == n * 3);
    ASSERT_EQ(::write(STDOUT_FILENO, ".", 1), 1);
  }
}

// A file system of its own in memory, of `bytes`, that only this process sees. False where that is
// not allowed.
bool MountSmallDisk(const char* path, const std::string& bytes) {
  const uid_t user = ::getuid();
  const gid_t group = ::getgid();
  if (::unshare(CLONE_NEWNS) != 0) {
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) {
      return false;
    }
    std::ofstream("/proc/self/setgroups") << "deny";
    std::ofstream("/proc/self/uid_map") << "0 " << user << " 1";
    std::ofstream("/proc/self/gid_map") << "0 " << group << " 1";
  }
  return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("tmpfs", path, "tmpfs", 0, ("size=" + bytes).c_str()) == 0;
}

// Not a test of its own: the process that sees the small disk.
TEST(StoreCrashChild, DISABLED_FillsASmallDisk) {
  const char* path = std::getenv(kChildStore);
  const char* bytes = std::getenv(kChildDiskBytes);
  ASSERT_TRUE(path != nullptr && bytes != nullptr);
  if (!MountSmallDisk(path, bytes)) {
    ::_exit(kNotAllowed);
  }
  const auto store = std::filesystem::path(path) / "store";
  constexpr std::uint64_t kMany = 100'000;
  std::uint64_t acknowledged = 0;
  if (auto archive = StoreArchive::Open(store, OpenMode::kCreate, SmallBuffers(nullptr))) {
    acknowledged = CommitUntilFailure(**archive, 1, kMany);
    const auto refused = (*archive)->Commit(CrawlGroup(kMany));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::kNoSpace) << refused.error().message;
  }
  if (auto archive = StoreArchive::Open(store, OpenMode::kReadOnly, SmallBuffers(nullptr))) {
    ExpectCrawl(**archive, acknowledged, 1);  // while the disk is full; LevelDB may want to write
  }
  ASSERT_EQ(::mount(nullptr, path, nullptr, MS_REMOUNT, "size=64m"), 0);
  {
    auto archive = StoreArchive::Open(store, OpenMode::kCreate, SmallBuffers(nullptr));
    ASSERT_TRUE(archive) << archive.error().message;
    ExpectCrawl(**archive, acknowledged, 1);
    const std::uint64_t present = (*archive)->stats().captures / 3;
    EXPECT_EQ(CommitUntilFailure(**archive, present + 1, present + 3), present + 3);
  }
  EXPECT_TRUE(VerifyArchive(store, {.deep = true}).value().whole());
}

class ChildProcess {
 public:
  explicit ChildProcess(const std::filesystem::path& store,
                        std::string filter = "--gtest_filter=*CommitsUntilKilled") {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    ::setenv(kChildStore, store.c_str(), 1);
    std::string also = "--gtest_also_run_disabled_tests";
    std::string brief = "--gtest_brief=1";
    std::string self = "/proc/self/exe";
    char* arguments[] = {self.data(), filter.data(), also.data(), brief.data(), nullptr};
    EXPECT_EQ(::posix_spawn(&pid_, self.c_str(), &actions, nullptr, arguments, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    acknowledgements_ = ends[0];
  }
  // Kills the child as soon as it acknowledged `count` groups; how many it had acknowledged by
  // then.
  std::uint64_t KillAfter(std::uint64_t count) {
    std::uint64_t seen = ReadDots(count);
    ::kill(pid_, SIGKILL);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    seen += ReadDots(std::numeric_limits<std::uint64_t>::max());
    ::close(acknowledgements_);
    return seen;
  }
  // Waits for the child; its exit code, or -1 when it came to another end, and what it said.
  std::pair<int, std::string> Wait() {
    std::string said;
    for (char byte = 0; ::read(acknowledgements_, &byte, 1) == 1;) {
      said.push_back(byte);
    }
    ::close(acknowledgements_);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, said};
  }

 private:
  std::uint64_t ReadDots(std::uint64_t count) {
    std::uint64_t seen = 0;
    char byte = 0;
    while (seen < count && ::read(acknowledgements_, &byte, 1) == 1) {
      seen += byte == '.' ? 1 : 0;
    }
    return seen;
  }

  pid_t pid_ = 0;
  int acknowledgements_ = -1;
};

TEST(StoreCrash, LosesNothingAcknowledgedToKillNine) {
  testing::TemporaryFolder folder;
  const auto path = folder.path() / "store";
  std::mt19937_64 random(9);
  std::uint64_t acknowledged = 0;
  for (int round = 0; round < 50; ++round) {
    acknowledged += ChildProcess(path).KillAfter(1 + random() % 6);
    auto archive = Archive::Open(path, OpenMode::kReadWrite);
    ASSERT_TRUE(archive) << archive.error().message;
    // One group can be durable though the child died before saying so.
    const std::uint64_t groups = (*archive)->stats().captures / 3;
    ASSERT_GE(groups, acknowledged);
    ASSERT_LE(groups, acknowledged + 1);
    acknowledged = groups;
  }
  ExpectCrawl(*Archive::Open(path, OpenMode::kReadOnly).value(), acknowledged, 0);
}

TEST(StoreCrash, LosesNothingAcknowledgedToALimitOnTheSizeOfFiles) {
  std::mt19937_64 random(10);
  for (int round = 0; round < 10; ++round) {
    testing::TemporaryFolder folder;
    const auto path = folder.path() / "store";
    ::setenv(kChildFileLimit, std::to_string(20'000 + random() % 60'000).c_str(), 1);
    const std::uint64_t acknowledged = ChildProcess(path).KillAfter(500);
    ::unsetenv(kChildFileLimit);
    auto archive = Archive::Open(path, OpenMode::kCreate);
    ASSERT_TRUE(archive) << "round " << round << ": " << archive.error().message;
    ExpectCrawl(**archive, acknowledged, 1);
    archive->reset();
    EXPECT_TRUE(VerifyArchive(path, {.deep = true}).value().whole()) << "round " << round;
  }
}

TEST(StoreCrash, LosesNothingAcknowledgedToAFullDisk) {
  std::mt19937_64 random(11);
  const std::uint64_t rounds = Rounds() / 4;
  for (std::uint64_t round = 0; round < rounds && !HasFailure(); ++round) {
    testing::TemporaryFolder folder;
    ::setenv(kChildDiskBytes, std::to_string(100'000 + random() % 1'500'000).c_str(), 1);
    const auto [code, said] = ChildProcess(folder.path(), "--gtest_filter=*FillsASmallDisk").Wait();
    ::unsetenv(kChildDiskBytes);
    if (code == kNotAllowed) {
      GTEST_SKIP() << "SKIPPED LOUDLY: no file system may be mounted here";
    }
    EXPECT_EQ(code, 0) << "round " << round << ": " << said;
  }
}

}  // namespace
}  // namespace kiosque
