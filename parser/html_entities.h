// html_entities.h — character references: "&eacute;", "&#233;", "&#xE9;".
//
// Errors: none; what is no reference stays as it is. Time linear. Threads: pure functions.
// Source: HTML §13.2.5.72 ff. (tokenizing), §13.5 (names).
#ifndef KIOSQUE_PARSER_HTML_ENTITIES_H_
#define KIOSQUE_PARSER_HTML_ENTITIES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "parser/text_arena.h"

namespace kiosque {

enum class ReferenceContext : std::uint8_t {
  kText,
  kAttribute,  ///< "&copy=1" and "&copyx" stay as they are, for the sake of addresses
  kEscaped,  ///< only references that end with ';' count: text escaped once more than HTML asks for
};

/// `text` with its character references decoded; `text` itself when it has no '&'. The result lives
/// as long as both `text` and `arena`.
std::string_view DecodeReferences(std::string_view text, ReferenceContext context,
                                  TextArena& arena);

/// One more layer of references off a text that HTML has already decoded: titles and names in
/// attributes, JSON-LD and feeds often carry one ("L&amp;#039;Avenir").
std::string DecodeEntities(std::string_view text);

/// What the reference of that name ("eacute", without '&' and ';') stands for; empty when there is
/// none.
std::string_view NamedReference(std::string_view name);

/// HTML §13.2.5.80: the windows-1252 character that a numeric reference to a C1 control means; any
/// other `c` itself.
char32_t MeantByC1(char32_t c);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_HTML_ENTITIES_H_
