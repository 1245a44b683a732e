#include "parser/body_extract.h"

#include <algorithm>
#include <utility>

#include "parser/body_context.h"
#include "parser/body_decide.h"
#include "parser/body_evidence.h"
#include "parser/body_features.h"
#include "parser/body_model.h"
#include "parser/body_scorer.h"

namespace kiosque {
namespace {

std::uint8_t RoleOf(const TextBlock& block, const BlockFacts& facts) {
  constexpr std::uint8_t kNear = 3;
  const auto distance = [&](ClassCue cue) {
    return facts.cue_distance[static_cast<std::size_t>(cue)];
  };
  if ((block.context & (kBlockInFigcaption | kBlockInCaptionTag)) != 0 ||
      ((block.context & kBlockInFigure) != 0 && facts.words >= 3) ||
      (distance(ClassCue::kCaption) < kNear && facts.words >= 4)) {
    return kRoleCaption;
  }
  const bool chrome = (block.context & (kBlockInForm | kBlockInButton | kBlockInNav)) != 0;
  if (distance(ClassCue::kComment) < 12 && facts.words >= 3 && block.heading == 0 &&
      facts.link_density < 0.4F && !chrome && facts.text_cues.at_start == 0) {
    return kRoleComment;
  }
  return kRoleNone;
}

std::vector<float> FirstScores(const BodyFeatures& page) {
  BodyScorer scorer(BodyModel::First());
  for (std::size_t i = 0; i < page.size(); ++i) {
    FeatureRow row = scorer.NextRow();
    page.First(i, &row);
  }
  return scorer.Finish();
}

std::vector<float> SecondScores(const BodyFeatures& page, const std::vector<float>& first) {
  constexpr float kWorthASecondLook = 0.03F;
  const BodyContext context(page, first);
  std::vector<std::size_t> looked_at;
  BodyScorer scorer(BodyModel::Second());
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (first[i] >= kWorthASecondLook) {
      looked_at.push_back(i);
      FeatureRow row = scorer.NextRow();
      page.First(i, &row);
      context.Second(i, &row);
    }
  }
  const std::vector<float> again = scorer.Finish();
  std::vector<float> scores = first;
  for (std::size_t k = 0; k < looked_at.size(); ++k) {
    scores[looked_at[k]] = again[k];
  }
  return scores;
}

void Decide(const Document& document, const BodyFeatures& page, BodySelection* selection) {
  selection->keep = DecideBody(document, page, selection->scores);
  for (std::size_t i = 0; i < page.size(); ++i) {
    selection->roles.push_back(selection->keep[i]
                                   ? std::uint8_t{kRoleNone}
                                   : RoleOf(selection->list.blocks[i], page.facts(i)));
  }
}

}  // namespace

BodySelection SelectBody(const Document& document) {
  BodySelection selection;
  selection.list = GatherBlocks(document);
  const BodyEvidence evidence = GatherBodyEvidence(document);
  const BodyFeatures page(document, selection.list, evidence);
  selection.first_scores = FirstScores(page);
  selection.scores = SecondScores(page, selection.first_scores);
  Decide(document, page, &selection);
  return selection;
}

BodySelection SelectBodyByScores(const Document& document, std::vector<float> scores) {
  BodySelection selection;
  selection.list = GatherBlocks(document);
  const BodyEvidence evidence = GatherBodyEvidence(document);
  const BodyFeatures page(document, selection.list, evidence);
  scores.resize(page.size());
  selection.first_scores = scores;
  selection.scores = std::move(scores);
  Decide(document, page, &selection);
  return selection;
}

}  // namespace kiosque
