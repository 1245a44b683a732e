#include "corpus/corpus_clusters.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <utility>

#include "base/article_text.h"

namespace kiosque {
namespace {

constexpr std::array<std::string_view, 3> kSplitNames = {"train", "validation", "test"};

}  // namespace

Result<CorpusClusters> CorpusClusters::Find(const Archive& archive, const Selection& selection,
                                            const ClusterOptions& options) {
  CorpusClusters clusters;
  clusters.options_ = options;
  ClusterFinder finder(options.likeness.value_or(Likeness::kExact));
  const Status visited = VisitCorpus(archive, selection, [&](const CorpusRow& row) {
    Story story;
    story.id = RowId(row);
    story.host = row.url.hostname();
    story.appeared = Appeared(row);
    finder.Add(BodyText(row.version.article), story.appeared);
    clusters.places_.emplace(story.id, clusters.stories_.size());
    clusters.stories_.push_back(std::move(story));
    return true;
  });
  if (!visited) {
    return visited.error();
  }
  const std::vector<std::size_t> firsts = finder.Finish();
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    clusters.stories_[i].first = firsts[i];
    clusters.stories_[firsts[i]].size += firsts[i] == i ? 0 : 1;
  }
  clusters.AssignSplits();
  return clusters;
}

void CorpusClusters::AssignSplits() {
  if (options_.splits.empty()) {
    return;
  }
  std::vector<std::size_t> order;  // first stories, by time
  for (std::size_t i = 0; i < stories_.size(); ++i) {
    if (stories_[i].first == i) {
      order.push_back(i);
    }
  }
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    return std::pair(stories_[a].appeared, a) < std::pair(stories_[b].appeared, b);
  });
  const std::uint64_t rows = stories_.size();
  std::uint64_t before = 0;
  std::uint64_t share = 0;
  std::size_t next = 0;  // of `order`
  for (std::size_t split = 0; split + 1 < options_.splits.size(); ++split) {
    share += options_.splits[split];
    while (next < order.size() && before * 100 < rows * share) {
      before += stories_[order[next++]].size;
    }
    // Stories of one moment are not parted.
    while (next > 0 && next < order.size() &&
           stories_[order[next]].appeared == stories_[order[next - 1]].appeared) {
      before += stories_[order[next++]].size;
    }
    ends_.push_back(next < order.size() ? stories_[order[next]].appeared : UtcTime::max());
  }
  for (const std::size_t first : order) {
    stories_[first].split = SplitAt(stories_[first].appeared);
  }
}

std::int8_t CorpusClusters::SplitAt(UtcTime time) const {
  return static_cast<std::int8_t>(std::upper_bound(ends_.begin(), ends_.end(), time) -
                                  ends_.begin());
}

CorpusClusters::Fate CorpusClusters::Look(const CorpusRow& row, RowCluster& cluster) const {
  const auto found = places_.find(RowId(row));
  if (found == places_.end()) {
    return Fate::kKeep;  // not there at the first walk
  }
  const Story& story = stories_[found->second];
  const Story& first = stories_[story.first];
  cluster.id = first.id;
  cluster.size = first.size;
  cluster.first_host = first.host;
  cluster.lag_seconds =
      std::chrono::duration_cast<std::chrono::seconds>(story.appeared - first.appeared).count();
  cluster.split.clear();
  if (options_.drop_duplicates && story.first != found->second) {
    return Fate::kDuplicate;
  }
  if (!options_.splits.empty()) {
    if (SplitAt(story.appeared) != first.split) {
      return Fate::kBetweenSplits;
    }
    cluster.split = kSplitNames[static_cast<std::size_t>(first.split)];
  }
  return Fate::kKeep;
}

}  // namespace kiosque
