// svg_tags.h — which HTML tags end a run of SVG content.
//
// Threads: pure functions. Source: HTML §13.2.6.5 (the rules for parsing tokens in foreign
// content).
#ifndef KIOSQUE_PARSER_SVG_TAGS_H_
#define KIOSQUE_PARSER_SVG_TAGS_H_

#include "parser/html_tag.h"

namespace kiosque {

/// Start tags that end SVG content.
bool BreaksOutOfSvg(Tag tag);

/// End tags of elements that cannot have been opened inside SVG content, so that they close one
/// around it.
bool ClosesAroundSvg(Tag tag);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_SVG_TAGS_H_
