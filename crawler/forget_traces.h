// forget_traces.h — the crawl's own rows about pages that are forgotten (storage/forget.h).
//
// Goes: what is queued or planned of them, what indexes say of them (crawler/index_rows.h), the
// addresses that show them (storage/page_aliases.h), claims and texts (crawler/canonical_claims.h,
// crawler/article_texts.h); and where they are named as the place at which other URLs were found.
// What stays is a fingerprint of their identity, so that they are not found as new.
//
// Errors: those of the archive. Threads: the writer's; no crawl runs.
#ifndef KIOSQUE_CRAWLER_FORGET_TRACES_H_
#define KIOSQUE_CRAWLER_FORGET_TRACES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/url.h"
#include "storage/archive.h"

namespace kiosque {

/// Removes the rows about `urls` and about every page under `sites` (SURT prefixes of hosts); how
/// many were removed or written anew. REQUIRES: opened for writing.
Result<std::uint64_t> ForgetTraces(Archive& archive, const std::vector<Url>& urls,
                                   const std::vector<std::string>& sites);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_FORGET_TRACES_H_
