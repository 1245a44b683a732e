#include "corpus/near_duplicates.h"

#include <algorithm>
#include <unordered_map>

#include "base/unicode.h"

namespace kiosque {
namespace {

constexpr std::size_t kShingle = 5;
constexpr std::size_t kBands = 32;
constexpr std::size_t kRows = kMinHashBins / kBands;

// splitmix64's finaliser: every bit of the input moves every bit of the output.
std::uint64_t Mix(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9U;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

bool IsWordByte(unsigned char c) {
  return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Punctuation outside ASCII that news has between words: U+2000-U+206F, U+00A0-U+00BF.
bool IsPunctuation(std::string_view rest) {
  const auto byte = [&](std::size_t i) {
    return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0;
  };
  return (byte(0) == 0xe2 && (byte(1) == 0x80 || byte(1) == 0x81)) ||
         (byte(0) == 0xc2 && byte(1) >= 0xa0);
}

// A hash for each word of `text`, in order.
std::vector<std::uint64_t> WordHashes(std::string_view text) {
  const std::string folded = FoldCase(text);
  std::vector<std::uint64_t> words;
  std::uint64_t hash = 0;
  const auto end = [&] {
    if (hash != 0) {
      words.push_back(Mix(hash));
    }
    hash = 0;
  };
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto c = static_cast<unsigned char>(folded[i]);
    if (c >= 0xc2 && IsPunctuation(std::string_view(folded).substr(i))) {
      end();
      i += c == 0xe2 ? 2 : 1;
    } else if (IsWordByte(c)) {
      hash = (hash ^ c) * 0x100000001b3U + 0x9e3779b97f4a7c15U;
    } else {
      end();
    }
  }
  end();
  return words;
}

}  // namespace

TextPrint PrintOf(std::string_view text) {
  const std::vector<std::uint64_t> words = WordHashes(text);
  TextPrint print;
  for (const std::uint64_t word : words) {
    print.exact = Mix(print.exact * 3 + word);
  }
  std::array<std::uint64_t, kMinHashBins> least;
  least.fill(~std::uint64_t{0});
  for (std::size_t i = 0; i + kShingle <= words.size(); ++i) {
    std::uint64_t shingle = 0;
    for (std::size_t k = 0; k < kShingle; ++k) {
      shingle = Mix(shingle * 31 + words[i + k]);
    }
    std::uint64_t& bin = least[shingle % kMinHashBins];
    bin = std::min(bin, shingle / kMinHashBins);
    ++print.shingles;
  }
  if (print.shingles == 0) {
    return print;
  }
  for (std::size_t i = 0; i < kMinHashBins; ++i) {
    // An empty bin borrows from one that the bin's number alone chooses.
    std::size_t from = i;
    for (std::uint64_t step = 1; least[from] == ~std::uint64_t{0}; ++step) {
      from = Mix(i * 1000 + step) % kMinHashBins;
    }
    print.bins[i] = static_cast<std::uint16_t>(Mix(least[from] + (from == i ? 0 : i + 1)));
  }
  return print;
}

double Resemblance(const MinHash& a, const MinHash& b) {
  std::size_t equal = 0;
  for (std::size_t i = 0; i < kMinHashBins; ++i) {
    equal += a[i] == b[i] ? 1 : 0;
  }
  return static_cast<double>(equal) / kMinHashBins;
}

void ClusterFinder::Add(std::string_view text, UtcTime appeared) {
  rows_.push_back({PrintOf(text), appeared});
}

std::size_t ClusterFinder::Root(std::size_t row) {
  while (parents_[row] != row) {
    parents_[row] = parents_[parents_[row]];
    row = parents_[row];
  }
  return row;
}

// The row that appeared first stays the root.
void ClusterFinder::Join(std::size_t a, std::size_t b) {
  a = Root(a);
  b = Root(b);
  const auto earlier = [this](std::size_t x, std::size_t y) {
    return rows_[x].appeared != rows_[y].appeared ? rows_[x].appeared < rows_[y].appeared : x < y;
  };
  if (a != b) {
    parents_[earlier(a, b) ? b : a] = earlier(a, b) ? a : b;
  }
}

void ClusterFinder::JoinEqual() {
  std::unordered_map<std::uint64_t, std::size_t> seen;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const auto [found, added] = seen.emplace(rows_[row].print.exact, row);
    if (!added) {
      Join(found->second, row);
    }
  }
}

void ClusterFinder::JoinNear() {
  for (std::size_t band = 0; band < kBands; ++band) {
    // Of rows whose band is equal, each is compared with the last few clusters' latest: enough to
    // chain a story's copies, and bounded where a thousand texts share one boilerplate.
    constexpr std::size_t kMaxCompared = 16;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> buckets;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const TextPrint& print = rows_[row].print;
      if (print.shingles < kMinShingles) {
        continue;
      }
      std::uint64_t key = band;
      for (std::size_t i = 0; i < kRows; ++i) {
        key = Mix(key * 65537 + print.bins[band * kRows + i]);
      }
      std::vector<std::size_t>& others = buckets[key];
      const bool joined = std::any_of(others.begin(), others.end(), [&](std::size_t other) {
        const bool alike = Root(other) == Root(row) ||
                           Resemblance(rows_[other].print.bins, print.bins) >= kNearDuplicate;
        if (alike) {
          Join(other, row);
        }
        return alike;
      });
      if (!joined && others.size() < kMaxCompared) {
        others.push_back(row);
      }
    }
  }
}

std::vector<std::size_t> ClusterFinder::Finish() {
  parents_.resize(rows_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    parents_[row] = row;
  }
  JoinEqual();
  if (likeness_ == Likeness::kNear) {
    JoinNear();
  }
  std::vector<std::size_t> firsts(rows_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    firsts[row] = Root(row);
  }
  return firsts;
}

}  // namespace kiosque
