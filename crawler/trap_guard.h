// trap_guard.h — stops following an endless space of pages that bring nothing new.
//
// Pages are counted in groups; each counts its useless pages in a row, and a row longer than the
// group's patience closes it for this run:
//
//   lists      new feeds and sitemaps of a host: useless when they name no URL that was not known
//   announced  what a feed, a sitemap or a headline names, by folder and by host: useless when
//   there
//              is no article
//   shaped     what only looks like an article by its address: the same
//   links      everything else, by shape (crawler/url_shape.h), by first path segment and by host:
//              useless when there is neither an article nor a link to a new one
//
// A group that has proved useful is given more patience, a page for a page, so that a large site
// with a dull corner is not mistaken for a trap. But lists may promise articles without end: after
// kPromises lists of a host that named new ones, and none of these seen, the host is doubted. Then
// articles are asked for before further lists (Frontier::AskArticlesFirst), and lists that bring
// nothing have patience for kDoubtPatience of them, whatever they named before. One article that
// such a list named ends the doubt. Seeds and
// pages that an earlier visit found to be articles or lists are never held back, nor is what was
// let in and failed: a timeout tells nothing of what the page would have brought.
//
// Memory: at most kMaxGroups; then all is forgotten. Threads: network thread only.
// Source: own rules; the traps are those of Heritrix's and StormCrawler's documentation.
#ifndef KIOSQUE_CRAWLER_TRAP_GUARD_H_
#define KIOSQUE_CRAWLER_TRAP_GUARD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "crawler/frontier_entry.h"

namespace kiosque {

class TrapGuard {
 public:
  static constexpr std::uint32_t kShapePatience = 8;
  static constexpr std::uint32_t kSegmentPatience = 16;
  static constexpr std::uint32_t kHostPatience = 24;
  static constexpr std::uint32_t kFolderPatience = 16;
  static constexpr std::uint32_t kListPatience = 16;
  static constexpr std::uint32_t kPromises = 6;
  static constexpr std::uint32_t kDoubtPatience = 6;
  /// The longest row that any group is allowed, however useful it was; and of lists that are
  /// believed though no article of theirs was seen (in a dry run none is asked for).
  static constexpr std::uint32_t kMostPatience = 400;
  static constexpr std::size_t kMaxGroups = std::size_t{64} << 10;

  /// Whether `entry` may be fetched.
  bool Allows(const FrontierEntry& entry) const;
  /// What its page brought: whether it is an article, and how many articles (of a list: URLs) not
  /// known before it names.
  void Report(const FrontierEntry& entry, bool story, std::size_t news);
  /// Whether lists of the host of `url` named so many articles that were not there yet that some
  /// should be seen before more are named.
  bool Doubts(const Url& url) const;

 private:
  struct Group {
    std::uint32_t streak = 0;  // useless pages in a row
    std::uint32_t useful = 0;  // useful ones in all
  };
  struct Membership {
    std::uint64_t group;
    std::uint32_t patience;
    std::uint32_t most_from_one_shape;  // of a wider group: what one shape may add to its streak
  };

  std::vector<Membership> GroupsOf(const FrontierEntry& entry) const;

  std::unordered_map<std::uint64_t, Group> groups_;
  // By host: lists that named new articles, since one of these was seen.
  std::unordered_map<std::string, std::unordered_set<std::uint64_t>> promises_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_TRAP_GUARD_H_
