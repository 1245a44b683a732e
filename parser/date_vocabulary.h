// date_vocabulary.h — the names under which pages keep dates, and the words around visible ones.
//
// Errors: none; what is unknown has no role. Threads: pure functions.
#ifndef KIOSQUE_PARSER_DATE_VOCABULARY_H_
#define KIOSQUE_PARSER_DATE_VOCABULARY_H_

#include <optional>
#include <string_view>

#include "parser/page_date.h"

namespace kiosque {

struct MetaDateMeaning {
  DateCandidate::Role role = DateCandidate::Role::kEither;
  int weight = 0;
};

/// What a meta element of this lower-case name says. Unknown names that speak of dates count a
/// little; those of expiry, events and validity never.
std::optional<MetaDateMeaning> DateOfMeta(std::string_view name);

/// Whether the words before a visible date say that the article was changed, was published, or that
/// the date is of something else (a copyright, a membership, an event).
bool SaysModified(std::string_view text);
bool SaysPublished(std::string_view text);
bool SaysOther(std::string_view text);
/// … that it is the first of several publications: "originally published".
bool SaysFirstPublished(std::string_view text);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_DATE_VOCABULARY_H_
