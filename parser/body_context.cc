#include "parser/body_context.h"

#include <algorithm>
#include <type_traits>

namespace kiosque {
BodyContext::BodyContext(const BodyFeatures& page, std::span<const float> scores)
    : page_(page), scores_(scores), prefix_(scores.size() + 1) {
  const auto grow = [](std::vector<Mass>* masses, std::uint32_t index) -> Mass& {
    if (masses->size() <= index) {
      masses->resize(index + 1);
    }
    return (*masses)[index];
  };
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const BlockFacts& facts = page.facts(i);
    const Mass one{facts.words * scores[i], facts.words, scores[i] > 0.5F ? 1.0F : 0.0F, 1};
    prefix_[i + 1] = prefix_[i];
    for (Mass* mass : {&prefix_[i + 1], &grow(&signatures_, facts.signature),
                       &grow(&wide_signatures_, facts.wide_signature)}) {
      mass->kept += one.kept;
      mass->words += one.words;
      mass->confident += one.confident;
      mass->blocks += one.blocks;
    }
    if (scores[i] > 0.5F) {
      first_ = first_ < 0 ? static_cast<std::int64_t>(i) : first_;
      last_ = static_cast<std::int64_t>(i);
    }
  }
  FindCore();
}

BodyContext::Mass BodyContext::MassOf(std::uint32_t first, std::uint32_t last) const {
  const Mass& a = prefix_[first];
  const Mass& b = prefix_[last];
  return {b.kept - a.kept, b.words - a.words, b.confident - a.confident, b.blocks - a.blocks};
}

void BodyContext::FindCore() {
  // The containers with most kept words are ancestors of the block with most kept words, or there
  // is no such block.
  std::size_t best = 0;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    if (page_.facts(i).words * scores_[i] > page_.facts(best).words * scores_[best]) {
      best = i;
    }
  }
  if (scores_.empty()) {
    return;
  }
  for (const NodeId id : page_.facts(best).ancestors) {
    if (id == kNoNode) {
      break;
    }
    const auto [first, last] = page_.RangeOf(id);
    const float share = Ratio(MassOf(first, last).kept, prefix_.back().kept);
    heart_ = heart_ == kNoNode && share >= 0.5F ? id : heart_;
    core_ = core_ == kNoNode && share >= 0.9F ? id : core_;
  }
}

// Appends features in their fixed order to `Row`, or their names to a list of names.
template <typename Row>
class SecondRow {
 public:
  SecondRow(const BodyContext& context, std::size_t block, Row* row)
      : context_(context), i_(block), row_(*row) {}

  void Write() {
    Neighbours();
    Reach();
    Containers();
    Markup();
    Core();
  }

 private:
  static constexpr bool kNaming = std::is_same_v<Row, std::vector<std::string_view>>;

  void Put(std::string_view name, float value) {
    if constexpr (kNaming) {
      row_.push_back(name);
    } else {
      row_.Put(value);
    }
  }

  float Score(std::int64_t at) const {
    return at >= 0 && at < static_cast<std::int64_t>(context_.scores_.size())
               ? context_.scores_[static_cast<std::size_t>(at)]
               : -0.1F;
  }
  std::uint32_t Clamp(std::int64_t at) const {
    const auto size = static_cast<std::int64_t>(context_.scores_.size());
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(at, 0, size));
  }

  void Neighbours();
  void Reach();
  void Containers();
  void Markup();
  void Core();

  const BodyContext& context_;
  std::size_t i_ = 0;
  Row& row_;
};

template <typename Row>
void SecondRow<Row>::Neighbours() {
  constexpr std::string_view kNames[] = {"s_p4", "s_p3", "s_p2", "s_p1", "s_0",
                                         "s_n1", "s_n2", "s_n3", "s_n4"};
  const auto at = static_cast<std::int64_t>(i_);
  for (std::int64_t offset = -4; offset <= 4; ++offset) {
    Put(kNames[static_cast<std::size_t>(offset + 4)], Score(at + offset));
  }
  constexpr std::string_view kWindows[] = {"s_before_8", "s_after_8", "s_before_20", "s_after_20"};
  for (std::size_t k = 0; k < 2; ++k) {
    const std::int64_t width = k == 0 ? 8 : 20;
    const auto before = context_.MassOf(Clamp(at - width), Clamp(at));
    const auto after = context_.MassOf(Clamp(at + 1), Clamp(at + 1 + width));
    Put(kWindows[2 * k], Ratio(before.kept, before.words));
    Put(kWindows[2 * k + 1], Ratio(after.kept, after.words));
  }
}

template <typename Row>
void SecondRow<Row>::Reach() {
  const auto size = context_.scores_.size();
  const auto& all = context_.prefix_.back();
  const float before = context_.prefix_[i_].kept;
  const float after = all.kept - context_.prefix_[std::min(i_ + 1, size)].kept;
  Put("kept_before", before);
  Put("kept_after", after);
  Put("kept_before_share", Ratio(before, all.kept));
  Put("kept_after_share", Ratio(after, all.kept));
  Put("kept_all", all.kept);
  Put("kept_share", Ratio(all.kept, all.words));
  const auto at = static_cast<std::int64_t>(i_);
  const bool any = context_.first_ >= 0;
  Put("from_first", any ? static_cast<float>(at - context_.first_) : -1000.0F);
  Put("to_last", any ? static_cast<float>(context_.last_ - at) : -1000.0F);
  // Distance to the nearest confident blocks, in blocks and in words.
  std::int64_t previous = at - 1;
  while (previous >= 0 && at - previous < 40 && Score(previous) < 0.5F) {
    --previous;
  }
  std::int64_t next = at + 1;
  while (next < static_cast<std::int64_t>(size) && next - at < 40 && Score(next) < 0.5F) {
    ++next;
  }
  Put("since_kept", static_cast<float>(at - previous));
  Put("until_kept", static_cast<float>(next - at));
  Put("words_since_kept", context_.MassOf(Clamp(previous + 1), Clamp(at)).words);
  Put("words_until_kept", context_.MassOf(Clamp(at + 1), Clamp(next)).words);
}

