#include "corpus/near_duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "corpus/corpus_clusters.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::At;
using ::testing::ElementsAre;

// `words` words, of which each is another with probability `changed`.
std::string Text(unsigned seed, std::size_t words, double changed = 0, unsigned other = 1) {
  std::mt19937 base(seed);
  std::mt19937 noise(other);
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    const unsigned word = static_cast<unsigned>(base() % 5000);
    const bool change = static_cast<double>(noise() % 10000) < changed * 10000;
    text += "mot" + std::to_string(change ? noise() % 5000 + 5000 : word) + " ";
  }
  return text;
}

std::vector<std::size_t> Firsts(Likeness likeness, const std::vector<std::string>& texts) {
  ClusterFinder finder(likeness);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    finder.Add(texts[i], At(static_cast<std::int64_t>(i)));
  }
  return finder.Finish();
}

TEST(NearDuplicates, DoNotCountCasePunctuationAndSpaces) {
  EXPECT_EQ(PrintOf("Le pont — « ouvert » !").exact, PrintOf("le pont, ouvert").exact);
  EXPECT_NE(PrintOf("le pont ouvert").exact, PrintOf("le pont fermé").exact);
  EXPECT_THAT(Firsts(Likeness::kExact, {"A b c.", "x", "a B c", "a c b"}), ElementsAre(0, 1, 0, 3));
}

TEST(NearDuplicates, EstimateHowMuchIsShared) {
  const std::string text = Text(1, 600);
  const MinHash whole = PrintOf(text).bins;
  EXPECT_EQ(Resemblance(whole, PrintOf(text).bins), 1.0);
  EXPECT_LT(Resemblance(whole, PrintOf(Text(2, 600)).bins), 0.05);
  // Half of the words appended: 596 of 896 shingles are shared.
  const double part = Resemblance(whole, PrintOf(text + Text(3, 300)).bins);
  EXPECT_NEAR(part, 596.0 / 896.0, 0.12);
}

TEST(NearDuplicates, AreFoundAmongMany) {
  std::vector<std::string> texts;
  for (unsigned i = 0; i < 300; ++i) {
    texts.push_back(Text(i, 250));
    texts.push_back(Text(i, 250, 0.01, i + 1));
  }
  const auto firsts = Firsts(Likeness::kNear, texts);
  int missed = 0;
  int wrong = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    missed += firsts[i] == i && i % 2 == 1 ? 1 : 0;
    wrong += firsts[i] / 2 != i / 2 ? 1 : 0;
  }
  EXPECT_LE(missed, 5);  // of 300: some are changed more than the others
  EXPECT_EQ(wrong, 0);
}

TEST(NearDuplicates, AreNotShortTextsThatShareAPhrase) {
  EXPECT_THAT(Firsts(Likeness::kNear, {"La suite de cet article est réservée à nos abonnés 1",
                                       "La suite de cet article est réservée à nos abonnés 2"}),
              ElementsAre(0, 1));
}

TEST(NearDuplicates, BelongToWhoeverWasFirst) {
  const std::string text = Text(1, 300);
  ClusterFinder finder(Likeness::kNear);
  finder.Add(text, At(50));
  finder.Add(text + " ajout", At(10));
  finder.Add(Text(2, 300), At(0));
  finder.Add(text, At(70));
  EXPECT_THAT(finder.Finish(), ElementsAre(1, 1, 2, 1));
}

TEST(CorpusClusters, SplitByTimeAndNeverPartACluster) {
  const testing::TemporaryFolder folder;
  const auto archive = Archive::Open(folder.path() / "store", OpenMode::kCreate).value();
  CommitGroup group;
  for (unsigned i = 0; i < 100; ++i) {
    // Every tenth story is printed again by another outlet 29 stories later.
    const unsigned text = i >= 30 && i % 10 == 0 ? i - 29 : i;
    const std::string url = "https://h" + std::to_string(i % 7) + ".org/" + std::to_string(i);
    group.captures.push_back(testing::MakeStory(url, i * 60, Text(text, 120)));
  }
  ASSERT_TRUE(archive->Commit(std::move(group)));
  const ClusterOptions options{Likeness::kNear, false, {70, 15, 15}};
  const auto clusters = CorpusClusters::Find(*archive, Selection{}, options).value();
  std::map<std::string, std::set<std::string>> splits_of_cluster;
  std::map<std::string, std::pair<UtcTime, UtcTime>> spans;
  std::map<std::string, int> rows;
  int between = 0;
  ASSERT_TRUE(VisitCorpus(*archive, Selection{}, [&](const CorpusRow& row) {
    RowCluster cluster;
    if (clusters.Look(row, cluster) != CorpusClusters::Fate::kKeep) {
      ++between;
      return true;
    }
    splits_of_cluster[cluster.id].insert(cluster.split);
    ++rows[cluster.split];
    const UtcTime time = row.version.first_seen;
    auto [span, added] = spans.emplace(cluster.split, std::pair(time, time));
    span->second.first = std::min(span->second.first, time);
    span->second.second = std::max(span->second.second, time);
    EXPECT_GE(cluster.lag_seconds, 0);
    return true;
  }));
  for (const auto& [id, splits] : splits_of_cluster) {
    EXPECT_EQ(splits.size(), 1u);
  }
  EXPECT_LT(spans["train"].second, spans["validation"].first);
  EXPECT_LT(spans["validation"].second, spans["test"].first);
  EXPECT_GT(rows["train"], 50);
  EXPECT_GT(rows["validation"], 4);
  EXPECT_GT(rows["test"], 4);
  EXPECT_GT(between, 0);
  EXPECT_LT(between, 10);
}

TEST(CorpusClusters, KeepOnlyTheFirstAndSayWhoThatWas) {
  const testing::TemporaryFolder folder;
  const auto archive = Archive::Open(folder.path() / "store", OpenMode::kCreate).value();
  ASSERT_TRUE(archive->Commit(
      testing::Group(testing::MakeStory("https://a.org/1", 3600, "Dépêche de l'agence"),
                     testing::MakeStory("https://b.org/1", 0, "Dépêche, de l’agence"),
                     testing::MakeStory("https://c.org/1", 0, "Autre chose"))));
  ClusterOptions options{Likeness::kExact, false, {}};
  for (const bool drop : {false, true}) {
    options.drop_duplicates = drop;
    const auto clusters = CorpusClusters::Find(*archive, Selection{}, options).value();
    ASSERT_TRUE(VisitCorpus(*archive, Selection{}, [&](const CorpusRow& row) {
      RowCluster cluster;
      const auto fate = clusters.Look(row, cluster);
      if (row.url.hostname() == "a.org") {
        EXPECT_EQ(fate, drop ? CorpusClusters::Fate::kDuplicate : CorpusClusters::Fate::kKeep);
        EXPECT_EQ(cluster.size, 2u);
        EXPECT_EQ(cluster.first_host, "b.org");
        EXPECT_EQ(cluster.lag_seconds, 3600);
      } else {
        EXPECT_EQ(fate, CorpusClusters::Fate::kKeep);
        EXPECT_EQ(cluster.lag_seconds, 0);
        EXPECT_EQ(cluster.id, RowId(row));
      }
      return true;
    }));
  }
}

}  // namespace
}  // namespace kiosque
