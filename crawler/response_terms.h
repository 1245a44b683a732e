// response_terms.h — a publisher's terms in a response's head and in its page's meta elements.
//
// X-Robots-Tag: "noarchive", "kiosque: noindex, nofollow"; a value for another robot is not for us.
// "none" is noindex and nofollow. tdm-reservation: 1.
//
// Errors: none. Threads: pure functions.
// Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag ; TDMRep §5
// (HTTP headers).
#ifndef KIOSQUE_CRAWLER_RESPONSE_TERMS_H_
#define KIOSQUE_CRAWLER_RESPONSE_TERMS_H_

#include <string>
#include <string_view>

#include "base/usage_terms.h"
#include "crawler/fetcher.h"
#include "parser/links.h"
#include "seeds/site.h"

namespace kiosque {

/// What one X-Robots-Tag value says to the robot `agent` (lower case).
UsageTerms TermsOfRobotsTag(std::string_view value, std::string_view agent);
/// Head and, when there is one, page together.
UsageTerms TermsOfResponse(const FetchResult& result, const PageLinks* page);

/// The state row that keeps the tdmrep.json (crawler/tdm_rules.h) of `origin` as it was last had;
/// its value is "" when there is none.
std::string TdmRowKey(std::string_view origin);

/// Whether no copy may be kept under `policy`; `terms` are those of head and page.
bool IsForbiddenToKeep(NoArchivePolicy policy, const FetchResult& result, UsageTerms terms);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_RESPONSE_TERMS_H_
