// sanitize.h — text from the web made fit for a terminal, a log line or a cell.
//
// Errors: none; any bytes in, valid UTF-8 out. Threads: pure functions.
// Source: ECMA-48 (escape sequences); Unicode UTR #36 (bidirectional overrides).
#ifndef KIOSQUE_BASE_SANITIZE_H_
#define KIOSQUE_BASE_SANITIZE_H_

#include <string>
#include <string_view>

namespace kiosque {

/// One line: control characters (C0, C1, DEL), bidi overrides and line separators become a space,
/// runs of space one space; invalid UTF-8 becomes U+FFFD. For log lines, table cells and messages.
std::string SanitizeLine(std::string_view text);

/// Several lines: as SanitizeLine, but '\n' and '\t' and the spaces as written stay.
std::string SanitizeText(std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_SANITIZE_H_
