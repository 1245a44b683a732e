// ad_labels.h — lines that only say that an advertisement stands here or that the text goes on
// below it, in the languages of the press that we read.
//
// Errors: none. Threads: pure function over a constant table.
#ifndef KIOSQUE_PARSER_AD_LABELS_H_
#define KIOSQUE_PARSER_AD_LABELS_H_

#include <cstdint>
#include <span>

namespace kiosque {

/// Whether a line of these hashed words (parser/body_words.h) is the label of an advertisement and
/// nothing else; the same label twice in a row is one, too.
bool IsAdLabel(std::span<const std::uint32_t> words);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_AD_LABELS_H_
