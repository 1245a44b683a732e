// Conformance of a Frontier: what every implementation must keep, whatever its rows live in.
#include "crawler/frontier.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>

#include "crawler/scratch_archive.h"
#include "support/fake_clock.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::FakeClock;

/// A frontier over rows that survive it, as after a crash; commits are made when the test says so.
class FrontierTest : public ::testing::Test {
 protected:
  FrontierTest() { Start(); }

  void Start(FrontierOptions options = {}) {
    const PlaceOrigin place = [this](const Url& url) -> std::optional<Placement> {
      if (url.hostname().ends_with(".invalid")) {
        return std::nullopt;
      }
      return Placement{0, per_host_};
    };
    frontier_ = std::make_unique<Frontier>(archive_, place, options);
    ASSERT_TRUE(frontier_->OpenRun(1, clock_.Now(), clock_.Steady()));
  }
  /// What was not committed is lost.
  void Crash(FrontierOptions options = {}) { Start(options); }

  Frontier::Added Add(const std::string& url, LinkClass link_class = LinkClass::kOther,
                      std::optional<UtcTime> published = std::nullopt) {
    FrontierEntry entry(*Url::Parse(url));
    entry.link_class = link_class;
    entry.published = published;
    entry.found = clock_.Now();
    clock_.Advance(1us);
    return frontier_->Add(std::move(entry));
  }
  void Commit() {
    CommitGroup group;
    const std::uint64_t ticket = frontier_->TakeChanges(group.state);
    ASSERT_TRUE(archive_.Commit(std::move(group)));
    frontier_->Acknowledge(ticket);
  }
  std::optional<Lease> LeaseOne() {
    std::vector<Lease> leases = frontier_->LeaseDue(clock_.Steady(), 1);
    return leases.empty() ? std::nullopt : std::optional(std::move(leases.front()));
  }
  void Finish(const Lease& lease, SteadyTime next = {}) {
    frontier_->Release(lease, next);
    EXPECT_EQ(frontier_->Finish(lease, frontier_->run_start()), Frontier::Finished::kOk);
  }
  /// Fetches everything that can be, in order; commits after each.
  std::vector<std::string> Drain() {
    std::vector<std::string> paths;
    while (std::optional<Lease> lease = LeaseOne()) {
      paths.emplace_back(lease->entry.url.path_and_query());
      Finish(*lease);
      Commit();
    }
    return paths;
  }

  ScratchArchive archive_;
  FakeClock clock_;
  std::uint32_t per_host_ = 1;
  std::unique_ptr<Frontier> frontier_;
};

UtcTime Day(unsigned day) {
  return std::chrono::sys_days{std::chrono::year{2024} / 4 / day};
}

TEST_F(FrontierTest, AddsEachPageOnceWhateverItsSpelling) {
  EXPECT_EQ(Add("https://a.example/x"), Frontier::Added::kNew);
  EXPECT_EQ(Add("https://a.example/x"), Frontier::Added::kKnown);
  EXPECT_EQ(Add("http://www.a.example/x?utm_source=y#z"), Frontier::Added::kKnown);
  EXPECT_EQ(Add("https://a.example/y"), Frontier::Added::kNew);
  EXPECT_EQ(frontier_->counts().queued, 2u);
}

TEST_F(FrontierTest, RefusesOriginsOfNoSite) {
  EXPECT_EQ(Add("https://a.invalid/x"), Frontier::Added::kRefused);
  EXPECT_FALSE(LeaseOne());
}

TEST_F(FrontierTest, LeasesByClassThenNewestFirstThenAsFound) {
  Add("https://a.example/other1");
  Add("https://a.example/other2");
  Add("https://a.example/old", LinkClass::kArticle, Day(1));
  Add("https://a.example/new", LinkClass::kArticle, Day(9));
  Add("https://a.example/undated", LinkClass::kArticle);
  Add("https://a.example/feed", LinkClass::kFeed);
  Add("https://a.example/", LinkClass::kSeed);
  Add("https://a.example/page/2", LinkClass::kHub);
  EXPECT_EQ(Drain(), (std::vector<std::string>{"/", "/feed", "/page/2", "/new", "/old", "/undated",
                                               "/other1", "/other2"}));
}

