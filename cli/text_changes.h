// text_changes.h — what changed between two versions of an article, for people to read.
//
//   - … Les travaux ont coûté [42] millions de francs, payés …
//   + … Les travaux ont coûté [24] millions de francs, payés …
//
// Errors: none. Time: paragraphs are matched by equality, then pairwise in order. Threads: pure
// functions.
#ifndef KIOSQUE_CLI_TEXT_CHANGES_H_
#define KIOSQUE_CLI_TEXT_CHANGES_H_

#include <string>
#include <vector>

#include "base/article.h"

namespace kiosque {

/// One paragraph (or the title) that is not in both versions. The words around `old_words` and
/// `new_words` are alike.
struct TextChange {
  std::string before;     ///< words in front of the change
  std::string old_words;  ///< empty = nothing was there
  std::string new_words;  ///< empty = taken out
  std::string after;
  bool operator==(const TextChange&) const = default;
};

/// Changes of title and paragraphs, in reading order.
std::vector<TextChange> TextChanges(const Article& from, const Article& to);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_TEXT_CHANGES_H_
