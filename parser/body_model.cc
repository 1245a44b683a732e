#include "parser/body_model.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosque {

BodyModel::BodyModel(const ModelTable& table)
    : features_(table.cut_begin.empty() ? 0 : table.cut_begin.size() - 1) {
  std::size_t inner = 0;
  std::size_t leaf = 0;
  for (const std::uint8_t count : table.tree_leaves) {
    roots_.push_back(static_cast<std::int32_t>(count > 1 ? inner : ~leaf));
    for (std::size_t node = inner; node + 1 < inner + count; ++node) {
      const std::uint16_t cut = table.splits[node];
      const auto feature = std::upper_bound(table.cut_begin.begin(), table.cut_begin.end(), cut) -
                           table.cut_begin.begin() - 1;
      Split split{table.cuts[cut], static_cast<std::uint16_t>(feature), {0, 0}};
      for (std::size_t side = 0; side < 2; ++side) {
        const int child = table.children[2 * node + side];
        split.children[side] = static_cast<std::int16_t>(
            child >= 0 ? static_cast<int>(inner) + child : ~(static_cast<int>(leaf) + ~child));
      }
      splits_.push_back(split);
    }
    inner += count - 1U;
    leaf += count;
  }
  for (const std::int16_t value : table.leaves) {
    leaves_.push_back(static_cast<float>(value) / table.leaf_scale);
  }
}

float BodyModel::Score(std::span<const float> row) const {
  float sum = 0;
  for (std::int32_t node : roots_) {
    while (node >= 0) {
      const Split& split = splits_[static_cast<std::size_t>(node)];
      node = split.children[row[split.feature] <= split.threshold ? 0 : 1];
    }
    sum += leaves_[static_cast<std::size_t>(~node)];
  }
  return 1.0F / (1.0F + std::exp(-sum));
}

void BodyModel::ScoreLanes(const float* rows, std::size_t lanes, float* scores) const {
  constexpr std::size_t kGlance = 30;  // trees after which a hopeless row shows
  constexpr float kHopeless = -5.0F;
  std::array<float, kLanes> sums{};
  for (std::size_t tree = 0; tree < roots_.size(); ++tree) {
    std::array<std::int32_t, kLanes> nodes;
    nodes.fill(roots_[tree]);
    bool inside = roots_[tree] >= 0;
    while (inside) {
      inside = false;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        if (nodes[lane] >= 0) {
          const Split& split = splits_[static_cast<std::size_t>(nodes[lane])];
          const bool right = rows[lane * features_ + split.feature] > split.threshold;
          nodes[lane] = split.children[right ? 1 : 0];
          inside = inside || nodes[lane] >= 0;
        }
      }
    }
    bool hope = tree != kGlance;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      sums[lane] += leaves_[static_cast<std::size_t>(~nodes[lane])];
      hope = hope || sums[lane] > kHopeless;
    }
    if (!hope) {
      break;
    }
  }
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    scores[lane] = 1.0F / (1.0F + std::exp(-sums[lane]));
  }
}

void BodyModel::ScoreAll(std::span<const float> rows, std::vector<float>* scores) const {
  const std::size_t count = features_ == 0 ? 0 : rows.size() / features_;
  scores->resize(count);
  for (std::size_t at = 0; at < count; at += kLanes) {
    ScoreLanes(rows.data() + at * features_, std::min(kLanes, count - at), scores->data() + at);
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
