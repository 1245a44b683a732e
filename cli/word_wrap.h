// word_wrap.h — text broken into lines that fit a terminal.
//
// Errors: none. Threads: pure function.
#ifndef KIOSQUE_CLI_WORD_WRAP_H_
#define KIOSQUE_CLI_WORD_WRAP_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace kiosque {

/// Breaks the lines of `text` (valid UTF-8) at spaces so that none is longer than `columns`
/// characters, unless one word is. Lines that are short enough stay as they are.
std::string WrapWords(std::string_view text, std::size_t columns);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_WORD_WRAP_H_
