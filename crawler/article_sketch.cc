#include "crawler/article_sketch.h"

#include <algorithm>

#include "base/ascii.h"
#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::uint64_t kUnused = ~std::uint64_t{0};

/// FNV-1a, 64 bits: fast, and nobody gains by a collision but his own page's disappearance.
std::uint64_t HashOf(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : word) {
    hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3;
  }
  return hash;
}

bool IsWordByte(char c) {
  return IsAsciiAlphanumeric(c) || (static_cast<std::uint8_t>(c) & 0x80) != 0;
}

/// Calls `visit` with the hash of each word of `text`.
template <typename Visit>
void ForEachWord(std::string_view text, Visit visit) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = begin;
    while (end < text.size() && IsWordByte(text[end])) {
      ++end;
    }
    if (end > begin) {
      visit(HashOf(text.substr(begin, end - begin)));
    }
    begin = end + 1;
  }
}

void Insert(std::array<std::uint64_t, ArticleSketch::kSize>& smallest, std::uint64_t hash) {
  if (hash >= smallest.back() ||
      std::find(smallest.begin(), smallest.end(), hash) != smallest.end()) {
    return;
  }
  auto* place = std::upper_bound(smallest.begin(), smallest.end(), hash);
  std::move_backward(place, smallest.end() - 1, smallest.end());
  *place = hash;
}

}  // namespace

ArticleSketch ArticleSketch::Of(const Article& article) {
  constexpr std::size_t kRun = 4;
  ArticleSketch sketch;
  sketch.text.fill(kUnused);
  ForEachWord(article.title, [&](std::uint64_t word) {
    sketch.title = (sketch.title + word) * 0x9E3779B97F4A7C15;
  });
  std::array<std::uint64_t, kRun> run{};
  std::size_t words = 0;
  for (const Block& block : article.blocks) {
    ForEachWord(block.text, [&](std::uint64_t word) {
      run[words++ % kRun] = word;
      if (words < kRun) {
        return;
      }
      std::uint64_t hash = 0;
      for (std::size_t i = 0; i < kRun; ++i) {
        hash = (hash + run[(words + i) % kRun]) * 0x9E3779B97F4A7C15;
        hash ^= hash >> 29;
      }
      Insert(sketch.text, hash);
    });
  }
  return sketch;
}

bool ArticleSketch::Matches(const ArticleSketch& other) const {
  constexpr std::size_t kSameWithTitle = 4;
  std::size_t used = 0;
  std::size_t used_there = 0;
  std::size_t common = 0;
  for (const std::uint64_t hash : text) {
    used += hash != kUnused ? 1 : 0;
    common +=
        hash != kUnused && std::find(other.text.begin(), other.text.end(), hash) != other.text.end()
            ? 1
            : 0;
  }
  for (const std::uint64_t hash : other.text) {
    used_there += hash != kUnused ? 1 : 0;
  }
  const bool titles = title != 0 && title == other.title;
  if (used == 0 && used_there == 0) {
    return titles;  // pages that scripts fill
  }
  // Articles of one hand share whole sentences: under another title the text must be the same.
  const std::size_t wanted =
      titles ? std::min({kSameWithTitle, used, used_there}) : std::max(used, used_there);
  return wanted > 0 && common >= wanted;
}

std::string ArticleSketch::Encode() const {
  std::string bytes;
  AppendBe64(bytes, title);
  for (const std::uint64_t hash : text) {
    AppendBe64(bytes, hash);
  }
  return bytes;
}

std::optional<ArticleSketch> ArticleSketch::Decode(std::string_view bytes) {
  if (bytes.size() != 8 * (kSize + 1)) {
    return std::nullopt;
  }
  ArticleSketch sketch;
  sketch.title = ReadBe64(bytes);
  for (std::size_t i = 0; i < kSize; ++i) {
    sketch.text[i] = ReadBe64(bytes.substr(8 * (i + 1)));
  }
  return sketch;
}

}  // namespace kiosque
