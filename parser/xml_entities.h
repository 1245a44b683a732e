// xml_entities.h — character references of XML, and those of HTML that feeds use without declaring
// them.
//
// Errors: none; what is no reference stays as it is. No entity that a document declares is ever
// expanded. Threads: pure functions. Source: XML 1.0 §4.1, §4.6; WHATWG HTML §13.5 (names),
// §13.2.5.80 (numbers 128–159).
#ifndef KIOSQUE_PARSER_XML_ENTITIES_H_
#define KIOSQUE_PARSER_XML_ENTITIES_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace kiosque {

/// What DecodeReferences met besides plain text and references that XML knows.
struct ReferenceOddities {
  bool html_name = false;   ///< a name that only HTML defines: "&eacute;"
  bool unknown = false;     ///< "&word;" with a name that nobody defines
  bool bare = false;        ///< an '&' that begins no reference
  bool bad_number = false;  ///< "&#0;", "&#xD800;", "&#99999999;": became U+FFFD
};

/// Appends `text` to `out` with its references replaced by characters (UTF-8). Unknown names and
/// bare '&' stay as written; with `drop_unknown`, unknown references vanish (they name entities of
/// a DTD).
void AppendDecoded(std::string_view text, bool drop_unknown, std::string& out,
                   ReferenceOddities& oddities);

/// The same into a new string.
std::string DecodeReferences(std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_XML_ENTITIES_H_
