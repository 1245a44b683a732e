// body_model.h — the learned part of body extraction: gradient boosted trees over feature rows.
//
// The trees are a table in parser/body_model_data.cc, written by bench/train/ (see its README for
// data, command, seed and cross-validation). A tree node sends a row left when row[feature] <=
// threshold. The sum of one leaf a tree, through the logistic function, is the probability that a
// block belongs to the article's body.
//
// Errors: none. Threads: constant tables.
#ifndef KIOSQUE_PARSER_BODY_MODEL_H_
#define KIOSQUE_PARSER_BODY_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kiosque {

/// One pass of the model as the generated table holds it.
struct ModelTable {
  std::span<const float> cuts;  ///< thresholds of all features, ascending within each
  std::span<const std::uint16_t>
      cut_begin;  ///< feature f's are cuts[cut_begin[f] … cut_begin[f + 1])
  std::span<const std::uint16_t>
      splits;  ///< a node: index into cuts (which names feature and threshold)
  std::span<const std::int8_t> children;      ///< two a node: inner node of the tree, or ~leaf
  std::span<const std::int16_t> leaves;       ///< in units of 1/leaf_scale
  std::span<const std::uint8_t> tree_leaves;  ///< leaves of each tree; it has one inner node less
  float leaf_scale = 1;
};

extern const ModelTable kFirstPass;
extern const ModelTable kSecondPass;

class BodyModel {
 public:
  explicit BodyModel(const ModelTable& table);

  /// How many places a row must have.
  std::size_t features() const { return features_; }
  /// Probability that the block with this row is body.
  float Score(std::span<const float> row) const;
  /// The same for rows that stand one after another in `rows`, features() floats each: a
  /// probability a row. Rows that the first trees find hopeless are not shown to the others; theirs
  /// is estimated from the sum so far.
  void ScoreAll(std::span<const float> rows, std::vector<float>* scores) const;

  /// The two passes, unpacked once.
  static const BodyModel& First();
  static const BodyModel& Second();

 private:
  struct Node {
    float value;  ///< threshold of an inner node, value of a leaf
    std::uint16_t feature;
    std::int16_t step[2];  ///< from here to the left and right child; a leaf stays
  };
  void AddTrees(std::size_t begin, std::size_t end, const float* rows,
                std::span<const std::uint32_t> wanted, float* sums) const;

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> roots_;
  std::size_t features_ = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_MODEL_H_
