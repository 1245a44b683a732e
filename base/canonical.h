// canonical.h — under which URL a page is known, whatever the address it was linked by.
//
// CanonicalUrl drops what does not change the page: fragment, credentials, tracking parameters
// (utm_*, fbclid, gclid …), session ids, empty queries, dot segments and needless escapes; it sorts
// the query. It never changes scheme or host: whether http and https, or www and bare host, are the
// same site is learned from redirects and said in the seed file, not guessed here.
//
// It is a key, not an address: fetch the URL that was found. Some servers read their query raw, and
// "?a" is not "?a=" to them.
//
// Errors: none; every Url has a canonical form, and it is a fixed point (Canonical(Canonical(u)) ==
// Canonical(u)). Threads: pure functions. Source: w3lib.canonicalize_url and internetarchive/surt
// for the rules; each tracker in the table of
//         canonical.cc says whose it is.
#ifndef KIOSQUE_BASE_CANONICAL_H_
#define KIOSQUE_BASE_CANONICAL_H_

#include "base/url.h"

namespace kiosque {

/// The visit key of `url`: two URLs with the same canonical form are one page.
Url CanonicalUrl(const Url& url);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_CANONICAL_H_
