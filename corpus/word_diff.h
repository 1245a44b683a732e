// word_diff.h — two texts compared word by word.
//
//   "Les travaux ont coûté 42 millions."          = Les travaux ont coûté
//   "Les travaux ont coûté 24 millions."          - 42    + 24
//                                                 = millions.
//
// A token is a word, a number with its separators ("1 200", "14h30"), or one sign. Tokens compare
// by their normal form (base/article_text.h), so that a typographic quote is no edit.
//
// Errors: none; any bytes. Time: Myers' O((N+M)D), with D capped; texts further apart than that
// count as replaced from end to end. Memory: O(D²), at most 16 MB. Threads: pure functions.
// Source: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1, 1986.
#ifndef KIOSQUE_CORPUS_WORD_DIFF_H_
#define KIOSQUE_CORPUS_WORD_DIFF_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kiosque {

struct TextToken {
  enum class Kind : std::uint8_t { kWord, kNumber, kSign };
  std::string text;  ///< in normal form
  Kind kind = Kind::kWord;
  bool space_before = false;  ///< a space stood in front of it
  bool operator==(const TextToken& other) const { return text == other.text; }
};

/// The tokens of one paragraph.
std::vector<TextToken> Tokenize(std::string_view text);

enum class EditKind : std::uint8_t { kSame, kRemoved, kAdded };

/// A run of elements: of the old sequence for kSame and kRemoved, of the new one for kAdded.
struct Edit {
  EditKind kind = EditKind::kSame;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const Edit&) const = default;
};

/// The shortest way from `from` to `to`; equal numbers are equal elements. Within one change what
/// was removed comes first.
std::vector<Edit> DiffSequences(const std::vector<std::uint32_t>& from,
                                const std::vector<std::uint32_t>& to);

/// The same for tokens.
std::vector<Edit> DiffTokens(const std::vector<TextToken>& from, const std::vector<TextToken>& to);

/// The text of tokens [begin, end), with the spaces between them.
std::string JoinTokens(const std::vector<TextToken>& tokens, std::size_t begin, std::size_t end);

/// How alike two paragraphs are: 0 (no word in common) to 1, twice the words in common by all words
/// (Dice's coefficient over multisets).
double WordLikeness(const std::vector<TextToken>& a, const std::vector<TextToken>& b);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WORD_DIFF_H_
