// charset_sniff.h — what the first bytes of a page say about its encoding.
//
// Errors: none. Reads at most kSniffBytes. Threads: pure functions.
// Source: HTML §13.2.3.2 (prescan), §13.2.3.5 (XML declaration). The standard looks at 1024 bytes
// and then changes its mind while parsing; looking further at once comes to the same.
#ifndef KIOSQUE_PARSER_CHARSET_SNIFF_H_
#define KIOSQUE_PARSER_CHARSET_SNIFF_H_

#include <cstddef>
#include <string_view>

namespace kiosque {

struct Encoding;

inline constexpr std::size_t kSniffBytes = 32 * 1024;

/// The encoding named by a meta element or by an XML declaration; null when there is none.
const Encoding* SniffDeclaration(std::string_view bytes);

/// UTF-16 without a byte order mark, told by where its NUL bytes stand; null for anything else.
const Encoding* SniffUtf16(std::string_view bytes);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_CHARSET_SNIFF_H_
