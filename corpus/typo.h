// typo.h — whether one word is another with a slip of the pen in it.
//
// Letters transposed, doubled, left out, or one of them wrong; accents and case alone are always a
// slip. What makes another word is none: another first letter, an ending of two letters more, a
// short word for a short word, one number word for another.
//
// Errors: none. Threads: pure functions.
// Source: F. J. Damerau, "A technique for computer detection and correction of spelling errors",
// CACM 7(3), 1964: four in five misspellings are one insertion, deletion, substitution or
// transposition.
#ifndef KIOSQUE_CORPUS_TYPO_H_
#define KIOSQUE_CORPUS_TYPO_H_

#include <string_view>

namespace kiosque {

/// Whether the words (UTF-8, in normal form, without spaces) differ by a slip.
bool IsSlip(std::string_view from, std::string_view to);

/// The same for names, where one wrong letter may be another person: only transpositions, letters
/// left out or doubled, accents and case.
bool IsSlipInName(std::string_view from, std::string_view to);

/// "deux", "thousand", "milhões": a number in words (French, English, Portuguese, Spanish), given
/// in lower case. "un" and its likes are articles more often than numbers, and are none here.
bool IsNumberWord(std::string_view folded);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_TYPO_H_
