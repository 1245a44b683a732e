// parse_arena.h — the memory of one parse: handed out by moving a pointer, given back all at once.
//
// Kept from parse to parse, so that a thread that parses many pages asks the system for memory
// seldom. The last piece handed out can be given back alone, which is the pattern of the tree
// builder's short-lived vectors.
//
// Threads: belongs to one.
#ifndef KIOSQUE_PARSER_PARSE_ARENA_H_
#define KIOSQUE_PARSER_PARSE_ARENA_H_

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace kiosque {

class ParseArena {
 public:
  void* Allocate(std::size_t size) {
    size = (size + kAlignment - 1) & ~(kAlignment - 1);
    if (size > static_cast<std::size_t>(end_ - next_)) {
      Grow(size);
    }
    last_ = next_;
    next_ += size;
    return last_;
  }

  void Deallocate(void* piece) {
    if (piece == last_ && piece != nullptr) {
      next_ = last_;
      last_ = nullptr;
    }
  }

  /// Bytes taken from the system since the last Reset.
  std::size_t size() const { return size_; }

  /// Makes all memory free again, and returns it to the system but for kKeptBytes.
  void Reset() {
    if (chunks_.size() > 1) {
      chunks_.clear();
      chunks_.push_back(Chunk{std::make_unique_for_overwrite<std::byte[]>(kKeptBytes), kKeptBytes});
    }
    size_ = 0;
    last_ = nullptr;
    next_ = chunks_.empty() ? nullptr : chunks_.front().bytes.get();
    end_ = chunks_.empty() ? nullptr : next_ + chunks_.front().size;
  }

 private:
  static constexpr std::size_t kAlignment = alignof(void*);
  static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
  static constexpr std::size_t kKeptBytes = std::size_t{4} << 20;

  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size;
  };

  void Grow(std::size_t size) {
    const std::size_t bytes = std::max(kChunkBytes, size);
    chunks_.push_back(Chunk{std::make_unique_for_overwrite<std::byte[]>(bytes), bytes});
    size_ += bytes;
    next_ = chunks_.back().bytes.get();
    end_ = next_ + bytes;
  }

  std::vector<Chunk> chunks_;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::byte* last_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PARSE_ARENA_H_
