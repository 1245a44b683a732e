// site_rules.h — what a person says of the pages of a site, carried out.
//
// A rule that matches nothing on a page leaves that page to the extractor: sites change, and an old
// rule must not empty an archive. `extract --explain` tells which rules matched.
//
// Bounds: one pass over the elements for each selector, and the ancestors of what its last part
// matches. Errors: none. Threads: pure functions. Source: base/selector.h.
#ifndef KIOSQUE_PARSER_SITE_RULES_H_
#define KIOSQUE_PARSER_SITE_RULES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "base/selector.h"
#include "parser/article_extractor.h"
#include "parser/body_extract.h"
#include "parser/document.h"

namespace kiosque {

/// The elements that `selector` matches, in document order.
std::vector<NodeId> Matches(const Document& document, const Selector& selector);

/// Keeps every text block in what `rules.body` matches and drops all others; then drops those in
/// what `rules.remove` matches. No list of blocks is changed, only `keep`.
void ApplyBodyRules(const Document& document, const SiteRules& rules, BodySelection* selection);

/// Title and date of publication from the first element that matches and has one; their evidence
/// becomes "rule", 100 %.
void ApplyFieldRules(const Document& document, const PageContext& context, Article* article);

/// How often each rule matched, for people: "select_body article .text: 1 element".
std::vector<std::string> ExplainRules(const Document& document, const SiteRules& rules);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_SITE_RULES_H_
