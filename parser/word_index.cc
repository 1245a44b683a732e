#include "parser/word_index.h"

#include <algorithm>
#include <utility>

namespace kiosque {

WordIndex::WordIndex(std::vector<WordEntry> entries) : entries_(std::move(entries)) {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const WordEntry& a, const WordEntry& b) { return a.word < b.word; });
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    places_.try_emplace(entries_[i].word, Place{i, i}).first->second.end = i + 1;
  }
}

std::span<const WordEntry> WordIndex::Find(std::string_view word) const {
  const auto found = places_.find(word);
  if (found == places_.end()) {
    return {};
  }
  return std::span(entries_).subspan(found->second.begin, found->second.end - found->second.begin);
}

}  // namespace kiosque
