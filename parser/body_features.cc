#include "parser/body_features.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace kiosque {
namespace {

constexpr std::uint8_t kNoCue = 15;

// Elements by what they do to text.
enum TagGroup : std::uint8_t {
  kGroupOther = 0,
  kGroupP = 1,
  kGroupDiv = 2,
  kGroupListItem = 3,
  kGroupHeading = 4,
  kGroupCell = 5,
  kGroupQuote = 6,
  kGroupPre = 7,
  kGroupCaption = 8,
  kGroupArticle = 9,
  kGroupSection = 10,
  kGroupMain = 11,
  kGroupBody = 12,
  kGroupList = 13,
  kGroupAside = 14,
  kGroupNav = 15,
  kGroupHeader = 16,
  kGroupFooter = 17,
  kGroupForm = 18,
  kGroupTable = 19,
  kGroupFigure = 20,
  kGroupTerm = 21,
};

TagGroup GroupOf(Tag tag) {
  switch (tag) {
    case Tag::k_p:
      return kGroupP;
    case Tag::k_div:
    case Tag::k_center:
      return kGroupDiv;
    case Tag::k_li:
      return kGroupListItem;
    case Tag::k_h1:
    case Tag::k_h2:
    case Tag::k_h3:
    case Tag::k_h4:
    case Tag::k_h5:
    case Tag::k_h6:
      return kGroupHeading;
    case Tag::k_td:
    case Tag::k_th:
      return kGroupCell;
    case Tag::k_blockquote:
      return kGroupQuote;
    case Tag::k_pre:
      return kGroupPre;
    case Tag::k_figcaption:
    case Tag::k_caption:
      return kGroupCaption;
    case Tag::k_article:
      return kGroupArticle;
    case Tag::k_section:
      return kGroupSection;
    case Tag::k_main:
      return kGroupMain;
    case Tag::k_body:
      return kGroupBody;
    case Tag::k_ul:
    case Tag::k_ol:
      return kGroupList;
    case Tag::k_aside:
      return kGroupAside;
    case Tag::k_nav:
      return kGroupNav;
    case Tag::k_header:
      return kGroupHeader;
    case Tag::k_footer:
      return kGroupFooter;
    case Tag::k_form:
    case Tag::k_button:
    case Tag::k_label:
      return kGroupForm;
    case Tag::k_table:
    case Tag::k_tbody:
    case Tag::k_tr:
      return kGroupTable;
    case Tag::k_figure:
      return kGroupFigure;
    case Tag::k_dd:
    case Tag::k_dt:
    case Tag::k_dl:
      return kGroupTerm;
    default:
      return kGroupOther;
  }
}

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

float Ratio(float part, float whole) {
  return whole > 0 ? part / whole : 0;
}

// Share of `words` that stand in `other`, as a set; both are short.
float Overlap(std::span<const std::uint32_t> words, std::span<const std::uint32_t> other) {
  std::size_t found = 0;
  for (const std::uint32_t word : words) {
    found += std::find(other.begin(), other.end(), word) != other.end() ? 1 : 0;
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
  FindTop();
  FindTitle();
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
  std::vector<std::uint32_t> element_cues(document_.size(), 0);
  ClassCueReader reader;
  for (NodeId id = document_.body(); id < document_[document_.body()].end; ++id) {
    if (document_[id].tag == Tag::kText || document_[id].attributes == 0 ||
        starts_[id] == starts_[document_[id].end]) {
      continue;
    }
    element_cues[id] =
        reader.Read(document_.Get(id, "class")) | reader.Read(document_.Get(id, "id"));
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
    ReadMarkup(i, &element_cues, &reader);
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

void BodyFeatures::ReadMarkup(std::size_t i, std::vector<std::uint32_t>* element_cues,
                              ClassCueReader*) {
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
    const std::uint32_t cues = (*element_cues)[id];
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

// Appends features in their fixed order; collects the names instead when asked for them.
class FirstRow {
 public:
  FirstRow(const BodyFeatures& page, std::size_t block, std::span<float> row)
      : page_(page), i_(block), row_(row) {}
  explicit FirstRow(const BodyFeatures& page, std::vector<std::string_view>* names)
      : page_(page), names_(names) {}

  void Write() {
    Own();
    Markup();
    Cues();
    Place();
    Neighbours();
    Containers();
    Page();
  }

 private:
  void Put(std::string_view name, float value) {
    if (names_ != nullptr) {
      names_->push_back(name);
    } else {
      row_[at_] = value;
      ++at_;
    }
  }
  void Put(std::string_view name, bool value) { Put(name, value ? 1.0F : 0.0F); }
  template <typename T>
  void Count(std::string_view name, T value) {
    Put(name, static_cast<float>(value));
  }

  const BlockFacts& facts() const { return page_.facts_[i_]; }
  const TextBlock& block() const { return page_.list_.blocks[i_]; }
  std::size_t size() const { return page_.facts_.size(); }

  void Own();
  void Markup();
  void Cues();
  void Place();
  void Neighbours();
  void Neighbour(int offset, std::span<const std::string_view> names);
  void Containers();
  void Signature(const BodyFeatures::SignatureStats& stats,
                 std::span<const std::string_view> names);
  void Page();

  const BodyFeatures& page_;
  std::size_t i_ = 0;
  std::span<float> row_;
  std::size_t at_ = 0;
  std::vector<std::string_view>* names_ = nullptr;
};

void FirstRow::Own() {
  const TextCounts& counts = block().counts;
  const auto chars = static_cast<float>(counts.chars);
  const float words = std::max(facts().words, 0.5F);
  Put("words", facts().words);
  Put("word_length", chars / words);
  Put("link_density", facts().link_density);
  Count("links", block().links);
  Put("bold", Ratio(static_cast<float>(block().bold_chars), chars));
  Put("italic", Ratio(static_cast<float>(block().italic_chars), chars));
  Put("time", Ratio(static_cast<float>(block().time_chars), chars));
  Put("upper", static_cast<float>(counts.upper) / words);
  Put("digits", Ratio(static_cast<float>(counts.digits), chars));
  Count("commas", counts.commas);
  Count("sentence_ends", counts.sentence_ends);
  Put("symbols", Ratio(static_cast<float>(counts.symbols), chars));
  Put("wide", Ratio(static_cast<float>(counts.wide), chars));
  Put("first_upper", counts.first == 'U');
  Put("first_lower", counts.first == 'l');
  Put("first_digit", counts.first == '0');
  Put("last_sentence", counts.last == 's');
  Put("last_colon", counts.last == ':');
  Put("last_word", counts.last == 'w');
  Count("heading", block().heading);
  Count("breaks", block().breaks);
  Count("images", block().images);
  Put("body_cover", facts().body_cover);
  Put("title_cover", facts().title_cover);
  Put("description_cover", facts().description_cover);
  Put("duplicate", facts().duplicate);
}

void FirstRow::Markup() {
  constexpr std::string_view kNames[] = {
      "in_link",       "in_li",      "in_table",        "in_quote",   "in_figure",
      "in_figcaption", "in_aside",   "in_nav",          "in_header",  "in_footer",
      "in_form",       "in_article", "in_main",         "in_section", "in_button",
      "in_details",    "in_dialog",  "in_noscript",     "in_hidden",  "in_aria_hidden",
      "in_invisible",  "in_pre",     "in_article_body", "in_address", "in_time",
      "in_bold",       "in_italic",  "in_caption",      "in_heading", "in_dl",
      "in_th"};
  const std::uint32_t context = names_ != nullptr ? 0 : block().context;
  for (std::size_t bit = 0; bit < std::size(kNames); ++bit) {
    Put(kNames[bit], (context >> bit & 1U) != 0);
  }
  Count("tag", names_ != nullptr ? 0 : facts().tag);
}

void FirstRow::Cues() {
  for (std::size_t cue = 0; cue < kClassCues; ++cue) {
    Count(ClassCueName(cue), names_ != nullptr ? 0 : facts().cue_distance[cue]);
  }
  for (std::size_t cue = 0; cue < kTextCues; ++cue) {
    Put(TextCueName(cue), names_ == nullptr && (facts().text_cues.at_start >> cue & 1U) != 0);
  }
  for (std::size_t cue = 0; cue < kTextCues; ++cue) {
    Put(TextCueName(cue), names_ == nullptr && (facts().text_cues.anywhere >> cue & 1U) != 0);
  }
}

void FirstRow::Place() {
  const float words = page_.prefix_.back().words;
  const float before = page_.prefix_[i_].words;
  Count("index", i_);
  Put("index_share", static_cast<float>(i_) / static_cast<float>(size()));
  Put("words_before_share", Ratio(before, words));
  Put("text_before_share", Ratio(page_.prefix_[i_].text_words, page_.prefix_.back().text_words));
  const bool titled = page_.title_block_ >= 0;
  const auto title = static_cast<std::size_t>(titled ? page_.title_block_ : 0);
  Put("titled", titled);
  Count("after_title", titled ? static_cast<std::int64_t>(i_) - page_.title_block_ : -1000);
  Put("words_after_title", titled ? before - page_.prefix_[title].words : -10000.0F);
  Put("text_after_title",
      titled ? page_.prefix_[i_].text_words - page_.prefix_[title].text_words : -10000.0F);
  std::size_t heading = 0;
  while (heading < 60 && heading < i_ && page_.list_.blocks[i_ - heading].heading == 0) {
    ++heading;
  }
  Count("since_heading", heading);
  Put("heading_title_cover", page_.facts_[i_ - heading].title_cover);
  const std::uint32_t heading_cues = heading > 0 && page_.list_.blocks[i_ - heading].heading != 0
                                         ? page_.facts_[i_ - heading].text_cues.anywhere
                                         : 0;
  Put("heading_related", (heading_cues & (1U << static_cast<unsigned>(TextCue::kRelated) |
                                          1U << static_cast<unsigned>(TextCue::kSection))) != 0);
  Put("heading_other", (heading_cues & (1U << static_cast<unsigned>(TextCue::kComment) |
                                        1U << static_cast<unsigned>(TextCue::kNewsletter) |
                                        1U << static_cast<unsigned>(TextCue::kShare) |
                                        1U << static_cast<unsigned>(TextCue::kByline))) != 0);
}

void FirstRow::Neighbour(int offset, std::span<const std::string_view> names) {
  const auto at = static_cast<std::int64_t>(i_) + offset;
  const bool there = names_ == nullptr && at >= 0 && at < static_cast<std::int64_t>(size());
  const BlockFacts none;
  const TextBlock nothing;
  const BlockFacts& other = there ? page_.facts_[static_cast<std::size_t>(at)] : none;
  const TextBlock& other_block = there ? page_.list_.blocks[static_cast<std::size_t>(at)] : nothing;
  Put(names[0], there ? other.words : -1.0F);
  Put(names[1], there ? other.link_density : -1.0F);
  Count(names[2], there ? other.tag : -1);
  Put(names[3], there && other.signature == facts().signature);
  Put(names[4], there && other_block.counts.last == 's');
  Put(names[5], there && other.ancestors[0] == facts().ancestors[0]);
  Count(names[6], other.text_cues.at_start == 0 ? 0 : __builtin_ctz(other.text_cues.at_start) + 1);
}

void FirstRow::Neighbours() {
  constexpr std::string_view kNames[6][7] = {
      {"p1_words", "p1_links", "p1_tag", "p1_same", "p1_sentence", "p1_sibling", "p1_cue"},
      {"n1_words", "n1_links", "n1_tag", "n1_same", "n1_sentence", "n1_sibling", "n1_cue"},
      {"p2_words", "p2_links", "p2_tag", "p2_same", "p2_sentence", "p2_sibling", "p2_cue"},
      {"n2_words", "n2_links", "n2_tag", "n2_same", "n2_sentence", "n2_sibling", "n2_cue"},
      {"p3_words", "p3_links", "p3_tag", "p3_same", "p3_sentence", "p3_sibling", "p3_cue"},
      {"n3_words", "n3_links", "n3_tag", "n3_same", "n3_sentence", "n3_sibling", "n3_cue"}};
  constexpr int kOffsets[6] = {-1, 1, -2, 2, -3, 3};
  for (std::size_t k = 0; k < 6; ++k) {
    Neighbour(kOffsets[k], kNames[k]);
  }
  constexpr std::uint32_t kWindow = 6;
  const auto at = static_cast<std::uint32_t>(i_);
  const auto last = static_cast<std::uint32_t>(size());
  const std::uint32_t from = at > kWindow ? at - kWindow : 0;
  const std::uint32_t to = std::min(at + kWindow + 1, last);
  const RangeSums before = page_.Sums(from, at);
  const RangeSums after = names_ != nullptr ? RangeSums{} : page_.Sums(at + 1, to);
  Put("window_before", before.words);
  Put("window_text_before", before.text_words);
  Put("window_links_before", Ratio(before.link_words, before.words));
  Put("window_after", after.words);
  Put("window_text_after", after.text_words);
  Put("window_links_after", Ratio(after.link_words, after.words));
}

void FirstRow::Signature(const BodyFeatures::SignatureStats& stats,
                         std::span<const std::string_view> names) {
  Put(names[0], stats.count);
  Put(names[1], Ratio(stats.words, stats.count));
  Put(names[2], Ratio(stats.link_words, stats.words));
  Put(names[3], Ratio(stats.text_words, page_.prefix_.back().text_words));
}

void FirstRow::Containers() {
  constexpr std::string_view kNames[kLevels][7] = {
      {"c1_blocks", "c1_words", "c1_links", "c1_text", "c1_share", "c1_tag", "c1_place"},
      {"c2_blocks", "c2_words", "c2_links", "c2_text", "c2_share", "c2_tag", "c2_place"},
      {"c3_blocks", "c3_words", "c3_links", "c3_text", "c3_share", "c3_tag", "c3_place"},
      {"c4_blocks", "c4_words", "c4_links", "c4_text", "c4_share", "c4_tag", "c4_place"},
      {"c5_blocks", "c5_words", "c5_links", "c5_text", "c5_share", "c5_tag", "c5_place"}};
  const float page_text = page_.prefix_.back().text_words;
  for (std::size_t level = 0; level < kLevels; ++level) {
    const NodeId id = names_ != nullptr ? kNoNode : facts().ancestors[level];
    const auto [first, last] =
        id == kNoNode
            ? std::pair<std::uint32_t, std::uint32_t>{0, static_cast<std::uint32_t>(size())}
            : page_.RangeOf(id);
    const RangeSums sums = page_.Sums(first, last);
    Put(kNames[level][0], sums.blocks);
    Put(kNames[level][1], sums.words);
    Put(kNames[level][2], Ratio(sums.link_words, sums.words));
    Put(kNames[level][3], Ratio(sums.text_words, sums.words));
    Put(kNames[level][4], Ratio(sums.text_words, page_text));
    Count(kNames[level][5], id == kNoNode ? -1 : GroupOf(page_.document_[id].tag));
    Put(kNames[level][6], Ratio(static_cast<float>(i_ - first), sums.blocks));
  }
  constexpr std::string_view kNarrow[] = {"sig_count", "sig_words", "sig_links", "sig_share"};
  constexpr std::string_view kWide[] = {"wide_count", "wide_words", "wide_links", "wide_share"};
  const BodyFeatures::SignatureStats none;
  Signature(names_ != nullptr ? none : page_.signatures_[facts().signature], kNarrow);
  Signature(names_ != nullptr ? none : page_.wide_signatures_[facts().wide_signature], kWide);
}

void FirstRow::Page() {
  const RangeSums& all = page_.prefix_.back();
  const auto top = page_.top_ == kNoNode ? std::pair<std::uint32_t, std::uint32_t>{0, 0}
                                         : page_.RangeOf(page_.top_);
  const auto at = static_cast<std::int64_t>(i_);
  const bool in_top = at >= top.first && at < top.second;
  Put("in_top", in_top);
  Count("top_before", static_cast<std::int64_t>(top.first) - at);
  Count("top_after", at - static_cast<std::int64_t>(top.second));
  Put("top_share", Ratio(page_.Sums(top.first, top.second).text_words, all.text_words));
  const auto article = page_.best_article_ == kNoNode
                           ? std::pair<std::uint32_t, std::uint32_t>{0, 0}
                           : page_.RangeOf(page_.best_article_);
  Put("in_best_article", at >= article.first && at < article.second);
  Put("best_article_share",
      Ratio(page_.Sums(article.first, article.second).text_words, all.text_words));
  Put("articles", page_.articles_);
  Put("page_blocks", all.blocks);
  Put("page_words", all.words);
  Put("page_links", Ratio(all.link_words, all.words));
  Put("page_text", all.text_words);
  Put("page_text_mean", Ratio(all.text_words, all.text_blocks));
  Count("page_body_words", page_.evidence_.article_body_words);
  Put("says_article", page_.evidence_.says_article);
}

void BodyFeatures::First(std::size_t block, std::span<float> row) const {
  FirstRow(*this, block, row).Write();
}

const std::vector<std::string_view>& BodyFeatures::FirstNames() {
  static const std::vector<std::string_view> kNames = [] {
    const Document document = Document::Parse("<p>a</p>");
    const BlockList list = GatherBlocks(document);
    const BodyEvidence evidence;
    const BodyFeatures page(document, list, evidence);
    std::vector<std::string_view> names;
    FirstRow(page, &names).Write();
    return names;
  }();
  return kNames;
}

}  // namespace kiosque
