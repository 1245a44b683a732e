// corpus_clusters.h — the clusters of a selection, and splits that cannot leak.
//
// A first walk over the selected rows finds who says the same (near_duplicates.h); the second,
// which writes, asks for each row what was found. Splits cut time: the clusters stand in the order
// in which their first story appeared, and the cuts fall so that each split has its share of rows.
// A row that appeared after the split of its cluster had ended would carry a later time into an
// earlier split, or the same text into two: it is in none.
//
// Memory: about 450 bytes a row. Errors: those of the archive. Threads: one.
#ifndef KIOSQUE_CORPUS_CORPUS_CLUSTERS_H_
#define KIOSQUE_CORPUS_CORPUS_CLUSTERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "corpus/near_duplicates.h"
#include "corpus/row.h"
#include "corpus/selection.h"
#include "storage/archive.h"

namespace kiosque {

struct ClusterOptions {
  std::optional<Likeness> likeness{};  ///< what is one cluster; empty = equal texts
  bool drop_duplicates = false;        ///< keep only the first of each cluster
  /// Shares of train, validation and test, adding up to 100; empty = no splits.
  std::vector<unsigned> splits{};

  bool wanted() const { return likeness || drop_duplicates || !splits.empty(); }
  bool operator==(const ClusterOptions&) const = default;
};

class CorpusClusters {
 public:
  /// Walks the selected rows. Several versions of one page are one story, not a cluster.
  static Result<CorpusClusters> Find(const Archive& archive, const Selection& selection,
                                     const ClusterOptions& options);

  enum class Fate : std::uint8_t { kKeep, kDuplicate, kBetweenSplits };
  /// What is known of `row`, in `cluster`, and whether it is to be written.
  Fate Look(const CorpusRow& row, RowCluster& cluster) const;

 private:
  struct Story {
    std::string id;
    std::string host;
    UtcTime appeared{};
    std::size_t first = 0;  // of its cluster
    std::uint32_t size = 1;
    std::int8_t split = -1;  // of a first story: its cluster's
  };
  void AssignSplits();
  std::int8_t SplitAt(UtcTime time) const;

  ClusterOptions options_;
  std::vector<Story> stories_;
  std::unordered_map<std::string, std::size_t> places_;  // by id
  std::vector<UtcTime> ends_;                            // of all splits but the last
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_CORPUS_CLUSTERS_H_
