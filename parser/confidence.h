// confidence.h — how often evidence of a score was right, in percent.
//
// Each chooser ends with a score: the weight of the winner and what agrees with it. The tables say
// on how many of the development pages a field of such a score was right; docs/metadata.md has the
// counts and the command. They are for filtering a corpus, not for deciding.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_PARSER_CONFIDENCE_H_
#define KIOSQUE_PARSER_CONFIDENCE_H_

#include <cstdint>

namespace kiosque {

std::uint8_t TitleConfidence(int score);
std::uint8_t BylineConfidence(int score);
/// 0 = nothing but a date of change. Dates of change have no truth to be measured by; they are read
/// from the same kinds of evidence and borrow this table.
std::uint8_t PublishedConfidence(int score);

/// `detected`: by the text; `declared`: the page declares the same.
std::uint8_t LanguageConfidence(bool detected, bool declared);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_CONFIDENCE_H_
