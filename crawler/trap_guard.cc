#include "crawler/trap_guard.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "crawler/url_shape.h"

namespace kiosque {
namespace {

enum class Kind { kFree, kList, kAnnounced, kShaped, kLink };

Kind KindOf(const FrontierEntry& entry) {
  constexpr std::uint8_t kKnown = kWasArticle | kWasHub;
  constexpr std::uint8_t kAnnounces = kInFeed | kInSitemap | kHeadline;
  if (entry.link_class == LinkClass::kSeed || (entry.evidence & kKnown) != 0) {
    return Kind::kFree;
  }
  if (entry.link_class == LinkClass::kFeed || entry.link_class == LinkClass::kSitemap) {
    return entry.visited == UtcTime{} && entry.via != "seed" ? Kind::kList : Kind::kFree;
  }
  if ((entry.evidence & kAnnounces) != 0) {
    return Kind::kAnnounced;
  }
  return (entry.evidence & kArticleShape) != 0 ? Kind::kShaped : Kind::kLink;
}

/// What one shape adds to the row of its host: an endless calendar must not close the rest of it.
constexpr std::uint32_t kShareOfAShape = 3;

std::uint64_t Name(std::string_view kind, const Url& url, std::string_view rest) {
  return Fingerprint(std::string(kind).append(url.host()).append(rest));
}

}  // namespace

std::vector<TrapGuard::Membership> TrapGuard::GroupsOf(const FrontierEntry& entry) const {
  constexpr std::uint32_t kAny = kMostPatience;
  switch (KindOf(entry)) {
    case Kind::kFree:
      return {};
    case Kind::kList:
      return {{Name("list ", entry.url, {}), kListPatience, kAny}};
    case Kind::kAnnounced:
      return {{FolderFingerprint(entry.url), kFolderPatience, kAny},
              {Name("announced ", entry.url, {}), kHostPatience, kShareOfAShape}};
    case Kind::kShaped:
      return {{~FolderFingerprint(entry.url), kFolderPatience, kAny},
              {Name("shaped ", entry.url, {}), kHostPatience, kShareOfAShape}};
    case Kind::kLink:
      break;
  }
  const std::string_view path = entry.url.path();
  const std::size_t slash = std::min(path.find('/', 1), path.size());
  // Pages at the root are many and unlike: they share a segment.
  const std::string_view segment = slash < path.size() ? path.substr(0, slash) : "/";
  return {{ShapeFingerprint(entry.url), kShapePatience, kAny},
          {Name("segment ", entry.url, segment), kSegmentPatience, kAny},
          {Name("links ", entry.url, {}), kHostPatience, kShareOfAShape}};
}

bool TrapGuard::Allows(const FrontierEntry& entry) const {
  if (entry.failures > 0) {
    return true;  // it was let in before, and nobody knows yet what it brings
  }
  const std::vector<Membership> memberships = GroupsOf(entry);
  const Kind kind = KindOf(entry);
  const bool doubted = (kind == Kind::kList || kind == Kind::kLink) && Doubts(entry.url);
  return std::all_of(memberships.begin(), memberships.end(), [&](const Membership& member) {
    const auto group = groups_.find(member.group);
    if (group == groups_.end()) {
      return true;
    }
    const std::uint32_t patience = std::min(kMostPatience, member.patience + group->second.useful);
    return group->second.streak < (doubted ? std::min(patience, kDoubtPatience) : patience);
  });
}

bool TrapGuard::Doubts(const Url& url) const {
  const auto host = promises_.find(std::string(url.host()));
  return host != promises_.end() && host->second.size() >= kPromises;
}

void TrapGuard::Report(const FrontierEntry& entry, bool story, std::size_t news) {
  if (const auto host = promises_.find(std::string(entry.url.host()));
      story && host != promises_.end() &&
      (entry.hops > 0 || host->second.contains(Fingerprint(entry.via)))) {
    promises_.erase(host);  // a redirect hides who named the article
  }
  const std::vector<Membership> memberships = GroupsOf(entry);
  if (memberships.empty()) {
    return;
  }
  if (groups_.size() + memberships.size() > kMaxGroups) {
    groups_.clear();
    promises_.clear();
  }
  bool believed = true;
  if (!story && news > 0) {
    auto& promises = promises_[std::string(entry.url.host())];
    believed = promises.size() < kMostPatience;
    if (believed) {
      promises.insert(Fingerprint(entry.url.href()));
    }
  }
  const Kind kind = KindOf(entry);
  const bool article = kind == Kind::kAnnounced || kind == Kind::kShaped;
  const bool useful = story || (news > 0 && !article && believed);
  const std::uint32_t row_of_shape = groups_[memberships.front().group].streak;
  for (const Membership& member : memberships) {
    Group& group = groups_[member.group];
    if (useful) {
      group.streak = 0;
      ++group.useful;
    } else if (row_of_shape < member.most_from_one_shape) {
      ++group.streak;
    }
  }
}

}  // namespace kiosque
