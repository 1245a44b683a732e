#include "parser/body_model.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "parser/body_context.h"
#include "parser/body_features.h"

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

float Score(float x0, float x1) {
  const std::array<float, 2> row = {x0, x1};
  return BodyModel(kTable).Score(row);
}

float Logistic(float x) {
  return 1.0F / (1.0F + std::exp(-x));
}

TEST(BodyModel, SumsOneLeafATreeThroughTheLogisticFunction) {
  EXPECT_FLOAT_EQ(Score(2, 0), Logistic(3.5F));
  EXPECT_FLOAT_EQ(Score(1, 5), Logistic(-1.5F));
  EXPECT_FLOAT_EQ(Score(1, 5.5F), Logistic(1.5F));
}

TEST(BodyModel, ShippedTablesFitTheRows) {
  EXPECT_EQ(BodyModel::First().features(), BodyFeatures::FirstNames().size());
  EXPECT_EQ(BodyModel::Second().features(),
            BodyFeatures::FirstNames().size() + BodyContext::Names().size());
}

}  // namespace
}  // namespace kiosque
