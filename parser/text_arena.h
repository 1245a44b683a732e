// text_arena.h — where decoded text lives: chunks that only grow, views that never move.
//
// Threads: belongs to one owner at a time.
#ifndef KIOSQUE_PARSER_TEXT_ARENA_H_
#define KIOSQUE_PARSER_TEXT_ARENA_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace kiosque {

class TextArena {
 public:
  /// `size` writable bytes. Give back what was not needed with Trim before the next call.
  char* Allocate(std::size_t size) {
    if (size > left_) {
      const std::size_t bytes = std::max(kChunkBytes, size);
      chunks_.push_back(std::make_unique_for_overwrite<char[]>(bytes));
      free_ = chunks_.back().get();
      left_ = bytes;
    }
    char* const begin = free_;
    free_ += size;
    left_ -= size;
    return begin;
  }

  /// Ends the last allocation at `end`.
  void Trim(char* end) {
    left_ += static_cast<std::size_t>(free_ - end);
    free_ = end;
  }

  /// A copy of `text` that lives as long as the arena.
  std::string_view Keep(std::string_view text) {
    if (text.empty()) {
      return {};
    }
    char* const begin = Allocate(text.size());
    std::memcpy(begin, text.data(), text.size());
    return {begin, text.size()};
  }

 private:
  static constexpr std::size_t kChunkBytes = std::size_t{8} * 1024;

  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_TEXT_ARENA_H_
