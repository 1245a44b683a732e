// markup.h — text as character data of HTML and XML.
//
// Threads: pure functions.
#ifndef KIOSQUE_BASE_MARKUP_H_
#define KIOSQUE_BASE_MARKUP_H_

#include <string>
#include <string_view>

namespace kiosque {

/// Appends `text` with & < > " as named references: right between tags and in a double-quoted
/// attribute, in HTML and in XML. Removes nothing: control characters are base/sanitize.h's.
void AppendMarkup(std::string_view text, std::string& out);
std::string EscapeMarkup(std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_MARKUP_H_
