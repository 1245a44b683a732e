#include "parser/body_features.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "parser/body_tag_group.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kNoCue = 15;

// Letters of a class value only: "item-12" and "item-13" are the same markup.
std::uint32_t HashMarkup(const Document& document, NodeId id, std::uint32_t hash) {
  hash = (hash ^ static_cast<std::uint32_t>(document[id].tag)) * 16777619U;
  for (const char c : document.Get(id, "class").substr(0, 200)) {
    if (c < '0' || c > '9') {
      hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
  }
  return hash;
}

std::uint32_t Intern(std::unordered_map<std::uint32_t, std::uint32_t>* seen, std::uint32_t hash) {
  return seen->try_emplace(hash, static_cast<std::uint32_t>(seen->size())).first->second;
}

// Share of `words` that stand in `other`, as a set; both are short.
float Overlap(std::span<const std::uint32_t> words, std::span<const std::uint32_t> other) {
  const auto bit = [](std::uint32_t word) { return std::uint64_t{1} << (word % 64); };
  std::uint64_t bits = 0;  // a word whose bit is not set need not be looked for
  for (const std::uint32_t word : other) {
    bits |= bit(word);
  }
  std::size_t found = 0;
  for (const std::uint32_t word : words) {
    const bool maybe = (bits & bit(word)) != 0;
    found += maybe && std::find(other.begin(), other.end(), word) != other.end() ? 1 : 0;
  }
  return words.empty() ? 0 : static_cast<float>(found) / static_cast<float>(words.size());
}

// Harmonic mean of the two one-sided overlaps.
float Likeness(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  if (a.size() > b.size() * 4 + 8 || a.empty() || b.empty()) {
    return 0;
  }
  const float forth = Overlap(a, b);
  const float back = Overlap(b, a);
  return forth + back > 0 ? 2 * forth * back / (forth + back) : 0;
}

}  // namespace

BodyFeatures::BodyFeatures(const Document& document, const BlockList& list,
                           const BodyEvidence& evidence)
    : document_(document), list_(list), evidence_(evidence), facts_(list.blocks.size()) {
  CountStarts();
  GatherFacts();
  SumUp();
  CountUnits();
  MeasureCues();
  FindTop();
  FindTitle();
  MeasureBoxes();
}

void BodyFeatures::CountStarts() {
  starts_.assign(document_.size() + 1, 0);
  for (const TextBlock& block : list_.blocks) {
    ++starts_[list_.texts[block.text_begin] + 1];
  }
  for (std::size_t id = 1; id < starts_.size(); ++id) {
    starts_[id] += starts_[id - 1];
  }
}

void BodyFeatures::GatherFacts() {
  element_cues_.assign(document_.size(), 0);
  ClassCueReader reader;
  // What body and html say is of the page, not of a part of it.
  for (NodeId id = document_.body() + 1; id < document_[document_.body()].end; ++id) {
    if (document_[id].tag == Tag::kText || document_[id].attributes == 0 ||
        starts_[id] == starts_[document_[id].end]) {
      continue;
    }
    element_cues_[id] =
        reader.Read(document_.Get(id, "class")) | reader.Read(document_.Get(id, "id"));
  }
  cues_above_ = element_cues_;
  for (NodeId id = document_.body() + 1; id < document_[document_.body()].end; ++id) {
    cues_above_[id] |= cues_above_[document_[id].parent];
  }
  std::unordered_map<std::uint32_t, std::uint32_t> signatures;
  std::unordered_map<std::uint32_t, std::uint32_t> wide_signatures;
  std::unordered_map<std::uint32_t, std::uint32_t> texts;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    BlockFacts& facts = facts_[i];
    const TextBlock& block = list_.blocks[i];
    facts.words = static_cast<float>(block.words()) - static_cast<float>(block.counts.wide) / 2;
    facts.link_density =
        Ratio(static_cast<float>(block.link_chars), static_cast<float>(block.counts.chars));
    const bool prose = facts.words >= 12 && facts.link_density < 0.5F &&
                       block.counts.sentence_ends + block.counts.commas > 0;
    facts.text_words = prose ? facts.words : 0;
    facts.tag = GroupOf(document_[block.container].tag);
    ReadMarkup(i);
    const NodeId parent = document_[block.container].parent;
    std::uint32_t hash = HashMarkup(document_, block.container, 2166136261U);
    if (parent != kNoNode) {
      hash = HashMarkup(document_, parent, hash);
      facts.signature = Intern(&signatures, hash);
      NodeId above = document_[parent].parent;
      for (int step = 0; step < 3 && above != kNoNode; ++step, above = document_[above].parent) {
        hash = HashMarkup(document_, above, hash);
      }
    } else {
      facts.signature = Intern(&signatures, hash);
    }
    facts.wide_signature = Intern(&wide_signatures, hash);
    Compare(i);
    std::uint32_t text = static_cast<std::uint32_t>(block.words());
    for (std::uint32_t w = block.word_begin; w < block.word_end; ++w) {
      text = (text ^ list_.words[w]) * 16777619U;
    }
    facts.duplicate = block.words() > 0 && !texts.try_emplace(text, i).second;
  }
  signatures_.resize(signatures.size());
  wide_signatures_.resize(wide_signatures.size());
}

