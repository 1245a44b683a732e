// text_breaks.h — where sentences and words end, several times as fast as ICU's break iterators.
//
// The default rules of UAX #29, over classes that ICU knows and a table holds. What those rules do
// not settle is left to ICU: scripts that need a dictionary (Chinese, Japanese, Thai …), Hebrew's
// marks, emoji sequences, and the languages whose rules ICU tailors.
//
// Errors: none; ill-formed UTF-8 counts as U+FFFD. Time linear. Threads: pure functions.
// Source: UAX #29 rev. 39 (Unicode 14), rules WB1 to WB999 and SB1 to SB998.
#ifndef KIOSQUE_CORPUS_TEXT_BREAKS_H_
#define KIOSQUE_CORPUS_TEXT_BREAKS_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace kiosque {

/// Whether the default rules are those of the language with this BCP 47 tag (or empty).
bool HasDefaultBreaks(std::string_view language);

/// Puts the end of each sentence of `text`, in bytes, into `ends`.
void FindSentenceEnds(std::string_view text, std::vector<std::size_t>& ends);

/// Puts the end of each word, space or sign into `ends`. False: the text needs more than the rules.
bool FindWordEnds(std::string_view text, std::vector<std::size_t>& ends);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_TEXT_BREAKS_H_
