#include "parser/body_decide.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include "parser/body_fill.h"
#include "parser/body_trim.h"

namespace kiosque {
namespace {

// Scores below which a list or table goes as a whole, when kept text stands on one side or on both.
constexpr float kGroupBetween = 0.25F;
constexpr float kGroupBeside = 0.4F;
// The same for a list of links that a line of the text announces ("These are the changes:").
constexpr float kGroupAnnounced = 0.08F;

bool IsGroup(Tag tag) {
  return tag == Tag::k_ul || tag == Tag::k_ol || tag == Tag::k_dl || tag == Tag::k_table;
}

// Outermost list or table around `id` that holds no more than that: a list in a cell belongs to the
// table.
NodeId GroupOf(const Document& document, NodeId id) {
  NodeId group = kNoNode;
  for (; id != kNoNode && id > document.body(); id = document[id].parent) {
    group = IsGroup(document[id].tag) ? id : group;
  }
  return group;
}

class BodyDecider {
 public:
  BodyDecider(const Document& document, const BodyFeatures& page, std::span<const float> scores)
      : document_(document), page_(page), scores_(scores), keep_(scores.size()) {}

  std::vector<bool> Run() {
    const float keep_score = KeepScore(page_, scores_);
    MarkDoubtful();
    for (std::size_t i = 0; i < scores_.size(); ++i) {
      keep_[i] = !NeverBody(i) && scores_[i] >= (doubtful_[i] ? kKeepInBox : keep_score);
    }
    DropHidden();
    JudgeGroups();
    DropCredits();
    FillBody(page_, scores_, &keep_);
    TrimBody(page_, scores_, &keep_);
    return std::move(keep_);
  }

 private:
  const TextBlock& block(std::size_t i) const { return page_.list().blocks[i]; }

  bool Begins(std::size_t i, TextCue cue) const {
    return (page_.facts(i).text_cues.at_start >> static_cast<unsigned>(cue) & 1U) != 0;
  }

  bool NeverBody(std::size_t i) const {
    constexpr std::uint32_t kNever =
        kBlockInFigcaption | kBlockInNav | kBlockInFooter | kBlockInAriaHidden | kBlockInCaptionTag;
    return (block(i).context & kNever) != 0;
  }

  // Blocks in boxes of other articles, and in sidebars unless those hold most of what may be kept.
  void MarkDoubtful() {
    const auto boxed = [this](std::size_t i, ClassCue cue) { return page_.BoxShare(i, cue) >= 0; };
    float beside = 0;
    float all = 0;
    for (std::size_t i = 0; i < scores_.size(); ++i) {
      const float expected = scores_[i] * page_.facts(i).words;
      all += expected;
      beside += boxed(i, ClassCue::kSidebar) ? expected : 0;
    }
    doubtful_.resize(scores_.size());
    for (std::size_t i = 0; i < scores_.size(); ++i) {
      doubtful_[i] =
          boxed(i, ClassCue::kRelated) || (beside < all / 2 && boxed(i, ClassCue::kSidebar));
    }
  }

  void DropHidden() {
    float hidden = 0;
    float all = 0;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      if (keep_[i]) {
        all += page_.facts(i).words;
        hidden += (block(i).context & kBlockInHidden) != 0 ? page_.facts(i).words : 0;
      }
    }
    for (std::size_t i = 0; i < keep_.size() && hidden < all / 2; ++i) {
      keep_[i] = keep_[i] && (block(i).context & kBlockInHidden) == 0;
    }
  }

  // Lines above the first running text that only say who wrote it and when. Many of them are a
  // list of events, not credits.
  void DropCredits() {
    constexpr std::size_t kMost = 4;
    std::vector<std::size_t> credits;
    for (std::size_t i = 0; i < keep_.size() && !(keep_[i] && page_.facts(i).text_words > 0); ++i) {
      if (keep_[i] && IsCredit(i)) {
        credits.push_back(i);
      }
    }
    for (std::size_t k = 0; k < credits.size() && credits.size() <= kMost; ++k) {
      keep_[credits[k]] = false;
    }
  }

