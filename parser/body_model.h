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

#include <array>
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

/// 1 / (1 + e^-sum).
float Logistic(float sum);

class BodyModel {
 public:
  /// So many rows go through the trees together.
  static constexpr std::size_t kLanes = 16;
  using Sums = std::array<float, kLanes>;

  /// A tree of `table` has at most kMostLeaves leaves, and a node stands before its children.
  explicit BodyModel(const ModelTable& table);
  static constexpr std::size_t kMostLeaves = 32;

  /// How many places a row must have.
  std::size_t features() const { return features_; }
  std::size_t trees() const { return trees_.size(); }
  /// Adds the leaves of the trees `begin` … `end` to the sums of kLanes rows: `columns` holds the
  /// rows' values of the first feature, then those of the second …
  ///
  /// No tree is walked. All nodes of a tree are asked: one whose answer is "right" strikes out the
  /// leaves on its left, and the leftmost leaf that remains is the row's. That has no branches, and
  /// compares many rows at once. (QuickScorer: Lucchese et al., SIGIR 2015; its vectorised form,
  /// SIGIR 2016.)
  void AddTrees(std::size_t begin, std::size_t end, std::span<const float> columns,
                Sums* sums) const;

  /// The two passes, unpacked once.
  static const BodyModel& First();
  static const BodyModel& Second();

 private:
  struct Node {
    float threshold;
    std::int32_t lost;     ///< a bit for each leaf on the left of it
    std::uint32_t column;  ///< where the values of its feature begin
  };
  struct Tree {
    std::uint32_t first_node;
    std::uint32_t nodes;
    std::uint32_t first_leaf;
  };
  void AddTree(std::span<const Node> nodes, const float* leaves, const float* columns,
               Sums* sums) const;

  std::vector<Tree> trees_;
  std::vector<Node> nodes_;
  std::vector<float> leaves_;  // of each tree, from left to right
  std::size_t features_ = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_MODEL_H_
