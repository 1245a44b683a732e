// article_diff.h — what changed between two versions of an article, paragraph by paragraph and word
// by word.
//
//   fields   title, byline, agency, dates, lead image: old and new text where they differ
//   blocks   every paragraph of both versions once, in reading order:
//            same · changed (with word edits) · added · removed · moved (same text, another place)
//
// Paragraphs are aligned by equality of their normal form, then, between equal ones, by likeness
// and order; typography and spaces are no change.
//
// Errors: none. Time: quadratic only inside a gap of unlike paragraphs, and capped. Threads: pure
// functions.
#ifndef KIOSQUE_CORPUS_ARTICLE_DIFF_H_
#define KIOSQUE_CORPUS_ARTICLE_DIFF_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "corpus/word_diff.h"

namespace kiosque {

struct FieldDiff {
  std::string_view name;  ///< "title", "byline", "agency", "published", "modified", "lead_image"
  std::string from;       ///< empty = was absent
  std::string to;         ///< empty = is absent
  bool operator==(const FieldDiff&) const = default;
};

/// The words of two texts and the edits between them.
struct WordDiff {
  std::vector<TextToken> from{};
  std::vector<TextToken> to{};
  std::vector<Edit> edits{};
};
WordDiff DiffWords(std::string_view from, std::string_view to);

struct BlockDiff {
  enum class Kind : std::uint8_t { kSame, kChanged, kAdded, kRemoved, kMoved };
  Kind kind = Kind::kSame;
  BlockKind block = BlockKind::kParagraph;
  std::string from{};  ///< text; empty for kAdded
  std::string to{};    ///< text; empty for kRemoved
  WordDiff words{};    ///< kChanged only
};
/// "same", "changed", "added", "removed", "moved".
std::string_view BlockDiffName(BlockDiff::Kind kind);

struct ArticleDiff {
  std::vector<FieldDiff> fields{};  ///< those that differ
  WordDiff title{};                 ///< when the title differs
  std::vector<BlockDiff> blocks{};
  /// The same words in the same order, cut into other paragraphs.
  bool only_layout = false;
  bool empty() const;
};

ArticleDiff DiffArticles(const Article& from, const Article& to);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_ARTICLE_DIFF_H_
