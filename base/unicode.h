// unicode.h — the few Unicode services that several stages share (done by ICU).
//
// Errors: none; invalid UTF-8 is read as U+FFFD. Threads: pure functions.
#ifndef KIOSQUE_BASE_UNICODE_H_
#define KIOSQUE_BASE_UNICODE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace kiosque {

/// Appends `c` as UTF-8; a surrogate or a number beyond U+10FFFF becomes U+FFFD.
void AppendUtf8(char32_t c, std::string* out);

/// Whether `text` is well-formed UTF-8 (RFC 3629). Fast on ASCII.
bool IsValidUtf8(std::string_view text);

/// `text` in Normalization Form C (UAX #15); returned as it is when it already is.
std::string ToNfc(std::string text);

/// Lower case by full Unicode case folding (UAX #44), for comparing, not for showing.
std::string FoldCase(std::string_view text);

/// White space (Unicode White_Space, zero-width and soft-hyphen characters dropped) runs become one
/// space; both ends trimmed.
std::string CollapseSpace(std::string_view text);

/// Words as a reader counts them: maximal runs of letters, digits, marks and inner apostrophes or
/// hyphens; each Han, Hiragana, Katakana, Thai, Lao and Khmer character counts for half a word,
/// rounded up.
std::size_t CountWords(std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_UNICODE_H_
