// body_block.h — the page as a sequence of text blocks, gathered in one walk.
//
// A TextBlock is the text between two block boundaries: start or end of a block-level element, or
// <br>. Its text nodes all have the same nearest block-level ancestor, its `container`. Blocks
// stand in document order, so the blocks of any subtree are a range of the list:
//
//   <div> A <p> B <b>C</b> </p> D </div>      blocks: [A] [B C] [D]     RangeOf(div) = [0, 3)
//
// Only counts are taken here; text is copied later, and only of the blocks that are kept. Scripts,
// styles, form controls, embedded documents and text that is hidden inside a visible line are not
// part of any block.
//
// Errors: none. Time linear in the document, no recursion. Threads: pure function.
#ifndef KIOSQUE_PARSER_BODY_BLOCK_H_
#define KIOSQUE_PARSER_BODY_BLOCK_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "parser/body_words.h"
#include "parser/document.h"

namespace kiosque {

/// What a text stands in, as bits: an open ancestor of that kind exists.
enum BlockContext : std::uint32_t {
  kBlockInLink = 1U << 0,
  kBlockInListItem = 1U << 1,
  kBlockInTable = 1U << 2,
  kBlockInQuote = 1U << 3,
  kBlockInFigure = 1U << 4,
  kBlockInFigcaption = 1U << 5,
  kBlockInAside = 1U << 6,
  kBlockInNav = 1U << 7,
  kBlockInHeader = 1U << 8,
  kBlockInFooter = 1U << 9,
  kBlockInForm = 1U << 10,
  kBlockInArticle = 1U << 11,
  kBlockInMain = 1U << 12,
  kBlockInSection = 1U << 13,
  kBlockInButton = 1U << 14,
  kBlockInDetails = 1U << 15,
  kBlockInDialog = 1U << 16,
  kBlockInNoscript = 1U << 17,
  kBlockInHidden = 1U << 18,      ///< hidden attribute, display:none
  kBlockInAriaHidden = 1U << 19,  ///< aria-hidden=true
  kBlockInInvisible = 1U << 20,   ///< visibility:hidden, opacity:0
  kBlockInPre = 1U << 21,
  kBlockInArticleBody = 1U << 22,  ///< itemprop=articleBody and its kin
  kBlockInAddress = 1U << 23,
  kBlockInTime = 1U << 24,
  kBlockInBold = 1U << 25,
  kBlockInItalic = 1U << 26,
  kBlockInCaptionTag = 1U << 27,  ///< table caption
  kBlockInHeading = 1U << 28,
  kBlockInDefinition = 1U << 29,  ///< dl
  kBlockInHeadCell = 1U << 30,    ///< th
};

struct TextBlock {
  NodeId container = kNoNode;    ///< nearest block-level element
  std::uint32_t text_begin = 0;  ///< range in BlockList::texts
  std::uint32_t text_end = 0;
  std::uint32_t word_begin = 0;  ///< range in BlockList::words
  std::uint32_t word_end = 0;
  std::uint32_t context = 0;  ///< BlockContext bits that hold for the whole line
  std::uint32_t link_chars = 0;
  std::uint32_t bold_chars = 0;
  std::uint32_t italic_chars = 0;
  std::uint32_t time_chars = 0;
  TextCounts counts;
  std::uint16_t links = 0;   ///< a elements begun in it
  std::uint16_t breaks = 0;  ///< <br> between the text before, of the same container, and this one
  std::uint16_t images = 0;  ///< img, picture, video, iframe since the block before
  std::uint8_t heading = 0;  ///< 1…6 inside h1…h6, else 0

  std::uint32_t words() const { return word_end - word_begin; }
};

struct BlockList {
  std::vector<TextBlock> blocks;
  std::vector<NodeId> texts;         ///< text nodes, in order
  std::vector<std::uint32_t> words;  ///< hashes of folded words, in order

  /// Indices [first, last) of the blocks below `id`.
  std::pair<std::uint32_t, std::uint32_t> RangeOf(const Document& document, NodeId id) const;
};

/// Whether the element begins and ends a line of text.
bool IsBlockLevel(Tag tag);

/// More lines than any article has (a page of news has 300, a long one 6,000): what stands below
/// them on a page is not read, so that a page of ten million bytes costs what its size is worth.
inline constexpr std::size_t kMaxBlocks = 100'000;

BlockList GatherBlocks(const Document& document);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_BLOCK_H_
