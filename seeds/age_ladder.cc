#include "seeds/age_ladder.h"

#include <algorithm>

#include "base/ascii.h"
#include "seeds/quantity.h"

namespace kiosque {
namespace {

std::optional<AgeLadder::Step> ParseStep(std::string_view text) {
  constexpr std::string_view kFor = " for ";
  const std::size_t middle = text.find(kFor);
  if (middle == std::string_view::npos) {
    return std::nullopt;
  }
  const auto every = ParseDuration(Trim(text.substr(0, middle), " "));
  const auto until = ParseDuration(Trim(text.substr(middle + kFor.size()), " "));
  if (!every || !until || every->count() == 0) {
    return std::nullopt;
  }
  return AgeLadder::Step{*every, *until};
}

}  // namespace

std::optional<AgeLadder> AgeLadder::Parse(std::string_view text) {
  std::vector<Step> steps;
  for (bool more = true; more;) {
    const std::size_t comma = text.find(',');
    const std::optional<Step> step = ParseStep(Trim(text.substr(0, comma), " "));
    if (!step || (!steps.empty() && step->until <= steps.back().until)) {
      return std::nullopt;
    }
    steps.push_back(*step);
    more = comma != std::string_view::npos;
    text.remove_prefix(more ? comma + 1 : text.size());
  }
  return AgeLadder(std::move(steps));
}

std::optional<std::chrono::milliseconds> AgeLadder::IntervalAt(
    std::chrono::milliseconds age) const {
  for (const Step& step : steps_) {
    if (age < step.until) {
      return step.every;
    }
  }
  return std::nullopt;
}

}  // namespace kiosque
