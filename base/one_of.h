// one_of.h — whether a word is one of a short list, kept in the order a reader would want.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_BASE_ONE_OF_H_
#define KIOSQUE_BASE_ONE_OF_H_

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string_view>

namespace kiosque {

/// `words` is an array or container of what a string_view compares with.
template <typename Words>
constexpr bool IsOneOf(std::string_view word, const Words& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

constexpr bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace kiosque

#endif  // KIOSQUE_BASE_ONE_OF_H_
