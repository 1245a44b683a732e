#include "parser/body_extract.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "parser/body_context.h"
#include "parser/body_decide.h"
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

// Rows are scored some at a time: those of a whole page would not fit into the cache.
constexpr std::size_t kRowsAtATime = 64;

// Scores of the blocks `wanted`, whose rows `write` puts into the place it is given.
template <typename Write>
std::vector<float> ScoreRows(const BodyModel& model, std::span<const std::size_t> wanted,
                             Write write) {
  const std::size_t width = model.features();
  std::vector<float> rows(std::min(kRowsAtATime, wanted.size()) * width);
  std::vector<float> part;
  std::vector<float> scores;
  scores.reserve(wanted.size());
  while (!wanted.empty()) {
    const std::size_t count = std::min(kRowsAtATime, wanted.size());
    for (std::size_t k = 0; k < count; ++k) {
      write(wanted[k], std::span(rows).subspan(k * width, width));
    }
    model.ScoreAll(std::span(rows).first(count * width), &part);
    scores.insert(scores.end(), part.begin(), part.end());
    wanted = wanted.subspan(count);
  }
  return scores;
}

std::vector<float> FirstScores(const BodyFeatures& page) {
  std::vector<std::size_t> all(page.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return ScoreRows(BodyModel::First(), all,
                   [&](std::size_t i, std::span<float> row) { page.First(i, row); });
}

std::vector<float> SecondScores(const BodyFeatures& page, const std::vector<float>& first) {
  constexpr float kWorthASecondLook = 0.03F;
  const std::size_t own = BodyModel::First().features();
  const BodyContext context(page, first);
  std::vector<std::size_t> looked_at;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (first[i] >= kWorthASecondLook) {
      looked_at.push_back(i);
    }
  }
  const std::vector<float> again =
      ScoreRows(BodyModel::Second(), looked_at, [&](std::size_t i, std::span<float> row) {
        page.First(i, row.first(own));
        context.Second(i, row.subspan(own));
      });
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
