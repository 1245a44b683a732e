// raw_cache.h — decoded payload rows kept at hand: deltas refer to the same few rows again and
// again.
//
// Threads: one.
#ifndef KIOSQUE_STORAGE_RAW_CACHE_H_
#define KIOSQUE_STORAGE_RAW_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace kiosque {

/// Drops what was used longest ago when it holds more than its budget of bytes.
class RawCache {
 public:
  explicit RawCache(std::size_t budget) : budget_(budget) {}

  /// The bytes of row `sequence`, or nullptr. Valid until the next Put or Clear.
  const std::string* Find(std::uint64_t sequence);
  void Put(std::uint64_t sequence, std::string raw);
  void Clear();

 private:
  using Entry = std::pair<std::uint64_t, std::string>;
  const std::size_t budget_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::uint64_t, std::list<Entry>::iterator> places_;
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_RAW_CACHE_H_
