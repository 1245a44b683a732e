// word_index.h — words of a table by name, each of which may mean several things.
//
// Errors: none. Threads: constant once made.
#ifndef KIOSQUE_PARSER_WORD_INDEX_H_
#define KIOSQUE_PARSER_WORD_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kiosque {

struct WordEntry {
  std::string_view word;    ///< its characters outlive the index
  std::uint16_t row = 0;    ///< index into the table it came from
  std::uint8_t column = 0;  ///< 1-based month or weekday, or the RelativeWord
};

class WordIndex {
 public:
  explicit WordIndex(std::vector<WordEntry> entries);

  /// The entries of exactly this word, in the order in which they were given.
  std::span<const WordEntry> Find(std::string_view word) const;

  /// All of them, sorted by word.
  const std::vector<WordEntry>& entries() const { return entries_; }

 private:
  struct Place {
    std::size_t begin;
    std::size_t end;
  };

  std::vector<WordEntry> entries_;
  std::unordered_map<std::string_view, Place> places_;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_WORD_INDEX_H_
