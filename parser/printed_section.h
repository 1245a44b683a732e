// printed_section.h — the section that a page prints: in its breadcrumbs, or in a label by the
// title.
//
// For pages that say it in no meta element and no structured data, as those of SPIP, Drupal and
// Joomla do.
//
// Errors: none. Time linear in the nodes of the elements looked at. Threads: pure function.
#ifndef KIOSQUE_PARSER_PRINTED_SECTION_H_
#define KIOSQUE_PARSER_PRINTED_SECTION_H_

#include <string>
#include <string_view>

#include "parser/document.h"
#include "parser/page_evidence.h"

namespace kiosque {

/// Empty when the page prints none. `heading`: the node of `title`, kNoNode when none.
std::string PrintedSection(const Document& document, const PageEvidence& evidence, NodeId heading,
                           std::string_view title);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_PRINTED_SECTION_H_
