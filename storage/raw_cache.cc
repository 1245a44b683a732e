#include "storage/raw_cache.h"

namespace kiosque {

const std::string* RawCache::Find(std::uint64_t sequence) {
  const auto found = places_.find(sequence);
  if (found == places_.end()) {
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return &found->second->second;
}

void RawCache::Put(std::uint64_t sequence, std::string raw) {
  if (raw.size() > budget_ / 4 || places_.contains(sequence)) {
    return;
  }
  bytes_ += raw.size();
  entries_.emplace_front(sequence, std::move(raw));
  places_.emplace(sequence, entries_.begin());
  while (bytes_ > budget_) {
    bytes_ -= entries_.back().second.size();
    places_.erase(entries_.back().first);
    entries_.pop_back();
  }
}

void RawCache::Clear() {
  entries_.clear();
  places_.clear();
  bytes_ = 0;
}

}  // namespace kiosque
