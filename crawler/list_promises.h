// list_promises.h — holds the lists of one origin to the articles that they name.
//
//   believed ──kLists lists that named new articles──▶ a round of samples: the first that each
//      ▲                                               of them named, one after the other
//      │                                                  │ an article        │ none of them is one
//      └──────────────────────────────────────────────────┴───────────────────▼
//                                       a sample is there after all ◀──── broken: one sample for
//                                                                         each further such list
//
// While a sample is waited for, nothing else of the origin is asked for (Frontier::AskFirst): so
// what becomes of the lists does not hang on how long an article takes to come or to be read. A
// sample that fails, is refused or moves away tells nothing, and another one takes its place; after
// kVainRounds rounds in which too little could be told the lists are taken for broken, too.
//
// Memory: at most kLists × kPerList samples and kMostLists fingerprints an origin. Threads: plain
// value.
// Source: own rules.
#ifndef KIOSQUE_CRAWLER_LIST_PROMISES_H_
#define KIOSQUE_CRAWLER_LIST_PROMISES_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "crawler/frontier_entry.h"
#include "storage/codec.h"

namespace kiosque {

class ListPromises {
 public:
  static constexpr std::uint32_t kLists = 4;
  static constexpr std::size_t kPerList = 2;
  static constexpr std::uint32_t kEnough = 3;  ///< samples that are no articles: the round tells
  static constexpr std::uint32_t kVainRounds = 2;
  static constexpr std::size_t kMostLists = 400;

  /// `list` named new articles of which `named` are the first. Whether that is believed to be news.
  bool Take(const Url& list, const std::vector<Url>& named);
  /// Whether an article at `entry` proves the lists: one of them named it.
  bool Proves(const FrontierEntry& entry) const;
  /// `url` was read and is no article; nothing when it is not the sample.
  void Disappoint(const Url& url);
  /// The sample cannot be had.
  void Skip();
  /// `from` leads to `to`.
  void Follow(const Url& from, const Url& to);

  /// The sample to be asked for next; null when lists may go on.
  const Url* sample() const { return samples_.empty() ? nullptr : &samples_.front(); }
  bool broken() const { return broken_; }

  void Encode(ByteWriter& out) const;
  /// What Encode wrote; of other bytes the reader is not ok() any more, or it is as if nothing was.
  static ListPromises Decode(ByteReader& in);

 private:
  bool IsSample(const Url& url) const;
  void Begin();
  void EndRound();

  std::unordered_set<std::uint64_t> lists_;  // that promised since the last proof
  std::vector<Url> first_;                   // one of each list, until the round begins
  std::deque<Url> spare_;
  std::deque<Url> samples_;  // the round; the first is asked for
  std::uint32_t disappointed_ = 0;
  std::uint32_t vain_ = 0;
  bool broken_ = false;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_LIST_PROMISES_H_
