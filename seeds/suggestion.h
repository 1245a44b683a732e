// suggestion.h — "did you mean …?"
//
// Threads: pure function. Source: optimal string alignment distance (Damerau 1964), as git and GCC
// use it.
#ifndef KIOSQUE_SEEDS_SUGGESTION_H_
#define KIOSQUE_SEEDS_SUGGESTION_H_

#include <string_view>
#include <vector>

namespace kiosque {

/// The candidate nearest to `word`, or empty when none is near enough (a third of its letters, at
/// least 1).
std::string_view NearestWord(std::string_view word,
                             const std::vector<std::string_view>& candidates);

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_SUGGESTION_H_
