#include "parser/confidence.h"

#include <span>

namespace kiosque {
namespace {

struct Step {
  int below;  ///< of scores smaller than this
  std::uint8_t percent;
};

std::uint8_t Look(std::span<const Step> steps, int score, std::uint8_t best) {
  for (const Step& step : steps) {
    if (score < step.below) {
      return step.percent;
    }
  }
  return best;
}

}  // namespace

std::uint8_t TitleConfidence(int score) {
  constexpr Step kSteps[] = {{94, 76}, {106, 84}, {112, 94}};
  return Look(kSteps, score, 98);
}

std::uint8_t BylineConfidence(int score) {
  constexpr Step kSteps[] = {{56, 83}, {100, 93}, {120, 94}};
  return Look(kSteps, score, 99);
}

std::uint8_t PublishedConfidence(int score) {
  constexpr Step kSteps[] = {{1, 59}, {66, 90}, {109, 91}};
  return Look(kSteps, score, 97);
}

std::uint8_t LanguageConfidence(bool detected, bool declared) {
  // Only 20 pages were too short for the text to tell: all right, counted as 21 of 22.
  return detected ? (declared ? 99 : 88) : 95;
}

}  // namespace kiosque
