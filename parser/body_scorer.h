// body_scorer.h — runs the body model over the blocks of a page, many blocks at once.
//
// Rows stand side by side in groups of BodyModel::kLanes. Most blocks of a page are chrome that the
// first trees recognise: those that are left are moved together before the other trees see them.
//
// Errors: none. Threads: an object is used by one thread.
#ifndef KIOSQUE_PARSER_BODY_SCORER_H_
#define KIOSQUE_PARSER_BODY_SCORER_H_

#include <array>
#include <cstddef>
#include <vector>

#include "parser/body_model.h"
#include "parser/feature_row.h"

namespace kiosque {

class BodyScorer {
 public:
  /// `model` must outlive this.
  explicit BodyScorer(const BodyModel& model);

  /// Where the next row is to be written: model.features() places. To be filled before the next
  /// call of anything here.
  FeatureRow NextRow();
  /// The probability of each row, in their order; that of a row which the first trees find hopeless
  /// is estimated from the sum so far. Ends the use of this.
  std::vector<float> Finish();

 private:
  struct Group {
    std::vector<float> columns;  ///< feature by feature, BodyModel::kLanes rows each
    std::array<std::size_t, BodyModel::kLanes> row{};
    BodyModel::Sums sums{};
    std::size_t size = 0;
  };
  void Glance();
  void Keep(std::size_t lane);
  void ScoreHopeful();

  const BodyModel& model_;
  Group fresh_;    ///< rows that no tree has seen
  Group hopeful_;  ///< rows that passed the first glance
  std::vector<float> scores_;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_SCORER_H_
