// phrase_set.h — whether a text has one of many phrases in it, found in one walk over the text.
//
// A pair of bytes that begins no phrase is passed over by one look into a table, so the cost hardly
// grows with the number of phrases.
//
// Errors: none. Threads: constant once made.
#ifndef KIOSQUE_PARSER_PHRASE_SET_H_
#define KIOSQUE_PARSER_PHRASE_SET_H_

#include <array>
#include <bitset>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace kiosque {

class PhraseSet {
 public:
  /// Phrases of at least two bytes, in lower case; the characters must outlive the set.
  PhraseSet(std::initializer_list<std::string_view> phrases);

  /// Whether one of them stands in `text`, ignoring the case of ASCII letters.
  bool AnyIn(std::string_view text) const;

 private:
  std::bitset<65536> pairs_;  ///< the two bytes that a phrase begins with
  std::vector<std::string_view> sorted_;
  std::array<std::uint16_t, 257> of_;  ///< those that begin with byte b: sorted_[of_[b]…of_[b + 1])
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PHRASE_SET_H_
