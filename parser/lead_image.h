// lead_image.h — the picture that an article opens with, where no meta element names one.
//
// The first picture by the title that is large enough, no portrait and no logo. Lazy loaders keep
// the address in data attributes and leave a placeholder in src; of a srcset the largest is taken;
// pictures in noscript count, they are what the script would load.
//
// Errors: none; empty when there is none. Time: linear. Threads: pure function.
// Source: HTML §4.8.4.2.2 (srcset).
#ifndef KIOSQUE_PARSER_LEAD_IMAGE_H_
#define KIOSQUE_PARSER_LEAD_IMAGE_H_

#include <string>
#include <string_view>

#include "parser/metadata.h"

namespace kiosque {

/// The address of the largest candidate in a srcset value; empty when it holds none.
std::string_view LargestOfSrcset(std::string_view srcset);

/// The reference as written, not resolved. `heading`: the title's node, kNoNode when none.
std::string LeadImageOf(const Document& document, const PageEvidence& evidence, NodeId heading);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_LEAD_IMAGE_H_
