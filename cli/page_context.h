// page_context.h — what seed files and flags know of the site that a page came from.
//
// Errors: none. Threads: pure functions; the context refers to rules in the list.
#ifndef KIOSQUE_CLI_PAGE_CONTEXT_H_
#define KIOSQUE_CLI_PAGE_CONTEXT_H_

#include <string_view>

#include "base/clock.h"
#include "base/url.h"
#include "parser/page.h"
#include "seeds/seed_list.h"

namespace kiosque {

/// What references are resolved against when nobody says where a page came from; as the first
/// argument of SeedFlags::Load it stands for every page of no other site.
inline constexpr std::string_view kUnknownUrl = "http://unknown.invalid/";

/// The site whose host `url` has; the first one of `list` when there is none. REQUIRES: not empty.
const Site& SiteOf(const SeedList& list, const Url& url);

/// How to read the page of `url`. `list` outlives what is returned.
PageContext ContextOf(const SeedList& list, Url url, UtcTime fetched);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_PAGE_CONTEXT_H_
