#include "parser/body_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace kiosque {
namespace {

// Four lanes in one register: the compilers' vector types, which every 64-bit processor has.
using Floats = float __attribute__((vector_size(16)));
using Masks = std::int32_t __attribute__((vector_size(16)));
constexpr std::size_t kWidth = 4;
constexpr std::size_t kRegisters = BodyModel::kLanes / kWidth;

// Bits first … last - 1.
std::int32_t Bits(std::size_t first, std::size_t last) {
  return static_cast<std::int32_t>((std::uint64_t{1} << last) - (std::uint64_t{1} << first));
}

// The inner nodes of one tree: `children` has two a node, an inner node behind it or ~leaf.
class TreeShape {
 public:
  explicit TreeShape(std::span<const std::int8_t> children)
      : children_(children), leaves_(children.size() / 2), first_(leaves_.size()) {
    for (std::size_t node = leaves_.size(); node > 0; --node) {
      leaves_[node - 1] = LeavesUnder(Child(node - 1, 0)) + LeavesUnder(Child(node - 1, 1));
    }
    for (std::size_t node = 0; node < leaves_.size(); ++node) {
      Place(Child(node, 0), first_[node]);
      Place(Child(node, 1), first_[node] + LeavesUnder(Child(node, 0)));
    }
  }

  /// The leaves on the left of a node, as bits.
  std::int32_t LeftOf(std::size_t node) const {
    return Bits(first_[node], first_[node] + LeavesUnder(Child(node, 0)));
  }
  /// The leaves' numbers in the table, from left to right.
  std::vector<std::size_t> Leaves() const {
    std::vector<std::size_t> order(leaves_.size() + 1);
    for (std::size_t node = 0; node < leaves_.size(); ++node) {
      const std::size_t middle = first_[node] + LeavesUnder(Child(node, 0));
      for (std::size_t side = 0; side < 2; ++side) {
        if (const int child = Child(node, side); child < 0) {
          order[side == 0 ? first_[node] : middle] = static_cast<std::size_t>(~child);
        }
      }
    }
    return order;
  }

 private:
  int Child(std::size_t node, std::size_t side) const { return children_[2 * node + side]; }
  std::size_t LeavesUnder(int child) const {
    return child < 0 ? 1 : leaves_[static_cast<std::size_t>(child)];
  }
  void Place(int child, std::size_t first) {
    if (child >= 0) {
      first_[static_cast<std::size_t>(child)] = first;
    }
  }

  std::span<const std::int8_t> children_;
  std::vector<std::size_t> leaves_;  // under each node
  std::vector<std::size_t> first_;   // leftmost of them
};

}  // namespace

float Logistic(float sum) {
  return 1.0F / (1.0F + std::exp(-sum));
}

BodyModel::BodyModel(const ModelTable& table)
    : features_(table.cut_begin.empty() ? 0 : table.cut_begin.size() - 1) {
  for (const std::uint8_t count : table.tree_leaves) {
    const std::size_t inner = nodes_.size();
    const std::size_t own = count - 1U;
    trees_.push_back({static_cast<std::uint32_t>(inner), static_cast<std::uint32_t>(own),
                      static_cast<std::uint32_t>(leaves_.size())});
    const TreeShape shape(table.children.subspan(2 * inner, 2 * own));
    for (std::size_t at = 0; at < own; ++at) {
      const std::uint16_t cut = table.splits[inner + at];
      const auto feature = std::upper_bound(table.cut_begin.begin(), table.cut_begin.end(), cut) -
                           table.cut_begin.begin() - 1;
      const std::size_t column = static_cast<std::size_t>(feature) * kLanes;
      nodes_.push_back({table.cuts[cut], shape.LeftOf(at), static_cast<std::uint32_t>(column)});
    }
    const std::size_t first_leaf = leaves_.size();
    for (const std::size_t leaf : shape.Leaves()) {
      leaves_.push_back(static_cast<float>(table.leaves[first_leaf + leaf]) / table.leaf_scale);
    }
  }
}

void BodyModel::AddTree(std::span<const Node> nodes, const float* leaves, const float* columns,
                        Sums* sums) const {
  Masks left[kRegisters];
  std::fill(std::begin(left), std::end(left), Masks{-1, -1, -1, -1});
  for (const Node& node : nodes) {
    const Floats threshold = {node.threshold, node.threshold, node.threshold, node.threshold};
    const Masks lost = {node.lost, node.lost, node.lost, node.lost};
    for (std::size_t k = 0; k < kRegisters; ++k) {
      Floats values;
      std::memcpy(&values, columns + node.column + k * kWidth, sizeof(values));
      left[k] &= ~((values > threshold) & lost);
    }
  }
  std::array<std::uint32_t, kLanes> bits;
  static_assert(sizeof(bits) == sizeof(left));
  std::memcpy(bits.data(), left, sizeof(bits));
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    (*sums)[lane] += leaves[__builtin_ctz(bits[lane])];
  }
}

void BodyModel::AddTrees(std::size_t begin, std::size_t end, std::span<const float> columns,
                         Sums* sums) const {
  for (std::size_t tree = begin; tree < end; ++tree) {
    const Tree& own = trees_[tree];
    AddTree(std::span(nodes_).subspan(own.first_node, own.nodes), leaves_.data() + own.first_leaf,
            columns.data(), sums);
  }
}

const BodyModel& BodyModel::First() {
  static const BodyModel kModel(kFirstPass);
  return kModel;
}

const BodyModel& BodyModel::Second() {
  static const BodyModel kModel(kSecondPass);
  return kModel;
}

}  // namespace kiosque
