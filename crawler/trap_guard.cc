#include "crawler/trap_guard.h"

#include "crawler/url_shape.h"

namespace kiosque {
namespace {

bool IsGuarded(const FrontierEntry& entry) {
  constexpr std::uint8_t kSpeaksForIt =
      kInFeed | kInSitemap | kHeadline | kArticleShape | kWasArticle | kWasHub;
  return (entry.evidence & kSpeaksForIt) == 0 && entry.link_class >= LinkClass::kHub;
}

}  // namespace

bool TrapGuard::Allows(const FrontierEntry& entry) const {
  if (!IsGuarded(entry)) {
    return true;
  }
  const auto streak = streaks_.find(ShapeFingerprint(entry.url));
  return streak == streaks_.end() || streak->second < kPatience;
}

void TrapGuard::Report(const FrontierEntry& entry, bool useful) {
  if (!IsGuarded(entry)) {
    return;
  }
  const std::uint64_t shape = ShapeFingerprint(entry.url);
  if (useful) {
    streaks_.erase(shape);
    return;
  }
  if (streaks_.size() >= kMaxShapes && !streaks_.contains(shape)) {
    streaks_.clear();
  }
  ++streaks_[shape];
}

}  // namespace kiosque
