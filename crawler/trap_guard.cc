#include "crawler/trap_guard.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "crawler/url_shape.h"
#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kFormat = 1;

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

bool IsDeep(const FrontierEntry& entry) {
  return entry.depth >= TrapGuard::kDeep && entry.depth <= TrapGuard::kUsualDepth;
}

/// What one shape adds to the row of its host: an endless calendar must not close the rest of it.
constexpr std::uint32_t kShareOfAShape = 3;

/// The first part of the path. Pages at the root are many and unlike: they share one.
std::string_view SegmentOf(const Url& url) {
  const std::string_view path = url.path();
  const std::size_t slash = std::min(path.find('/', 1), path.size());
  return slash < path.size() ? path.substr(0, slash) : "/";
}

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
  return {{ShapeFingerprint(entry.url), kShapePatience, kAny},
          {Name("segment ", entry.url, SegmentOf(entry.url)), kSegmentPatience, kAny},
          {Name("links ", entry.url, {}), kHostPatience, kShareOfAShape}};
}

/// Of what was reached from page to page in one part of a site: `streak` counts the articles.
bool TrapGuard::IsTooDeep(const FrontierEntry& entry) const {
  const Kind kind = KindOf(entry);
  if (!IsDeep(entry) || (kind != Kind::kShaped && kind != Kind::kLink)) {
    return false;
  }
  const auto group = groups_.find(Name("deep ", entry.url, SegmentOf(entry.url)));
  return group != groups_.end() && group->second.streak >= kUnannounced + group->second.useful;
}

void TrapGuard::CountDepth(const FrontierEntry& entry) {
  const Kind kind = KindOf(entry);
  if (kind == Kind::kAnnounced) {
    ++groups_[Name("deep ", entry.url, SegmentOf(entry.url))].useful;
  } else if (IsDeep(entry) && (kind == Kind::kShaped || kind == Kind::kLink)) {
    ++groups_[Name("deep ", entry.url, SegmentOf(entry.url))].streak;
  }
}

bool TrapGuard::Doubts(const Url& url) const {
  const auto origin = promises_.find(url.origin());
  return origin != promises_.end() && origin->second.broken();
}

bool TrapGuard::Allows(const FrontierEntry& entry) const {
  if (entry.failures > 0) {
    return true;  // it was let in before, and nobody knows yet what it brings
  }
  if (IsTooDeep(entry)) {
    return false;
  }
  const std::vector<Membership> memberships = GroupsOf(entry);
  const Kind kind = KindOf(entry);
  std::uint32_t most = kMostPatience;
  if (kind != Kind::kFree && kind != Kind::kShaped && Doubts(entry.url)) {
    most = kind == Kind::kAnnounced ? kDoubtedArticles : kDoubtPatience;
  }
  return std::all_of(memberships.begin(), memberships.end(), [&](const Membership& member) {
    const auto group = groups_.find(member.group);
    if (group == groups_.end()) {
      return true;
    }
    return group->second.streak < std::min(most, member.patience + group->second.useful);
  });
}

/// A list named new articles. Whether that is believed.
bool TrapGuard::Promise(const FrontierEntry& entry, const std::vector<Url>& named) {
  ListPromises& promises = promises_[entry.url.origin()];
  return promises.Take(entry.url, samples_ ? named : std::vector<Url>());
}

void TrapGuard::Report(const FrontierEntry& entry, bool story, std::size_t news,
                       const std::vector<Url>& named) {
  if (const auto origin = promises_.find(entry.url.origin()); origin != promises_.end()) {
    if (story && origin->second.Proves(entry)) {
      promises_.erase(origin);
    } else if (!story) {
      origin->second.Disappoint(entry.url);
    }
  }
  const std::vector<Membership> memberships = GroupsOf(entry);
  if (memberships.empty()) {
    return;
  }
  if (groups_.size() + memberships.size() > kMaxGroups) {
    groups_.clear();
    promises_.clear();
  }
  if (story) {
    CountDepth(entry);
  }
  const bool believed = story || news == 0 || Promise(entry, named);
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

std::optional<Url> TrapGuard::Sample(const Url& url) const {
  if (promises_.empty()) {
    return std::nullopt;
  }
  const auto origin = promises_.find(url.origin());
  const Url* const sample = origin == promises_.end() ? nullptr : origin->second.sample();
  return sample == nullptr ? std::nullopt : std::optional(*sample);
}

void TrapGuard::SkipSample(const Url& url) {
  if (const auto origin = promises_.find(url.origin()); origin != promises_.end()) {
    origin->second.Skip();
  }
}

void TrapGuard::Follow(const Url& from, const Url& to) {
  if (const auto origin = promises_.find(from.origin()); origin != promises_.end()) {
    origin->second.Follow(from, to);
  }
}

std::string TrapGuard::Encode() const {
  ByteWriter out;
  out.U8(kFormat);
  out.Varint(groups_.size());
  for (const auto& [name, group] : groups_) {
    out.Varint(name);
    out.Varint(group.streak);
    out.Varint(group.useful);
  }
  for (const auto& [origin, promises] : promises_) {
    out.Bytes(origin);
    promises.Encode(out);
  }
  return out.Take();
}

void TrapGuard::Restore(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.U8() != kFormat) {
    return;
  }
  std::unordered_map<std::uint64_t, Group> groups;
  for (std::size_t left = in.Count(); left > 0 && in.ok() && groups.size() < kMaxGroups; --left) {
    const std::uint64_t name = in.Varint();
    Group& group = groups[name];
    group.streak = static_cast<std::uint32_t>(in.Varint());
    group.useful = static_cast<std::uint32_t>(in.Varint());
  }
  std::unordered_map<std::string, ListPromises> promises;
  while (in.ok() && !in.rest().empty()) {
    std::string origin(in.Bytes());
    promises.insert_or_assign(std::move(origin), ListPromises::Decode(in));
  }
  if (in.Done()) {
    groups_ = std::move(groups);
    promises_ = std::move(promises);
  }
}

}  // namespace kiosque
