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
// with a dull corner is not mistaken for a trap. Seeds and pages that an earlier visit found to be
// articles or lists are never held back, nor is what was let in and failed: a timeout tells nothing
// of what the page would have brought.
//
// Lists may promise articles without end, and lists are asked for first. So they are held to it
// (crawler/list_promises.h): of every few that named new articles some are sampled before the next
// list; one that is there, and the lists are believed; none, and lists of this origin are useless
// whatever they name, and have patience for kDoubtPatience of them and kDoubtedArticles of what
// they announce, until a sample is there after all.
//
// A space may be made of articles, too, each naming the next, without end and each another: a
// calendar with prose, a text generator. No page of it is useless. So articles that nobody
// announced and that were reached from page to page are limited in each part of a site; the rest
// waits a week.
//
// Memory: at most kMaxGroups; then all is forgotten. Threads: network thread only.
// Source: own rules; the traps are those of Heritrix's and StormCrawler's documentation.
#ifndef KIOSQUE_CRAWLER_TRAP_GUARD_H_
#define KIOSQUE_CRAWLER_TRAP_GUARD_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crawler/frontier_entry.h"
#include "crawler/list_promises.h"

namespace kiosque {

class TrapGuard {
 public:
  static constexpr std::uint32_t kShapePatience = 8;
  static constexpr std::uint32_t kSegmentPatience = 16;
  static constexpr std::uint32_t kHostPatience = 24;
  static constexpr std::uint32_t kFolderPatience = 16;
  static constexpr std::uint32_t kListPatience = 16;
  static constexpr std::uint32_t kDoubtPatience = 4;     ///< with lists that promise in vain
  static constexpr std::uint32_t kDoubtedArticles = 12;  ///< with what these announce
  /// The longest row that any group is allowed, however useful it was; and of lists that are
  /// believed though no article of theirs was seen (in a dry run none is asked for).
  static constexpr std::uint32_t kMostPatience = 400;
  /// Articles of one part of a site that nobody announced and that lie kDeep links deep at least:
  /// so many, and one more for each that was announced there.
  static constexpr std::uint32_t kUnannounced = 20;
  static constexpr std::uint16_t kDeep = 3;
  /// Deeper than this lies only what somebody asked for: it is the default of `depth`.
  static constexpr std::uint16_t kUsualDepth = 5;
  static constexpr std::size_t kMaxGroups = std::size_t{64} << 10;

  /// `samples`: whether lists can be held to what they promise (in a dry run they cannot).
  explicit TrapGuard(bool samples = true) : samples_(samples) {}

  /// Whether `entry` may be fetched.
  bool Allows(const FrontierEntry& entry) const;
  /// What its page brought: whether it is an article, how many articles (of a list: URLs) not
  /// known before it names, and the first of them.
  void Report(const FrontierEntry& entry, bool story, std::size_t news,
              const std::vector<Url>& named = {});

  /// What is to be asked for before anything else of the origin of `url`.
  std::optional<Url> Sample(const Url& url) const;
  /// The sample of the origin of `url` cannot be had, or nothing can be told from it.
  void SkipSample(const Url& url);
  /// `from` redirects to `to`: a sample is where it leads.
  void Follow(const Url& from, const Url& to);

  /// All that was counted, for a run that is interrupted and goes on in another process.
  std::string Encode() const;
  /// Takes that in; bytes that Encode did not make change nothing.
  void Restore(std::string_view bytes);

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
  bool IsTooDeep(const FrontierEntry& entry) const;
  void CountDepth(const FrontierEntry& entry);
  bool Doubts(const Url& url) const;
  bool Promise(const FrontierEntry& entry, const std::vector<Url>& named);

  bool samples_;
  std::unordered_map<std::uint64_t, Group> groups_;
  std::unordered_map<std::string, ListPromises> promises_;  // by origin
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_TRAP_GUARD_H_
