#include "crawler/revisit_policy.h"

#include <algorithm>

namespace kiosque {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint8_t kMostQuiet = 250;

milliseconds Boosted(const Site& site, milliseconds interval, UtcTime now) {
  int factor = 1;
  for (const BoostWindow& window : site.boost) {
    factor = window.Contains(now) ? std::max(factor, window.factor) : factor;
  }
  return interval / factor;
}

/// Where new articles and changes are announced: looked at first, and most often. A sitemap whose
/// index tells when it changed waits to be told.
bool IsPrimary(const FrontierEntry& entry) {
  return entry.link_class == LinkClass::kSeed ||
         (entry.link_class == LinkClass::kFeed && entry.depth == 0) ||
         (entry.link_class == LinkClass::kSitemap && !entry.modified);
}

UtcTime NextLook(const Site& site, FrontierEntry& entry, bool news, const VisitTime& time) {
  const bool deep = entry.link_class == LinkClass::kHub;
  const milliseconds least = deep ? RevisitPolicy::kDeepPages : site.list_min;
  const milliseconds most = deep ? RevisitPolicy::kMostDeepPages : site.list_max;
  const milliseconds before = entry.interval;
  milliseconds next{0};
  if (news) {
    entry.quiet = 0;
    next = before / 4;
  } else {
    entry.quiet = std::min<std::uint8_t>(kMostQuiet, entry.quiet + 1);
    next = before.count() == 0 && entry.quiet >= RevisitPolicy::kPatience ? least : 2 * before;
  }
  if (IsPrimary(entry)) {
    next = next < least ? milliseconds(0) : next;
  } else {
    next = std::max(next, least);
  }
  next = std::min(next, most);
  entry.interval = duration_cast<seconds>(next);
  return next.count() == 0 ? time.next_run : time.now + Boosted(site, next, time.now);
}

/// Twice as often after a change; each quiet look adds a quarter, up to twice as long.
milliseconds Stretched(milliseconds interval, const FrontierEntry& entry, bool changed) {
  if (changed) {
    return interval / 2;
  }
  constexpr int kQuarters = 4;
  const int extra = std::clamp(static_cast<int>(entry.quiet) - 1, 0, kQuarters);
  return interval + interval * extra / kQuarters;
}

UtcTime NextOnLadder(const Site& site, FrontierEntry& entry, VisitEnd end, const VisitTime& time,
                     bool index_believed) {
  const bool vouched = entry.modified.has_value() && index_believed;
  const UtcTime born = std::min(entry.published.value_or(entry.found), time.now);
  const auto interval = site.ladder.IntervalAt(duration_cast<milliseconds>(time.now - born));
  entry.quiet = end == VisitEnd::kSame ? std::min<std::uint8_t>(kMostQuiet, entry.quiet + 1)
                                       : std::uint8_t{0};
  if (end == VisitEnd::kNew && !vouched && site.second_look) {
    return time.next_run;
  }
  if (!interval) {
    return kDormant;
  }
  if (vouched) {
    return time.now + std::max<milliseconds>(*interval, RevisitPolicy::kAudit);
  }
  return time.now + Boosted(site, Stretched(*interval, entry, end == VisitEnd::kChanged), time.now);
}

UtcTime NextSeen(const Site& site, FrontierEntry& entry, VisitEnd end, const VisitTime& time,
                 bool index_believed) {
  const bool article = (entry.evidence & kWasArticle) != 0;
  if (site.revisit == Revisit::kAlways) {
    return time.next_run;
  }
  if (RevisitPolicy::IsList(entry) && !article) {
    return NextLook(site, entry, end != VisitEnd::kSame, time);
  }
  if (site.revisit == Revisit::kNever) {
    return kDormant;
  }
  return article ? NextOnLadder(site, entry, end, time, index_believed)
                 : time.now + RevisitPolicy::kOtherPages;
}

/// The next run, and later ever rarer: 1 h, 2 h, 4 h … up to a week.
UtcTime NextTry(const FrontierEntry& entry, const VisitTime& time) {
  constexpr int kTriesPerRun = 3;
  if (entry.failures <= kTriesPerRun) {
    return time.next_run;
  }
  constexpr int kMostDoublings = 8;
  const int doublings = std::min(entry.failures / kTriesPerRun, kMostDoublings);
  return time.now +
         std::min<milliseconds>(std::chrono::hours(1 << doublings), std::chrono::days(7));
}

}  // namespace

bool RevisitPolicy::IsList(const FrontierEntry& entry) {
  return entry.link_class <= LinkClass::kHub || (entry.evidence & kWasHub) != 0;
}

std::optional<UtcTime> RevisitPolicy::Next(const Site& site, FrontierEntry& entry, VisitEnd end,
                                           const VisitTime& time, bool index_believed) {
  const bool declared = entry.link_class <= LinkClass::kSitemap;
  switch (end) {
    case VisitEnd::kNew:
    case VisitEnd::kChanged:
    case VisitEnd::kSame:
      return NextSeen(site, entry, end, time, index_believed);
    case VisitEnd::kMoved:
      return declared ? std::optional(time.next_run) : std::nullopt;
    case VisitEnd::kRefused:
      // robots.txt and seed files change; asking again costs nothing until they do.
      return time.next_run;
    case VisitEnd::kGone:
      if (declared) {
        return NextLook(site, entry, false, time);
      }
      return entry.failures < kGoneForGood ? std::optional(time.now + std::chrono::days(1))
                                           : std::nullopt;
    case VisitEnd::kFailed:
      return declared || entry.failures < kGiveUpAfter ? std::optional(NextTry(entry, time))
                                                       : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace kiosque
