// The first row of the body model; see parser/body_features.h.
#include <algorithm>
#include <type_traits>

#include "parser/body_features.h"
#include "parser/body_tag_group.h"

namespace kiosque {
// Appends features in their fixed order to `Row`, or their names to a list of names.
template <typename Row>
class FirstRow {
 public:
  FirstRow(const BodyFeatures& page, std::size_t block, Row* row)
      : page_(page), i_(block), row_(*row) {}

  void Write() {
    Own();
    Markup();
    Cues();
    Place();
    Neighbours();
    Containers();
    Units();
    Page();
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
  void Put(std::string_view name, bool value) { Put(name, value ? 1.0F : 0.0F); }
  template <typename T>
  void Count(std::string_view name, T value) {
    Put(name, static_cast<float>(value));
  }

  // Names of cues, looked up only when they are asked for.
  std::string_view ClassName(std::size_t cue) const {
    return kNaming ? ClassCueName(cue) : std::string_view();
  }
  std::string_view TextName(std::size_t cue) const {
    return kNaming ? TextCueName(cue) : std::string_view();
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
  void Units();
  void Signature(const BodyFeatures::SignatureStats& stats,
                 std::span<const std::string_view> names);
  void Page();

  const BodyFeatures& page_;
  std::size_t i_ = 0;
  Row& row_;
};

template <typename Row>
void FirstRow<Row>::Own() {
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

template <typename Row>
void FirstRow<Row>::Markup() {
  constexpr std::string_view kNames[] = {
      "in_link",       "in_li",      "in_table",        "in_quote",   "in_figure",
      "in_figcaption", "in_aside",   "in_nav",          "in_header",  "in_footer",
      "in_form",       "in_article", "in_main",         "in_section", "in_button",
      "in_details",    "in_dialog",  "in_noscript",     "in_hidden",  "in_aria_hidden",
      "in_invisible",  "in_pre",     "in_article_body", "in_address", "in_time",
      "in_bold",       "in_italic",  "in_caption",      "in_heading", "in_dl",
      "in_th"};
  const std::uint32_t context = kNaming ? 0 : block().context;
  for (std::size_t bit = 0; bit < std::size(kNames); ++bit) {
    Put(kNames[bit], (context >> bit & 1U) != 0);
  }
  Count("tag", kNaming ? 0 : facts().tag);
}

template <typename Row>
void FirstRow<Row>::Cues() {
  for (std::size_t cue = 0; cue < kClassCues; ++cue) {
    Count(ClassName(cue), kNaming ? 0 : facts().cue_distance[cue]);
  }
  for (std::size_t cue = 0; cue < kTextCues; ++cue) {
    Put(TextName(cue), !kNaming && (facts().text_cues.at_start >> cue & 1U) != 0);
  }
  for (std::size_t cue = 0; cue < kTextCues; ++cue) {
    Put(TextName(cue), !kNaming && (facts().text_cues.anywhere >> cue & 1U) != 0);
  }
}

template <typename Row>
void FirstRow<Row>::Place() {
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

template <typename Row>
void FirstRow<Row>::Neighbour(int offset, std::span<const std::string_view> names) {
  const auto at = static_cast<std::int64_t>(i_) + offset;
  const bool there = !kNaming && at >= 0 && at < static_cast<std::int64_t>(size());
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

template <typename Row>
void FirstRow<Row>::Neighbours() {
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
  const RangeSums after = kNaming ? RangeSums{} : page_.Sums(at + 1, to);
  Put("window_before", before.words);
  Put("window_text_before", before.text_words);
  Put("window_links_before", Ratio(before.link_words, before.words));
  Put("window_after", after.words);
  Put("window_text_after", after.text_words);
  Put("window_links_after", Ratio(after.link_words, after.words));
}

template <typename Row>
void FirstRow<Row>::Signature(const BodyFeatures::SignatureStats& stats,
                              std::span<const std::string_view> names) {
  Put(names[0], stats.count);
  Put(names[1], Ratio(stats.words, stats.count));
  Put(names[2], Ratio(stats.link_words, stats.words));
  Put(names[3], Ratio(stats.text_words, page_.prefix_.back().text_words));
}

template <typename Row>
void FirstRow<Row>::Containers() {
  constexpr std::string_view kNames[kLevels][7] = {
      {"c1_blocks", "c1_words", "c1_links", "c1_text", "c1_share", "c1_tag", "c1_place"},
      {"c2_blocks", "c2_words", "c2_links", "c2_text", "c2_share", "c2_tag", "c2_place"},
      {"c3_blocks", "c3_words", "c3_links", "c3_text", "c3_share", "c3_tag", "c3_place"},
      {"c4_blocks", "c4_words", "c4_links", "c4_text", "c4_share", "c4_tag", "c4_place"},
      {"c5_blocks", "c5_words", "c5_links", "c5_text", "c5_share", "c5_tag", "c5_place"}};
  const float page_text = page_.prefix_.back().text_words;
  for (std::size_t level = 0; level < kLevels; ++level) {
    const NodeId id = kNaming ? kNoNode : facts().ancestors[level];
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
  Signature(kNaming ? none : page_.signatures_[facts().signature], kNarrow);
  Signature(kNaming ? none : page_.wide_signatures_[facts().wide_signature], kWide);
}

template <typename Row>
void FirstRow<Row>::Units() {
  constexpr std::string_view kNames[kLevels][4] = {{"u1_count", "u1_text", "u1_index", "u1_share"},
                                                   {"u2_count", "u2_text", "u2_index", "u2_share"},
                                                   {"u3_count", "u3_text", "u3_index", "u3_share"},
                                                   {"u4_count", "u4_text", "u4_index", "u4_share"},
                                                   {"u5_count", "u5_text", "u5_index", "u5_share"}};
  const auto at = static_cast<std::int64_t>(i_);
  float title_level = kLevels + 1;
  for (std::size_t level = 0; level < kLevels; ++level) {
    const NodeId id = kNaming ? kNoNode : facts().ancestors[level];
    BodyFeatures::UnitPlace place;
    BodyFeatures::UnitStats stats;
    float text = 0;
    if (id != kNoNode) {
      place = page_.unit_of_[id];
      stats = page_.units_.empty() ? stats : page_.units_[place.unit];
      const auto [first, last] = page_.RangeOf(id);
      text = page_.Sums(first, last).text_words;
      const bool titled = page_.title_block_ >= first && page_.title_block_ < last;
      title_level = titled && title_level > kLevels ? static_cast<float>(level) : title_level;
    }
    Put(kNames[level][0], stats.count);
    Put(kNames[level][1], stats.text_count);
    Count(kNames[level][2], place.index);
    Put(kNames[level][3], Ratio(text, stats.text_words));
  }
  for (std::size_t cue = 0; cue < kBoxCues.size(); ++cue) {
    Put(ClassName(static_cast<std::size_t>(kBoxCues[cue])),
        kNaming ? 0.0F : page_.box_shares_[i_][cue]);
  }
  Put("title_level", page_.title_block_ < 0 ? -1.0F : title_level);
  Put("before_title", at < page_.title_block_);
  for (std::size_t cue = 0; cue < kTextCues; ++cue) {
    Count(TextName(cue), kNaming ? 0 : page_.since_cue_[i_][cue]);
  }
  for (std::size_t cue = 0; cue < kTextCues; ++cue) {
    Count(TextName(cue), kNaming ? 0 : page_.until_cue_[i_][cue]);
  }
}

template <typename Row>
void FirstRow<Row>::Page() {
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

void BodyFeatures::First(std::size_t block, FeatureRow* row) const {
  FirstRow(*this, block, row).Write();
}

const std::vector<std::string_view>& BodyFeatures::FirstNames() {
  static const std::vector<std::string_view> kNames = [] {
    const Document document = Document::Parse("<p>a</p>");
    const BlockList list = GatherBlocks(document);
    const BodyEvidence evidence;
    const BodyFeatures page(document, list, evidence);
    std::vector<std::string_view> names;
    FirstRow(page, 0, &names).Write();
    return names;
  }();
  return kNames;
}

}  // namespace kiosque
