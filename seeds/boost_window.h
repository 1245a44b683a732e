// boost_window.h — days in which a site is watched more closely: elections, summits, a crisis.
//
//   "2023-12-18/2023-12-31 x4"    from the first day's beginning to the last day's end (UTC), four
//   times as often
//
// Errors: empty for anything that is not wholly understood. Threads: plain values.
#ifndef KIOSQUE_SEEDS_BOOST_WINDOW_H_
#define KIOSQUE_SEEDS_BOOST_WINDOW_H_

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace kiosque {

struct BoostWindow {
  static constexpr int kUsualFactor = 4;
  static constexpr int kMostFactor = 100;

  UtcTime begin{};
  UtcTime end{};  ///< not included
  int factor = kUsualFactor;

  /// "DAY/DAY" or "TIME/TIME" (RFC 3339), with " xN" (N from 2 to 100) or without.
  static std::optional<BoostWindow> Parse(std::string_view text);
  bool Contains(UtcTime time) const { return begin <= time && time < end; }
};

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_BOOST_WINDOW_H_
