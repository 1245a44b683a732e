// surt.h — Sort-friendly URI Reordering Transform: the key that archives sort captures by.
//
//   https://www.radiookapi.net/2024/04/13/a?b=1   ->   net,radiookapi)/2024/04/13/a?b=1
//
// The key forgets more than identity does (letter case, trailing slash, www): it finds captures, it
// does not say that two pages are one; for that see base/canonical.h.
//
// All pages of a site, and of its subdomains, are neighbours; scheme, www and case do not count.
//
// Errors: none. Threads: pure function.
// Source: internetarchive/surt (GoogleURLCanonicalizer + IAURLCanonicalizer + SURT), the behaviour
// that
//         pywb, cdxj-indexer and jwarc look captures up by.
#ifndef KIOSQUE_BASE_SURT_H_
#define KIOSQUE_BASE_SURT_H_

#include <string>
#include <string_view>

#include "base/url.h"

namespace kiosque {

/// The SURT key of `url` (no scheme, no fragment, no trailing slash), ASCII.
std::string SurtKey(const Url& url);

/// The same for a record's target URI of any scheme: what is not http(s) ("dns:…", "warcinfo:…",
/// "urn:…") is its own key.
std::string SurtKeyOfUri(std::string_view uri);

/// The prefix that all SURT keys of `hostname` and its subdomains share: "net,radiookapi".
std::string SurtHostPrefix(std::string_view hostname);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_SURT_H_