  bool IsCredit(std::size_t i) const {
    constexpr float kShort = 12;
    constexpr float kShortDate = 8;
    constexpr std::uint32_t kMarked = kBlockInListItem | kBlockInTable | kBlockInHeading |
                                      kBlockInQuote | kBlockInPre | kBlockInDefinition;
    const BlockFacts& facts = page_.facts(i);
    const TextCounts& counts = block(i).counts;
    const auto begins = [&](TextCue cue) { return Begins(i, cue); };
    if (facts.words > kShort || counts.last == 's' || (block(i).context & kMarked) != 0) {
      return false;
    }
    const bool names = begins(TextCue::kByline) && counts.upper >= 2;
    const bool dates =
        facts.words <= kShortDate && counts.digits > 0 &&
        ((facts.text_cues.anywhere >> static_cast<unsigned>(TextCue::kMonth) & 1U) != 0 ||
         counts.digits * 2 >= counts.chars);
    return names || dates || (begins(TextCue::kDate) && counts.digits > 0) ||
           block(i).time_chars * 2 > counts.chars;
  }

  void JudgeGroups() {
    const std::vector<bool> single = keep_;
    for (std::size_t i = 0; i < keep_.size();) {
      const NodeId group = GroupAround(block(i).container);
      if (group == kNoNode) {
        ++i;
        continue;
      }
      const auto [first, last] = page_.RangeOf(group);
      if (last - first >= 2 && last - first <= kMaxGroup) {
        JudgeGroup(first, last, single);
      }
      i = std::max<std::size_t>(last, i + 1);
    }
  }

  // Blocks in a row mostly share what is around them, however deep.
  NodeId GroupAround(NodeId container) {
    const NodeId parent = document_[container].parent;
    if (parent != grouped_parent_) {
      grouped_parent_ = parent;
      group_of_parent_ = GroupOf(document_, parent);
    }
    return group_of_parent_ != kNoNode         ? group_of_parent_
           : IsGroup(document_[container].tag) ? container
                                               : kNoNode;
  }

  // Keeps all of blocks [first, last) or leaves them as they are.
  void JudgeGroup(std::uint32_t first, std::uint32_t last, const std::vector<bool>& single) {
    float sum = 0;
    float links = 0;
    for (std::uint32_t i = first; i < last; ++i) {
      if (NeverBody(i) || (block(i).context & kBlockInHidden) != 0 ||
          page_.facts(i).words > kMaxItem) {
        return;
      }
      sum += scores_[i];
      links += page_.facts(i).link_density;
    }
    const auto count = static_cast<float>(last - first);
    const bool before = first > 0 && single[first - 1];
    const bool after = last < single.size() && single[last];
    const float needed = before && after ? kGroupBetween : before || after ? kGroupBeside : 1;
    const bool announced =
        before && after && block(first - 1).counts.last == ':' && sum / count >= kGroupAnnounced &&
        !Begins(first - 1, TextCue::kRelated) && !Begins(first - 1, TextCue::kSection);
    if (!announced && (sum / count < needed || links / count > kMostlyLinks)) {
      return;
    }
    for (std::uint32_t i = first; i < last; ++i) {
      keep_[i] = true;
    }
  }

  static constexpr std::uint32_t kMaxGroup = 400;  // longer ones are whole pages
  static constexpr float kMaxItem = 80;            // words; a layout, not a list
  static constexpr float kMostlyLinks = 0.7F;

  const Document& document_;
  const BodyFeatures& page_;
  std::span<const float> scores_;
  std::vector<bool> doubtful_;
  std::vector<bool> keep_;
  NodeId grouped_parent_ = kNoNode;
  NodeId group_of_parent_ = kNoNode;
};

}  // namespace

float KeepScore(const BodyFeatures& page, std::span<const float> scores) {
  constexpr float kLowest = 0.3F;
  constexpr float kHighest = 0.45F;
  constexpr float kHopeless = 0.05F;  // adds nothing to what can be expected
  constexpr float kShare = 0.47F;
  std::vector<std::pair<float, float>> sorted;  // score, words
  float expected = 0;                           // words of the true body
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (scores[i] > kHopeless) {
      sorted.emplace_back(scores[i], page.facts(i).words);
      expected += scores[i] * page.facts(i).words;
    }
  }
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  float best = 0;
  float right = 0;
  float kept = 0;
  for (const auto& [score, words] : sorted) {
    right += score * words;
    kept += words;
    best = std::max(best, kept > 0 ? 2 * right / (kept + expected) : 0);
  }
  return std::clamp(best * kShare, kLowest, kHighest);
}

std::vector<bool> DecideBody(const Document& document, const BodyFeatures& page,
                             std::span<const float> scores) {
  return BodyDecider(document, page, scores).Run();
}

}  // namespace kiosque
