#include "crawler/fetch_verdict.h"

namespace kiosque {

FetchVerdict JudgeFetch(const FetchResult& result, const FrontierEntry& entry) {
  const FetchVerdict again =
      (entry.failures + 1) % kTriesPerRun == 0 ? FetchVerdict::kFail : FetchVerdict::kRetry;
  switch (result.outcome) {
    case FetchOutcome::kCancelled:
      return FetchVerdict::kUndone;
    case FetchOutcome::kNotModified:
      return FetchVerdict::kNotModified;
    case FetchOutcome::kRedirect:
      return entry.hops < kMaxHops ? FetchVerdict::kFollow : FetchVerdict::kFail;
    case FetchOutcome::kChallenge:
      return FetchVerdict::kFail;  // asking again at once is what it guards against
    case FetchOutcome::kOk:
      break;
    default:
      return IsTransient(result.outcome) ? again : FetchVerdict::kFail;
  }
  if (result.status >= 200 && result.status < 300) {
    return FetchVerdict::kParse;
  }
  if (result.status == 404 || result.status == 410) {
    return FetchVerdict::kGone;
  }
  // 408 and 425 say "again" (RFC 9110 §15.5.9, RFC 8470 §5.2); 429 and 5xx may pass.
  const bool passing =
      result.status == 408 || result.status == 425 || result.status == 429 || result.status >= 500;
  return passing ? again : FetchVerdict::kFail;
}

}  // namespace kiosque
