// near_duplicates.h — which stories say the same: agency copy, syndication, moved pages.
//
//   words ─▶ shingles of 5 ─▶ MinHash, 128 bins of one permutation ─▶ 32 bands of 4 ─▶ candidates
//        ─▶ at least 70 % of the bins equal ─▶ one cluster (transitively)
//
// A bin holds 16 bits, so a row costs about 400 bytes. Two texts of which nine shingles in ten are
// shared meet with near certainty, of which half are shared rarely and are then refused. Texts with
// fewer than kMinShingles shingles are the same only when they are equal. The result does not
// depend on chance, and, but for who is first, not on the order of the rows.
//
// Errors: none. Threads: one.
// Source: A. Broder 1997 (shingles, resemblance); P. Li, A. Owen, C.-H. Zhang 2012 (one permutation
// hashing); A. Shrivastava 2017 (densification).
#ifndef KIOSQUE_CORPUS_NEAR_DUPLICATES_H_
#define KIOSQUE_CORPUS_NEAR_DUPLICATES_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace kiosque {

inline constexpr std::size_t kMinHashBins = 128;
inline constexpr std::size_t kMinShingles = 20;
inline constexpr double kNearDuplicate = 0.7;  ///< share of equal bins
using MinHash = std::array<std::uint16_t, kMinHashBins>;

/// What is compared: case, punctuation and spaces do not count.
struct TextPrint {
  MinHash bins{};
  std::uint64_t exact = 0;  ///< of all words in order
  std::size_t shingles = 0;
};
TextPrint PrintOf(std::string_view text);

/// Share of equal bins: an estimate of how many shingles the texts share (Jaccard).
double Resemblance(const MinHash& a, const MinHash& b);

/// How alike two rows of a cluster are.
enum class Likeness : std::uint8_t { kExact, kNear };

class ClusterFinder {
 public:
  explicit ClusterFinder(Likeness likeness) : likeness_(likeness) {}

  /// A row: its text, and when it appeared.
  void Add(std::string_view text, UtcTime appeared);
  std::size_t size() const { return rows_.size(); }

  /// For each row, in the order of Add, the first row of its cluster: that which appeared first,
  /// of several the one that was added first. A row alone is its own first.
  std::vector<std::size_t> Finish();

 private:
  struct Row {
    TextPrint print;
    UtcTime appeared;
  };
  std::size_t Root(std::size_t row);
  void Join(std::size_t a, std::size_t b);
  void JoinEqual();
  void JoinNear();

  const Likeness likeness_;
  std::vector<Row> rows_;
  std::vector<std::size_t> parents_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_NEAR_DUPLICATES_H_