TEST_F(FrontierTest, HoldsHostUntilDelayElapses) {
  Add("https://a.example/1");
  Add("https://a.example/2");
  std::optional<Lease> lease = LeaseOne();
  ASSERT_TRUE(lease);
  EXPECT_FALSE(LeaseOne()) << "one request at a time";
  Finish(*lease, clock_.Steady() + 1s);
  EXPECT_FALSE(LeaseOne());
  EXPECT_EQ(frontier_->NextWake(), clock_.Steady() + 1s);
  clock_.Advance(999ms);
  EXPECT_FALSE(LeaseOne());
  clock_.Advance(1ms);
  EXPECT_TRUE(LeaseOne());
}

TEST_F(FrontierTest, LetsTheHostGoOnWhileThePageIsParsed) {
  Add("https://a.example/1");
  Add("https://a.example/2");
  std::optional<Lease> first = LeaseOne();
  frontier_->Release(*first, clock_.Steady());
  std::optional<Lease> second = LeaseOne();
  ASSERT_TRUE(second);
  EXPECT_NE(first->entry.url, second->entry.url);
  EXPECT_EQ(frontier_->Finish(*first, std::nullopt), Frontier::Finished::kOk);
  EXPECT_FALSE(frontier_->Drained());
  Finish(*second);
  EXPECT_TRUE(frontier_->Drained());
}

TEST_F(FrontierTest, AllowsAsManyRequestsAsPerHostSays) {
  per_host_ = 2;
  Start();
  for (int i = 0; i < 4; ++i) {
    Add("https://a.example/" + std::to_string(i));
  }
  EXPECT_EQ(frontier_->LeaseDue(clock_.Steady(), 10).size(), 2u);
}

TEST_F(FrontierTest, ServesHostsInTurn) {
  for (const char* host : {"a", "b", "c"}) {
    for (int i = 0; i < 3; ++i) {
      Add("https://" + std::string(host) + ".example/" + std::to_string(i));
    }
  }
  EXPECT_EQ(frontier_->LeaseDue(clock_.Steady(), 10).size(), 3u);
}

TEST_F(FrontierTest, FinishesALeaseOnce) {
  Add("https://a.example/1");
  std::optional<Lease> lease = LeaseOne();
  Finish(*lease);
  EXPECT_EQ(frontier_->Finish(*lease, std::nullopt), Frontier::Finished::kStale);
  EXPECT_EQ(frontier_->counts().leased, 0u);
}

TEST_F(FrontierTest, ReturnsALeaseToItsPlace) {
  Add("https://a.example/1");
  Add("https://a.example/2");
  std::optional<Lease> lease = LeaseOne();
  frontier_->Return(*lease);
  EXPECT_EQ(LeaseOne()->entry.url.path(), "/1");
}

TEST_F(FrontierTest, TriesFailuresAgainAfterTheOthers) {
  Add("https://a.example/1");
  Add("https://a.example/2");
  std::optional<Lease> lease = LeaseOne();
  ++lease->entry.failures;
  EXPECT_EQ(frontier_->Retry(*lease), Frontier::Finished::kOk);
  EXPECT_EQ(Drain(), (std::vector<std::string>{"/2", "/1"}));
}

TEST_F(FrontierTest, MovesAPageToTheOriginThatAnswers) {
  Add("http://a.example/1");
  std::optional<Lease> lease = LeaseOne();
  EXPECT_EQ(frontier_->Move(*lease, *Url::Parse("https://www.a.example/1")),
            Frontier::Finished::kOk);
  lease = LeaseOne();
  ASSERT_TRUE(lease);
  EXPECT_EQ(lease->entry.url.href(), "https://www.a.example/1");
  Finish(*lease);
  EXPECT_EQ(Add("http://a.example/1"), Frontier::Added::kKnown);
  EXPECT_TRUE(frontier_->Drained());
}

TEST_F(FrontierTest, KeepsWhatIsNewAboutAKnownUrl) {
  Add("https://a.example/1", LinkClass::kOther);
  Add("https://a.example/2", LinkClass::kOther);
  FrontierEntry better(*Url::Parse("https://a.example/2"));
  better.link_class = LinkClass::kArticle;
  better.evidence = kInFeed;
  better.published = Day(3);
  EXPECT_EQ(frontier_->Add(better), Frontier::Added::kKnown);
  std::optional<Lease> lease = LeaseOne();
  ASSERT_TRUE(lease);
  EXPECT_EQ(lease->entry.url.path(), "/2");
  EXPECT_EQ(lease->entry.evidence, kInFeed);
  EXPECT_EQ(frontier_->counts().queued, 2u);
}