void BodyFeatures::ReadMarkup(std::size_t i) {
  BlockFacts& facts = facts_[i];
  facts.cue_distance.fill(kNoCue);
  facts.ancestors.fill(kNoNode);
  std::size_t level = 0;
  std::uint8_t steps = 0;
  std::uint32_t seen = 0;
  std::pair<std::uint32_t, std::uint32_t> range{static_cast<std::uint32_t>(i),
                                                static_cast<std::uint32_t>(i) + 1};
  // Inline elements of a line that is wrapped by one count as its markup too.
  NodeId id = document_[list_.texts[list_.blocks[i].text_begin]].parent;
  for (; id != kNoNode; id = document_[id].parent) {
    if (level == kLevels && steps > 2 && (cues_above_[id] & ~seen) == 0) {
      break;  // nothing new above
    }
    const std::uint32_t cues = element_cues_[id];
    for (std::uint32_t fresh = cues & ~seen; fresh != 0; fresh &= fresh - 1) {
      facts.cue_distance[static_cast<std::size_t>(__builtin_ctz(fresh))] = steps;
    }
    seen |= cues;
    if (steps <= 2) {
      facts.class_cues = seen;
    }
    const auto wider = RangeOf(id);
    if (wider != range && level < kLevels) {
      facts.ancestors[level] = id;
      ++level;
      range = wider;
    }
    steps = static_cast<std::uint8_t>(steps < kNoCue - 1 ? steps + 1 : steps);
  }
}

void BodyFeatures::Compare(std::size_t i) {
  BlockFacts& facts = facts_[i];
  const TextBlock& block = list_.blocks[i];
  const std::span<const std::uint32_t> words(list_.words.data() + block.word_begin, block.words());
  facts.text_cues = FindTextCues(words);
  facts.body_cover = evidence_.article_body.Covers(words);
  for (const std::vector<std::uint32_t>& title : evidence_.titles) {
    facts.title_cover = std::max(facts.title_cover, Likeness(words, title));
  }
  for (const std::vector<std::uint32_t>& description : evidence_.descriptions) {
    if (words.size() >= 4 && description.size() >= 4) {
      facts.description_cover = std::max(
          facts.description_cover,
          Likeness(words.first(std::min<std::size_t>(words.size(), description.size() + 4)),
                   description));
    }
  }
}

void BodyFeatures::SumUp() {
  prefix_.resize(facts_.size() + 1);
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const BlockFacts& facts = facts_[i];
    RangeSums sums = prefix_[i];
    sums.blocks += 1;
    sums.words += facts.words;
    sums.link_words += facts.words * facts.link_density;
    sums.text_words += facts.text_words;
    sums.text_blocks += facts.text_words > 0 ? 1 : 0;
    prefix_[i + 1] = sums;
    for (SignatureStats* stats :
         {&signatures_[facts.signature], &wide_signatures_[facts.wide_signature]}) {
      stats->count += 1;
      stats->words += facts.words;
      stats->link_words += facts.words * facts.link_density;
      stats->text_words += facts.text_words;
    }
  }
}

RangeSums BodyFeatures::Sums(std::uint32_t first, std::uint32_t last) const {
  RangeSums sums = prefix_[last];
  const RangeSums& before = prefix_[first];
  sums.blocks -= before.blocks;
  sums.words -= before.words;
  sums.link_words -= before.link_words;
  sums.text_words -= before.text_words;
  sums.text_blocks -= before.text_blocks;
  return sums;
}

void BodyFeatures::CountUnits() {
  std::vector<std::uint32_t> markup(document_.size(), 0);
  std::unordered_map<std::uint32_t, std::uint32_t> kinds;
  unit_of_.resize(document_.size());
  for (NodeId id = document_.body(); id < document_[document_.body()].end; ++id) {
    const auto [first, last] = RangeOf(id);
    if (document_[id].tag == Tag::kText || first == last || !IsBlockLevel(document_[id].tag)) {
      continue;
    }
    markup[id] = HashMarkup(document_, id, 2166136261U);
    const std::uint32_t kind = Intern(&kinds, (markup[document_[id].parent] * 31U) ^ markup[id]);
    if (kind == units_.size()) {
      units_.emplace_back();
    }
    UnitStats& unit = units_[kind];
    unit_of_[id] = {kind, static_cast<std::uint32_t>(unit.count)};
    const float text = Sums(first, last).text_words;
    unit.count += 1;
    unit.text_count += text > 0 ? 1 : 0;
    unit.text_words += text;
  }
}

