#include "parser/body_extract.h"

#include <algorithm>

#include "parser/body_context.h"
#include "parser/body_evidence.h"
#include "parser/body_features.h"
#include "parser/body_model.h"

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
  if (distance(ClassCue::kComment) < 12 && facts.words >= 3 && facts.link_density < 0.4F &&
      !chrome && facts.text_cues.at_start == 0) {
    return kRoleComment;
  }
  return kRoleNone;
}

}  // namespace

BodySelection SelectBody(const Document& document) {
  BodySelection selection;
  selection.list = GatherBlocks(document);
  const BodyEvidence evidence = GatherBodyEvidence(document);
  const BodyFeatures page(document, selection.list, evidence);
  const BodyModel& first = BodyModel::First();
  std::vector<float> row(BodyFeatures::FirstNames().size());
  for (std::size_t i = 0; i < page.size(); ++i) {
    page.First(i, row);
    selection.first_scores.push_back(first.Score(row));
  }
  selection.scores = selection.first_scores;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const bool keep = selection.scores[i] >= kKeepScore;
    selection.keep.push_back(keep);
    selection.roles.push_back(keep ? std::uint8_t{kRoleNone}
                                   : RoleOf(selection.list.blocks[i], page.facts(i)));
  }
  return selection;
}

}  // namespace kiosque
