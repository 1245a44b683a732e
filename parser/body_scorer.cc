#include "parser/body_scorer.h"

#include <algorithm>
#include <span>
#include <utility>

namespace kiosque {
namespace {

constexpr std::size_t kLanes = BodyModel::kLanes;

// After so many trees a row with a sum of at most `hopeless` is no body, and its sum will grow by
// about `factor`. Of the 95,000 blocks of every third development page 59 % were found so; 1 in
// 10,000 of them would have ended above the 0.03 that earns a second look, none above one half.
struct GlanceRule {
  std::size_t trees;
  float hopeless;
  float factor;
};
constexpr GlanceRule kFirstGlance = {15, -2.5F, 3.0F};
constexpr GlanceRule kLaterGlances[] = {{30, -3.5F, 2.0F}, {60, -4.5F, 1.34F}};

}  // namespace

BodyScorer::BodyScorer(const BodyModel& model) : model_(model) {
  fresh_.columns.resize(model.features() * kLanes);
  hopeful_.columns.resize(model.features() * kLanes);
}

FeatureRow BodyScorer::NextRow() {
  if (fresh_.size == kLanes) {
    Glance();
  }
  const std::size_t lane = fresh_.size;
  fresh_.row[lane] = scores_.size();
  fresh_.size += 1;
  scores_.push_back(0);
  return {fresh_.columns, lane, kLanes};
}

void BodyScorer::Glance() {
  const std::size_t end = std::min(kFirstGlance.trees, model_.trees());
  fresh_.sums.fill(0);
  model_.AddTrees(0, end, fresh_.columns, &fresh_.sums);
  for (std::size_t lane = 0; lane < fresh_.size; ++lane) {
    const float sum = fresh_.sums[lane];
    if (end < model_.trees() && sum <= kFirstGlance.hopeless) {
      scores_[fresh_.row[lane]] = Logistic(sum * kFirstGlance.factor);
    } else {
      Keep(lane);
    }
  }
  fresh_.size = 0;
}

void BodyScorer::Keep(std::size_t lane) {
  if (hopeful_.size == kLanes) {
    ScoreHopeful();
  }
  const std::size_t to = hopeful_.size;
  for (std::size_t at = 0; at < fresh_.columns.size(); at += kLanes) {
    hopeful_.columns[at + to] = fresh_.columns[at + lane];
  }
  hopeful_.row[to] = fresh_.row[lane];
  hopeful_.sums[to] = fresh_.sums[lane];
  hopeful_.size += 1;
}

void BodyScorer::ScoreHopeful() {
  std::array<bool, kLanes> gone{};
  std::size_t done = std::min(kFirstGlance.trees, model_.trees());
  for (const GlanceRule& glance : kLaterGlances) {
    const std::size_t end = std::min(glance.trees, model_.trees());
    model_.AddTrees(done, end, hopeful_.columns, &hopeful_.sums);
    done = end;
    for (std::size_t lane = 0; lane < hopeful_.size && end < model_.trees(); ++lane) {
      if (!gone[lane] && hopeful_.sums[lane] <= glance.hopeless) {
        scores_[hopeful_.row[lane]] = Logistic(hopeful_.sums[lane] * glance.factor);
        gone[lane] = true;
      }
    }
  }
  model_.AddTrees(done, model_.trees(), hopeful_.columns, &hopeful_.sums);
  for (std::size_t lane = 0; lane < hopeful_.size; ++lane) {
    if (!gone[lane]) {
      scores_[hopeful_.row[lane]] = Logistic(hopeful_.sums[lane]);
    }
  }
  hopeful_.size = 0;
}

std::vector<float> BodyScorer::Finish() {
  Glance();
  ScoreHopeful();
  return std::move(scores_);
}

}  // namespace kiosque