void BodyFeatures::MeasureBoxes() {
  constexpr float kMost = 0.6F;
  box_shares_.resize(facts_.size());
  std::uint32_t box_cues = 0;
  for (const ClassCue cue : kBoxCues) {
    box_cues |= 1U << static_cast<unsigned>(cue);
  }
  const float page_text = std::max(prefix_.back().text_words, 1.0F);
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    std::array<float, kBoxCues.size()>& shares = box_shares_[i];
    shares.fill(-1);
    NodeId id = document_[list_.texts[list_.blocks[i].text_begin]].parent;
    for (; id != kNoNode && (cues_above_[id] & box_cues) != 0; id = document_[id].parent) {
      const auto [first, last] = RangeOf(id);
      const float share = Sums(first, last).text_words / page_text;
      const bool titled = title_block_ >= first && title_block_ < last;
      const bool is_title = title_block_ == static_cast<std::int64_t>(i);
      if ((titled && !is_title) || share > kMost) {
        break;
      }
      for (std::size_t cue = 0; cue < kBoxCues.size(); ++cue) {
        if ((element_cues_[id] >> static_cast<unsigned>(kBoxCues[cue]) & 1U) != 0) {
          shares[cue] = share;
        }
      }
    }
  }
}

float BodyFeatures::BoxShare(std::size_t block, ClassCue cue) const {
  const auto found = std::find(kBoxCues.begin(), kBoxCues.end(), cue);
  return found == kBoxCues.end()
             ? -1
             : box_shares_[block][static_cast<std::size_t>(found - kBoxCues.begin())];
}

void BodyFeatures::MeasureCues() {
  constexpr float kShort = 8;
  constexpr std::uint8_t kFar = 100;
  const auto step = [](std::uint8_t value) {
    return static_cast<std::uint8_t>(value < kFar ? value + 1 : kFar);
  };
  const auto measure = [&](std::size_t i, std::array<std::uint8_t, kTextCues>* running,
                           std::array<std::uint8_t, kTextCues>* out) {
    *out = *running;
    const std::uint32_t cues = facts_[i].words <= kShort ? facts_[i].text_cues.at_start : 0;
    for (std::size_t cue = 0; cue < kTextCues; ++cue) {
      (*running)[cue] = (cues >> cue & 1U) != 0 ? std::uint8_t{1} : step((*running)[cue]);
    }
  };
  since_cue_.resize(facts_.size());
  until_cue_.resize(facts_.size());
  std::array<std::uint8_t, kTextCues> running{};
  running.fill(kFar);
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    measure(i, &running, &since_cue_[i]);
  }
  running.fill(kFar);
  for (std::size_t i = facts_.size(); i > 0; --i) {
    measure(i - 1, &running, &until_cue_[i - 1]);
  }
}

void BodyFeatures::FindTop() {
  std::unordered_map<NodeId, float> scores;
  float best = 0;
  for (const BlockFacts& facts : facts_) {
    float share = std::min(facts.text_words, 100.0F);
    for (std::size_t level = 0; level < 3 && share > 0 && facts.ancestors[level] != kNoNode;
         ++level) {
      float& score = scores[facts.ancestors[level]];
      score += share;
      if (score > best) {
        best = score;
        top_ = facts.ancestors[level];
      }
      share *= 0.6F;
    }
  }
  float most = 0;
  for (NodeId id = document_.body(); id < document_[document_.body()].end; ++id) {
    if (document_[id].tag == Tag::k_article) {
      const auto [first, last] = RangeOf(id);
      const float words = Sums(first, last).text_words;
      articles_ += 1;
      if (words > most) {
        most = words;
        best_article_ = id;
      }
    }
  }
}

void BodyFeatures::FindTitle() {
  float best = 0.6F;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const TextBlock& block = list_.blocks[i];
    const float heading = block.heading == 1 ? 0.3F : block.heading != 0 ? 0.15F : 0;
    const float score = facts_[i].title_cover + (facts_[i].title_cover > 0.4F ? heading : 0);
    if (score > best) {
      best = score;
      title_block_ = static_cast<std::int64_t>(i);
    }
  }
}

}  // namespace kiosque
