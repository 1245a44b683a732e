#include "parser/body_fill.h"

#include <cstdint>

namespace kiosque {
namespace {

class BodyFiller {
 public:
  BodyFiller(const BodyFeatures& page, std::span<const float> scores, std::vector<bool>* keep)
      : page_(page), scores_(scores), keep_(*keep) {}

  void Run() {
    for (std::size_t i = 1; i + 1 < keep_.size(); ++i) {
      if (!keep_[i] && MayStandInside(i) && (IsSubHeading(i) || IsQuotation(i))) {
        keep_[i] = true;
      }
    }
  }

 private:
  const TextBlock& block(std::size_t i) const { return page_.list().blocks[i]; }
  const BlockFacts& facts(std::size_t i) const { return page_.facts(i); }

  bool IsKept(std::size_t i) const { return keep_[i]; }
  NodeId ParentOf(std::size_t i) const { return page_.document()[block(i).container].parent; }

  bool MayStandInside(std::size_t i) const {
    constexpr std::uint32_t kNever = kBlockInFigcaption | kBlockInNav | kBlockInFooter |
                                     kBlockInAriaHidden | kBlockInCaptionTag | kBlockInHidden |
                                     kBlockInAside | kBlockInForm | kBlockInButton;
    constexpr std::uint32_t kOther = [] {
      std::uint32_t bits = 0;
      for (const TextCue cue :
           {TextCue::kRelated, TextCue::kSection, TextCue::kShare, TextCue::kNewsletter,
            TextCue::kPaywall, TextCue::kComment, TextCue::kTags, TextCue::kAd, TextCue::kCookie}) {
        bits |= 1U << static_cast<unsigned>(cue);
      }
      return bits;
    }();
    return (block(i).context & kNever) == 0 && (facts(i).text_cues.at_start & kOther) == 0;
  }

  bool IsSubHeading(std::size_t i) const {
    constexpr float kLeast = 0.1F;
    constexpr float kLink = 0.5F;
    constexpr float kTitle = 0.8F;
    constexpr float kWords = 20;
    if (block(i).heading < 2 || scores_[i] < kLeast || facts(i).words > kWords ||
        facts(i).link_density > kLink || facts(i).title_cover > kTitle) {
      return false;
    }
    return IsKept(i - 1) && ParentOf(i - 1) == ParentOf(i) && facts(i + 1).text_words > 0 &&
           IsKept(i + 1) && ParentOf(i + 1) == ParentOf(i);
  }

  bool IsQuotation(std::size_t i) const {
    constexpr float kLeast = 0.1F;
    constexpr float kLink = 0.5F;
    return (block(i).context & kBlockInQuote) != 0 && scores_[i] >= kLeast &&
           facts(i).link_density <= kLink && !facts(i).duplicate && IsKept(i - 1) &&
           IsKept(i + 1) && ParentOf(i - 1) == ParentOf(i + 1);
  }

  const BodyFeatures& page_;
  std::span<const float> scores_;
  std::vector<bool>& keep_;
};

}  // namespace

void FillBody(const BodyFeatures& page, std::span<const float> scores, std::vector<bool>* keep) {
  BodyFiller(page, scores, keep).Run();
}

}  // namespace kiosque
