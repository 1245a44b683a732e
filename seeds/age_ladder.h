// age_ladder.h — how often an article is looked at again, by its age.
//
//   "15m for 3h, 1h for 1d, 3h for 7d"    every 15 minutes until it is 3 hours old, then every hour
//   until it is a day
//                                         old, then every 3 hours until it is a week old, then
//                                         never
//
// Errors: empty for anything that is not wholly understood. Threads: plain values.
// Source: NewsDiffs' schedule (frequent while young, rare later), made a table.
#ifndef KIOSQUE_SEEDS_AGE_LADDER_H_
#define KIOSQUE_SEEDS_AGE_LADDER_H_

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace kiosque {

class AgeLadder {
 public:
  struct Step {
    std::chrono::milliseconds every{0};
    std::chrono::milliseconds until{0};  ///< age, not included
    bool operator==(const Step&) const = default;
  };

  /// No steps: nothing is looked at again.
  AgeLadder() = default;
  /// Steps separated by commas, each "EVERY for AGE" with durations as in seed files; ages rise,
  /// intervals are not 0.
  static std::optional<AgeLadder> Parse(std::string_view text);

  /// The interval at `age` (negative counts as 0); empty = never again.
  std::optional<std::chrono::milliseconds> IntervalAt(std::chrono::milliseconds age) const;
  const std::vector<Step>& steps() const { return steps_; }

 private:
  explicit AgeLadder(std::vector<Step> steps) : steps_(std::move(steps)) {}
  std::vector<Step> steps_;
};

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_AGE_LADDER_H_
