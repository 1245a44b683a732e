#include "crawler/sorted_rows.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace kiosque {
namespace {

constexpr std::size_t kBlock = 4096;  // bytes; a page of memory
constexpr std::size_t kHead = 2 * sizeof(std::uint32_t);

/// The row that stands at `at` of a block.
struct RowView {
  RowView(std::string_view block, std::size_t at) {
    std::array<std::uint32_t, 2> sizes{};
    std::memcpy(sizes.data(), block.data() + at, kHead);
    key = block.substr(at + kHead, sizes[0]);
    value = block.substr(at + kHead + sizes[0], sizes[1]);
    end = at + kHead + sizes[0] + sizes[1];
  }
  std::string_view key;
  std::string_view value;
  std::size_t end = 0;
};

/// Where the first row with a key >= `key` stands; the block's size when there is none.
std::size_t LowerBound(std::string_view block, std::string_view key) {
  std::size_t at = 0;
  while (at < block.size()) {
    const RowView row(block, at);
    if (row.key >= key) {
      break;
    }
    at = row.end;
  }
  return at;
}

std::string Packed(std::string_view key, std::string_view value) {
  const std::array<std::uint32_t, 2> sizes = {static_cast<std::uint32_t>(key.size()),
                                              static_cast<std::uint32_t>(value.size())};
  std::string row(kHead, '\0');
  std::memcpy(row.data(), sizes.data(), kHead);
  return row.append(key).append(value);
}

}  // namespace

void SortedRows::Put(std::string_view key, std::string_view value) {
  const Blocks::iterator place = BlockOf(key);
  std::string& block = place->second;
  const std::size_t at = LowerBound(block, key);
  std::size_t old = 0;
  if (at < block.size()) {
    const RowView row(block, at);
    old = row.key == key ? row.end - at : 0;
  }
  block.replace(at, old, Packed(key, value));
  if (block.size() > kBlock) {
    Split(place);
  }
}

/// The second half of the rows, from the row that crosses the middle, becomes a block of its own.
void SortedRows::Split(Blocks::iterator place) {
  std::string& block = place->second;
  std::size_t middle = RowView(block, 0).end;
  while (middle < block.size() / 2) {
    middle = RowView(block, middle).end;
  }
  if (middle == block.size()) {
    return;  // one large row
  }
  const std::string name(RowView(block, middle).key);
  blocks_.emplace_hint(std::next(place), name, block.substr(middle));
  // To its size, not only resized: from half a block it doubles its memory once until it is cut
  // again, from a whole one it would hold two blocks' worth of it.
  block = block.substr(0, middle);
}

void SortedRows::Erase(std::string_view key) {
  const Blocks::iterator place = BlockOf(key);
  std::string& block = place->second;
  const std::size_t at = LowerBound(block, key);
  if (at == block.size()) {
    return;
  }
  const RowView row(block, at);
  if (row.key != key) {
    return;
  }
  block.erase(at, row.end - at);
  if (place == blocks_.begin() || block.size() > kBlock / 4) {
    return;
  }
  if (std::string& before = std::prev(place)->second;
      block.empty() || before.size() + block.size() <= kBlock / 2) {
    before += block;
    blocks_.erase(place);
  }
}

std::optional<std::string> SortedRows::Get(std::string_view key) const {
  const std::string_view block = std::prev(blocks_.upper_bound(key))->second;
  const std::size_t at = LowerBound(block, key);
  if (at == block.size()) {
    return std::nullopt;
  }
  const RowView row(block, at);
  return row.key == key ? std::optional<std::string>(row.value) : std::nullopt;
}

void SortedRows::Scan(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view key, std::string_view value)>& visit) const {
  const std::string_view first = std::max(prefix, from);
  Blocks::const_iterator place = std::prev(blocks_.upper_bound(first));
  std::size_t at = LowerBound(place->second, first);
  for (; place != blocks_.end(); ++place, at = 0) {
    while (at < place->second.size()) {
      const RowView row(place->second, at);
      if (!row.key.starts_with(prefix) || !visit(row.key, row.value)) {
        return;
      }
      at = row.end;
    }
  }
}

}  // namespace kiosque
