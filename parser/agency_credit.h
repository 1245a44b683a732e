// agency_credit.h — the news agency that a text names where agencies are named: in the dateline
// ("KINSHASA, 13 avril (ACP) -") or behind the last sentence ("(AFP)", "Avec Reuters").
//
// Errors: none; empty when none is named. Threads: pure function.
#ifndef KIOSQUE_PARSER_AGENCY_CREDIT_H_
#define KIOSQUE_PARSER_AGENCY_CREDIT_H_

#include <string_view>
#include <vector>

#include "base/article.h"

namespace kiosque {

/// The short name (parser/person_name.h, AgencyOf) of the agency credited in the body's first or
/// last lines.
std::string_view AgencyInText(const std::vector<Block>& blocks);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_AGENCY_CREDIT_H_
