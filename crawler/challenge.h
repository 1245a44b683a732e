// challenge.h — recognises a test for human visitors that came instead of the page.
//
// Such a page is not what was asked for, is never a version, and is no obstacle to be got around:
// the site's owner, or whoever guards the site, is to be asked for permission.
//
// Errors: none. Time linear in the first 64 KiB of the body. Threads: pure function.
// Source: the services' own documentation (cf-mitigated, x-amzn-waf-action, x-vercel-mitigated) and
// the addresses that their
//         pages load.
#ifndef KIOSQUE_CRAWLER_CHALLENGE_H_
#define KIOSQUE_CRAWLER_CHALLENGE_H_

#include <string_view>

#include "crawler/fetcher.h"

namespace kiosque {

/// Who asks: "Cloudflare", "DataDome" …; empty when `result` is no challenge.
std::string_view ChallengeOf(const FetchResult& result);

/// Makes a challenge what it is: the outcome kChallenge, without a body. Whether `result` is one.
bool TakeForChallenge(FetchResult& result);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_CHALLENGE_H_
