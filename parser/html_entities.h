// html_entities.h — character references in text that was escaped once more than HTML asks for.
//
// The tree builder decodes the references of HTML itself. Titles and names inside attributes,
// JSON-LD and feeds often carry another layer ("L&amp;#039;Avenir"): that one is decoded here. The
// names are HTML 4's and "apos".
//
// Errors: none; what is no reference stays as it is. Time: linear. Threads: pure functions.
// Source: HTML 4.01 §24; HTML §13.2.5.80 (numeric references, windows-1252 for 0x80-0x9F).
#ifndef KIOSQUE_PARSER_HTML_ENTITIES_H_
#define KIOSQUE_PARSER_HTML_ENTITIES_H_

#include <string>
#include <string_view>

namespace kiosque {

/// `text` with its character references replaced, one layer of them.
std::string DecodeEntities(std::string_view text);

/// Appends `c`; U+FFFD for what is no scalar value.
void AppendUtf8(char32_t c, std::string* out);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_HTML_ENTITIES_H_
