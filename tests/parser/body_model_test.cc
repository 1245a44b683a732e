#include "parser/body_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "parser/body_context.h"
#include "parser/body_features.h"
#include "parser/body_scorer.h"

namespace kiosque {
namespace {

// Two trees over two features: (x0 <= 1 ? (x1 <= 5 ? -2 : 1) : 3) and a lone leaf of 0.5.
constexpr std::array<float, 2> kCuts = {1.0F, 5.0F};
constexpr std::array<std::uint16_t, 3> kCutBegin = {0, 1, 2};
constexpr std::array<std::uint16_t, 2> kSplits = {0, 1};
constexpr std::array<std::int8_t, 4> kChildren = {1, ~2, ~0, ~1};
constexpr std::array<std::int16_t, 4> kLeaves = {-200, 100, 300, 50};
constexpr std::array<std::uint8_t, 2> kTreeLeaves = {3, 1};
const ModelTable kTable = {kCuts, kCutBegin, kSplits, kChildren, kLeaves, kTreeLeaves, 100.0F};

using TestRow = std::vector<float>;

std::vector<float> ScoresOf(const BodyModel& model, const std::vector<TestRow>& rows) {
  BodyScorer scorer(model);
  for (const TestRow& row : rows) {
    FeatureRow places = scorer.NextRow();
    for (const float value : row) {
      places.Put(value);
    }
  }
  return scorer.Finish();
}

float Score(float x0, float x1) {
  return ScoresOf(BodyModel(kTable), {{x0, x1}}).front();
}

// What the table means: from the root of each tree to a leaf, node by node.
float SumByWalking(const ModelTable& table, std::size_t trees, const TestRow& row) {
  float sum = 0;
  std::size_t inner = 0;
  std::size_t leaf = 0;
  for (std::size_t tree = 0; tree < trees; ++tree) {
    const std::size_t own = table.tree_leaves[tree] - 1U;
    int at = own == 0 ? ~0 : 0;
    while (at >= 0) {
      const std::size_t node = inner + static_cast<std::size_t>(at);
      const std::uint16_t cut = table.splits[node];
      const auto feature = std::upper_bound(table.cut_begin.begin(), table.cut_begin.end(), cut) -
                           table.cut_begin.begin() - 1;
      const bool right = row[static_cast<std::size_t>(feature)] > table.cuts[cut];
      at = table.children[2 * node + (right ? 1 : 0)];
    }
    sum +=
        static_cast<float>(table.leaves[leaf + static_cast<std::size_t>(~at)]) / table.leaf_scale;
    inner += own;
    leaf += own + 1;
  }
  return sum;
}

// Values around the thresholds of each feature, among them the thresholds themselves.
std::vector<TestRow> RowsAroundCuts(const ModelTable& table, std::size_t count) {
  std::mt19937 random(20260704);
  std::vector<TestRow> rows(count);
  for (TestRow& row : rows) {
    for (std::size_t feature = 0; feature + 1 < table.cut_begin.size(); ++feature) {
      const std::size_t first = table.cut_begin[feature];
      const std::size_t cuts = table.cut_begin[feature + 1] - first;
      const float cut = cuts == 0 ? 0 : table.cuts[first + random() % cuts];
      row.push_back(cut + static_cast<float>(random() % 3) - 1);
    }
  }
  return rows;
}

TEST(BodyModel, SumsOneLeafATreeThroughTheLogisticFunction) {
  EXPECT_FLOAT_EQ(Score(2, 0), Logistic(3.5F));
  EXPECT_FLOAT_EQ(Score(1, 5), Logistic(-1.5F));
  EXPECT_FLOAT_EQ(Score(1, 5.5F), Logistic(1.5F));
}

TEST(BodyModel, GivesEachRowTheLeavesThatAWalkFromTheRootsFinds) {
  for (const auto& [model, table] : {std::pair(&BodyModel::First(), &kFirstPass),
                                     std::pair(&BodyModel::Second(), &kSecondPass)}) {
    const std::vector<TestRow> rows = RowsAroundCuts(*table, BodyModel::kLanes);
    std::vector<float> columns;
    for (std::size_t feature = 0; feature < model->features(); ++feature) {
      for (const TestRow& row : rows) {
        columns.push_back(row[feature]);
      }
    }
    for (const std::size_t trees : {std::size_t{1}, std::size_t{15}, model->trees()}) {
      BodyModel::Sums sums{};
      model->AddTrees(0, trees, columns, &sums);
      for (std::size_t lane = 0; lane < rows.size(); ++lane) {
        EXPECT_EQ(sums[lane], SumByWalking(*table, trees, rows[lane]));
      }
    }
  }
}

TEST(BodyScorer, ScoresARowInAnyCompanyAsItScoresItAlone) {
  const BodyModel& model = BodyModel::First();
  const std::vector<TestRow> rows = RowsAroundCuts(kFirstPass, 5 * BodyModel::kLanes + 3);
  const std::vector<float> together = ScoresOf(model, rows);
  ASSERT_EQ(together.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(together[i], ScoresOf(model, {rows[i]}).front()) << i;
  }
}

TEST(BodyScorer, EstimatesOnlyRowsThatTheFirstTreesFindHopeless) {
  // (x0 <= 1 ? -3 : 1), 14 lone leaves of nothing, and after that glance five of one each.
  constexpr std::array<float, 1> kCut = {1.0F};
  constexpr std::array<std::uint16_t, 2> kCutEnds = {0, 1};
  constexpr std::array<std::uint16_t, 1> kSplit = {0};
  constexpr std::array<std::int8_t, 2> kSides = {~0, ~1};
  std::vector<std::int16_t> leaves = {-300, 100};
  leaves.resize(16, 0);
  leaves.resize(21, 100);
  std::vector<std::uint8_t> tree_leaves = {2};
  tree_leaves.resize(20, 1);
  const BodyModel model({kCut, kCutEnds, kSplit, kSides, leaves, tree_leaves, 100.0F});
  const std::vector<float> scores = ScoresOf(model, {{0}, {2}, {1}});
  EXPECT_FLOAT_EQ(scores[0], Logistic(-9));
  EXPECT_FLOAT_EQ(scores[1], Logistic(6));
  EXPECT_FLOAT_EQ(scores[2], Logistic(-9));
  EXPECT_TRUE(ScoresOf(model, {}).empty());
}

TEST(BodyModel, ShippedTablesFitTheRows) {
  EXPECT_EQ(BodyModel::First().features(), BodyFeatures::FirstNames().size());
  EXPECT_EQ(BodyModel::Second().features(),
            BodyFeatures::FirstNames().size() + BodyContext::Names().size());
  for (const ModelTable* table : {&kFirstPass, &kSecondPass}) {
    EXPECT_LE(*std::max_element(table->tree_leaves.begin(), table->tree_leaves.end()),
              BodyModel::kMostLeaves);
  }
}

}  // namespace
}  // namespace kiosque