template <typename Row>
void SecondRow<Row>::Containers() {
  constexpr std::string_view kNames[kLevels][4] = {
      {"k1_kept", "k1_share", "k1_confident", "k1_left"},
      {"k2_kept", "k2_share", "k2_confident", "k2_left"},
      {"k3_kept", "k3_share", "k3_confident", "k3_left"},
      {"k4_kept", "k4_share", "k4_confident", "k4_left"},
      {"k5_kept", "k5_share", "k5_confident", "k5_left"}};
  const BlockFacts none;
  const BlockFacts& facts = kNaming ? none : context_.page_.facts(i_);
  const float own_words = facts.words;
  const float own_kept = kNaming ? 0 : own_words * context_.scores_[i_];
  const float own_confident = !kNaming && context_.scores_[i_] > 0.5F ? 1 : 0;
  for (std::size_t level = 0; level < kLevels; ++level) {
    const NodeId id = kNaming ? kNoNode : facts.ancestors[level];
    BodyContext::Mass mass = context_.prefix_.back();
    if (id != kNoNode) {
      const auto [first, last] = context_.page_.RangeOf(id);
      mass = context_.MassOf(first, last);
    }
    Put(kNames[level][0], Ratio(mass.kept - own_kept, mass.words - own_words));
    Put(kNames[level][1], Ratio(mass.kept - own_kept, context_.prefix_.back().kept - own_kept));
    Put(kNames[level][2], Ratio(mass.confident - own_confident, mass.blocks - 1));
    Put(kNames[level][3], mass.kept - own_kept);
  }
}

template <typename Row>
void SecondRow<Row>::Markup() {
  const BlockFacts none;
  const BlockFacts& facts = kNaming ? none : context_.page_.facts(i_);
  const float own_words = facts.words;
  const float own_kept = kNaming ? 0 : own_words * context_.scores_[i_];
  const float own_confident = !kNaming && context_.scores_[i_] > 0.5F ? 1 : 0;
  const BodyContext::Mass empty;
  const BodyContext::Mass& narrow = kNaming ? empty : context_.signatures_[facts.signature];
  const BodyContext::Mass& wide = kNaming ? empty : context_.wide_signatures_[facts.wide_signature];
  Put("sig_kept",
      narrow.blocks > 1 ? Ratio(narrow.kept - own_kept, narrow.words - own_words) : -1.0F);
  Put("sig_confident",
      narrow.blocks > 1 ? Ratio(narrow.confident - own_confident, narrow.blocks - 1) : -1.0F);
  Put("wide_kept", wide.blocks > 1 ? Ratio(wide.kept - own_kept, wide.words - own_words) : -1.0F);
  Put("wide_confident",
      wide.blocks > 1 ? Ratio(wide.confident - own_confident, wide.blocks - 1) : -1.0F);
  Put("wide_share", Ratio(wide.kept - own_kept, context_.prefix_.back().kept));
}

template <typename Row>
void SecondRow<Row>::Core() {
  const auto at = static_cast<std::int64_t>(i_);
  constexpr std::string_view kNames[2][4] = {
      {"in_heart", "heart_before", "heart_after", "heart_kept"},
      {"in_core", "core_before", "core_after", "core_kept"}};
  const NodeId ids[2] = {context_.heart_, context_.core_};
  for (std::size_t k = 0; k < 2; ++k) {
    const bool there = !kNaming && ids[k] != kNoNode;
    const auto [first, last] =
        there ? context_.page_.RangeOf(ids[k]) : std::pair<std::uint32_t, std::uint32_t>{0, 0};
    const auto mass = context_.MassOf(first, last);
    Put(kNames[k][0], at >= first && at < last ? 1.0F : 0.0F);
    Put(kNames[k][1], there ? static_cast<float>(static_cast<std::int64_t>(first) - at) : -1000.0F);
    Put(kNames[k][2], there ? static_cast<float>(at - static_cast<std::int64_t>(last)) : -1000.0F);
    Put(kNames[k][3], Ratio(mass.kept, mass.words));
  }
}

void BodyContext::Second(std::size_t block, FeatureRow* row) const {
  SecondRow(*this, block, row).Write();
}

const std::vector<std::string_view>& BodyContext::Names() {
  static const std::vector<std::string_view> kNames = [] {
    const Document document = Document::Parse("<p>a</p>");
    const BlockList list = GatherBlocks(document);
    const BodyEvidence evidence;
    const BodyFeatures page(document, list, evidence);
    const std::vector<float> scores(page.size(), 0.0F);
    const BodyContext context(page, scores);
    std::vector<std::string_view> names;
    SecondRow(context, 0, &names).Write();
    return names;
  }();
  return kNames;
}

}  // namespace kiosque
