// body_features.h — what the body model sees of each text block.
//
// Two sets, each a row of floats a block. The first is what the page shows: the block's own text,
// its markup, its neighbours and the containers around it. The second is the context that the first
// pass of the model gives: what it thought of the neighbours and of the containers. Training
// (bench/train/) reads the very same rows (bench/body_features.cc writes them), so the order of
// features is part of the model; names are for people.
//
// An "effective ancestor" of a block is an ancestor that holds more blocks than the one below it:
// wrappers that hold nothing else are passed over, so levels mean the same on plain and on deeply
// nested pages.
//
// Errors: none. Threads: const after construction.
#ifndef KIOSQUE_PARSER_BODY_FEATURES_H_
#define KIOSQUE_PARSER_BODY_FEATURES_H_

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "parser/body_block.h"
#include "parser/body_cues.h"
#include "parser/body_evidence.h"
#include "parser/document.h"
#include "parser/feature_row.h"

namespace kiosque {

/// `part` of `whole`; nothing of nothing is 0.
inline float Ratio(float part, float whole) {
  return whole > 0 ? part / whole : 0;
}

inline constexpr std::size_t kLevels = 5;  ///< effective ancestors looked at

/// Cues that set a part of the page apart from the article.
inline constexpr std::array<ClassCue, 13> kBoxCues = {
    ClassCue::kComment,    ClassCue::kRelated, ClassCue::kSidebar, ClassCue::kAd,
    ClassCue::kNewsletter, ClassCue::kList,    ClassCue::kHidden,  ClassCue::kBox,
    ClassCue::kAuthor,     ClassCue::kMedia,   ClassCue::kEmbed,   ClassCue::kFooter,
    ClassCue::kPaywall};

/// What is known of a block besides its counts; shared by both passes.
struct BlockFacts {
  float words = 0;         ///< wide characters count half
  float link_density = 0;  ///< share of its characters in links
  float text_words = 0;    ///< words, when it reads like running text; else 0
  std::uint8_t tag = 0;    ///< TagGroup of the container
  TextCues text_cues;
  std::uint32_t class_cues = 0;  ///< of the container and two above
  std::array<std::uint8_t, kClassCues>
      cue_distance{};                       ///< steps up to the nearest element; 15 = none
  std::array<NodeId, kLevels> ancestors{};  ///< effective ancestors; kNoNode past the last
  std::uint32_t signature = 0;              ///< index of markup signature
  std::uint32_t wide_signature = 0;         ///< the same over more ancestors
  float body_cover = 0;                     ///< share found in JSON-LD articleBody
  float title_cover = 0;                    ///< likeness to a title, 0…1
  float description_cover = 0;
  bool duplicate = false;  ///< the same words stood before
};

/// Sums over a range of blocks.
struct RangeSums {
  float blocks = 0;
  float words = 0;
  float link_words = 0;
  float text_words = 0;
  float text_blocks = 0;
};

class BodyFeatures {
 public:
  /// All three must outlive this object.
  BodyFeatures(const Document& document, const BlockList& list, const BodyEvidence& evidence);

  std::size_t size() const { return facts_.size(); }
  const BlockFacts& facts(std::size_t block) const { return facts_[block]; }
  const BlockList& list() const { return list_; }
  const Document& document() const { return document_; }
  /// The block that is most like the page's title; -1 when none is.
  std::int64_t title_block() const { return title_block_; }

  /// Puts the first row of `block` into `row`, FirstNames().size() features.
  void First(std::size_t block, FeatureRow* row) const;
  static const std::vector<std::string_view>& FirstNames();

  /// Share of the page's running text in the widest box of that kind around the block, if the box
  /// holds neither the title nor most of the text; -1 when there is none.
  float BoxShare(std::size_t block, ClassCue cue) const;

  /// Indices [first, last) of the blocks below `id`.
  std::pair<std::uint32_t, std::uint32_t> RangeOf(NodeId id) const {
    return {starts_[id], starts_[document_[id].end]};
  }
  RangeSums Sums(std::uint32_t first, std::uint32_t last) const;

 private:
  template <typename Row>
  friend class FirstRow;

  /// Elements of one markup: an article's container is one of its kind, comments and teasers are
  /// many.
  struct UnitStats {
    float count = 0;
    float text_count = 0;  ///< those with running text
    float text_words = 0;
  };
  struct UnitPlace {
    std::uint32_t unit = 0;   ///< index into units_
    std::uint32_t index = 0;  ///< how many of the kind stand before it
  };
  struct SignatureStats {
    float count = 0;
    float words = 0;
    float link_words = 0;
    float text_words = 0;
  };

  void CountStarts();
  void GatherFacts();
  void ReadMarkup(std::size_t block);
  void Compare(std::size_t block);
  void SumUp();
  void CountUnits();
  void MeasureBoxes();
  void MeasureCues();
  void FindTop();
  void FindTitle();

  const Document& document_;
  const BlockList& list_;
  const BodyEvidence& evidence_;
  std::vector<BlockFacts> facts_;
  std::vector<std::uint32_t> starts_;  // a node: how many blocks begin before it
  std::vector<RangeSums> prefix_;      // sums over blocks [0, i)
  std::vector<SignatureStats> signatures_;
  std::vector<SignatureStats> wide_signatures_;
  std::vector<UnitStats> units_;
  std::vector<UnitPlace> unit_of_;           // a node
  std::vector<std::uint32_t> element_cues_;  // a node
  std::vector<std::uint32_t> cues_above_;    // a node: its own and those of all its ancestors
  // Share of the page's running text in the widest ancestor of a block that has a cue of kBoxCues
  // and holds neither title nor most text; -1 when there is none. A row a block.
  std::vector<std::array<float, kBoxCues.size()>> box_shares_;
  // Blocks since the last short block, and until the next one, that begins with a cue.
  std::vector<std::array<std::uint8_t, kTextCues>> since_cue_;
  std::vector<std::array<std::uint8_t, kTextCues>> until_cue_;
  NodeId top_ = kNoNode;  // container of the most running text, as Readability would choose
  NodeId best_article_ = kNoNode;  // <article> with the most running text
  std::int64_t title_block_ = -1;
  float articles_ = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_FEATURES_H_