TEST_F(FrontierTest, ClosedHostsAreNotLeasedInThisRun) {
  Add("https://a.example/1");
  Add("https://b.example/1");
  frontier_->CloseHost(*Url::Parse("https://a.example/zzz"));
  EXPECT_EQ(LeaseOne()->entry.url.hostname(), "b.example");
  EXPECT_FALSE(LeaseOne());
}

TEST_F(FrontierTest, OtherRequestsShareTheHostsSlot) {
  const Url url = *Url::Parse("https://a.example/robots.txt");
  EXPECT_EQ(frontier_->Acquire(*Url::Parse("https://b.example/"), clock_.Steady()), std::nullopt);
  Add("https://a.example/1");
  EXPECT_EQ(frontier_->Acquire(url, clock_.Steady()), std::nullopt);
  EXPECT_FALSE(LeaseOne());
  EXPECT_EQ(frontier_->Acquire(url, clock_.Steady()), SteadyTime{});
  frontier_->ReleaseOrigin(url, clock_.Steady() + 1s);
  EXPECT_EQ(frontier_->Acquire(url, clock_.Steady()), clock_.Steady() + 1s);
  EXPECT_FALSE(LeaseOne());
  clock_.Advance(1s);
  EXPECT_TRUE(LeaseOne());
}

// --- runs
// -------------------------------------------------------------------------------------------------------

TEST_F(FrontierTest, ANewRunAsksForEverythingOnceAgain) {
  Add("https://a.example/1");
  Add("https://a.example/2");
  EXPECT_EQ(Drain().size(), 2u);
  EXPECT_TRUE(frontier_->Drained());
  frontier_->FinishRun();
  Commit();
  clock_.Advance(1h);
  Start();
  EXPECT_FALSE(frontier_->resumed());
  EXPECT_EQ(frontier_->counts().queued, 2u);
  EXPECT_EQ(Drain(), (std::vector<std::string>{"/1", "/2"}));
  EXPECT_TRUE(frontier_->Drained());
}

TEST_F(FrontierTest, ANewRunBeginsWithListsThenNewArticles) {
  Add("https://a.example/", LinkClass::kSeed);
  Add("https://a.example/1", LinkClass::kArticle, Day(1));
  Drain();
  frontier_->FinishRun();
  Commit();
  Start();
  Add("https://a.example/2", LinkClass::kArticle, Day(2));
  EXPECT_EQ(Drain(), (std::vector<std::string>{"/", "/2", "/1"}));
}

TEST_F(FrontierTest, AnInterruptedRunIsContinuedWithoutRepeating) {
  for (int i = 0; i < 4; ++i) {
    Add("https://a.example/" + std::to_string(i));
  }
  Commit();
  Finish(*LeaseOne());
  Commit();
  std::optional<Lease> lost = LeaseOne();  // fetched, not committed
  Finish(*lost);
  Crash();
  EXPECT_TRUE(frontier_->resumed());
  EXPECT_EQ(Drain(), (std::vector<std::string>{"/1", "/2", "/3"}));
}

TEST_F(FrontierTest, AContinuedRevisitRunDoesNotRepeatEither) {
  for (int i = 0; i < 4; ++i) {
    Add("https://a.example/" + std::to_string(i));
  }
  Drain();
  frontier_->FinishRun();
  Commit();
  Start();
  Finish(*LeaseOne());
  Commit();
  clock_.Advance(24h);
  Crash();
  EXPECT_TRUE(frontier_->resumed());
  EXPECT_EQ(Drain().size(), 3u);
}

TEST_F(FrontierTest, SurvivesAWallClockThatGoesBack) {
  Add("https://a.example/1");
  Drain();
  frontier_->FinishRun();
  Commit();
  clock_.JumpWall(-240h);
  Start();
  EXPECT_EQ(Drain().size(), 1u);
  EXPECT_TRUE(frontier_->Drained());
}

TEST_F(FrontierTest, APauseOutlivesTheProcess) {
  Add("https://a.example/1");
  Add("https://a.example/2");
  Finish(*LeaseOne(), clock_.Steady() + 2h);
  Commit();
  clock_.Advance(30min);
  Crash();
  EXPECT_FALSE(LeaseOne());
  clock_.Advance(90min);
  EXPECT_TRUE(LeaseOne());
}

