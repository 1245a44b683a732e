// tls_policy.h — the seed file's word on certificates, as the fetcher takes it.
//
// Errors: none. Threads: pure function.
#ifndef KIOSQUE_CRAWLER_TLS_POLICY_H_
#define KIOSQUE_CRAWLER_TLS_POLICY_H_

#include "crawler/fetcher.h"
#include "seeds/site.h"

namespace kiosque {

inline TlsPolicy TlsPolicyOf(const Site& site) {
  switch (site.tls) {
    case TlsStrictness::kStrict:
      return TlsPolicy::kStrict;
    case TlsStrictness::kFetchIntermediate:
      return TlsPolicy::kFetchIntermediate;
    case TlsStrictness::kAllowBroken:
      return TlsPolicy::kAllowBroken;
  }
  return TlsPolicy::kStrict;
}

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_TLS_POLICY_H_