TEST_F(FrontierTest, APauseOfAClockThatWasAheadIsForgotten) {
  clock_.JumpWall(24h * 365);
  Crash();
  Add("https://a.example/1");
  Add("https://a.example/2");
  Finish(*LeaseOne(), clock_.Steady() + 1s);
  Commit();
  clock_.JumpWall(-24h * 365);
  clock_.Advance(2s);
  Crash();
  EXPECT_TRUE(LeaseOne());
}

TEST_F(FrontierTest, ForgetsNothingThatWasAcknowledgedAndNothingHalf) {
  // A crash after every number of commits: what was finished stays finished, the rest is queued.
  for (int crash = 0; crash < 20; ++crash) {
    ScratchArchive fresh;
    std::set<std::string> finished;
    Add("https://a.example/" + std::to_string(crash) + "/a");
    Add("https://a.example/" + std::to_string(crash) + "/b");
    Commit();
    std::optional<Lease> lease = LeaseOne();
    Finish(*lease);
    if (crash % 2 == 0) {
      Commit();
    }
    Crash();
    EXPECT_EQ(Drain().size(), crash % 2 == 0 ? 1u : 2u);
  }
}

// --- windows
// ------------------------------------------------------------------------------------------------------

TEST_F(FrontierTest, KeepsOrderWithWindowsSmallerThanTheQueue) {
  Start({.window = 4, .windows_total = 4, .seen_slots = 16});
  std::vector<std::string> expected;
  for (unsigned i = 0; i < 100; ++i) {
    Add("https://a.example/" + std::to_string(i), LinkClass::kArticle, Day(1) - i * 1h);
    expected.push_back("/" + std::to_string(i));
    if (i % 7 == 0) {
      Commit();
    }
  }
  EXPECT_EQ(Drain(), expected);
}

TEST_F(FrontierTest, TakesInWhatArrivesWhileItWorks) {
  Start({.window = 4, .windows_total = 4, .seen_slots = 16});
  for (int i = 0; i < 20; ++i) {
    Add("https://a.example/" + std::to_string(i));
  }
  std::set<std::string> seen;
  int extra = 0;
  while (std::optional<Lease> lease = LeaseOne()) {
    EXPECT_TRUE(seen.insert(lease->entry.url.href()).second) << "twice";
    if (extra < 30) {
      Add("https://a.example/late" + std::to_string(extra), LinkClass::kArticle,
          Day(1) + extra * 1h);
      Add("https://a.example/other" + std::to_string(extra++));
    }
    Finish(*lease);
    if (seen.size() % 3 == 0) {
      Commit();
    }
  }
  EXPECT_EQ(seen.size(), 80u);
}

TEST_F(FrontierTest, HoldsOnlyUncommittedRowsInMemory) {
  for (int i = 0; i < 1000; ++i) {
    Add("https://a.example/" + std::to_string(i));
  }
  EXPECT_GT(frontier_->rows().rows(), 1000u);
  Commit();
  EXPECT_EQ(frontier_->rows().rows(), 0u);
}

TEST(HostRecord, ReadsRowsThatKeepNoPause) {
  HostRecord record;
  record.origin = "https://a.example";
  record.index_wrong = 3;
  std::string bytes = record.Encode();
  bytes[0] = 3;
  bytes.pop_back();  // the empty pause
  const std::optional<HostRecord> read = HostRecord::Decode(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->index_wrong, 3u);
  EXPECT_FALSE(read->rests_until);
}

TEST(FrontierEntry, SurvivesItsEncoding) {
  FrontierEntry entry(*Url::Parse("https://a.example/x?y"));
  entry.link_class = LinkClass::kHub;
  entry.evidence = kInFeed | kWasArticle;
  entry.depth = 3;
  entry.published = Day(2);
  entry.via = "seed";
  entry.etag = "\"e\"";
  const auto decoded = FrontierEntry::Decode(entry.Encode());
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->url, entry.url);
  EXPECT_EQ(decoded->Encode(), entry.Encode());
  EXPECT_FALSE(FrontierEntry::Decode("garbage"));
  EXPECT_FALSE(FrontierEntry::Decode(""));
}

}  // namespace
}  // namespace kiosque
