// clean_url.h — the address of a page without the traces of who links it.
//
//   https://a.example/x/?utm_source=feed&id=7  ─▶  https://a.example/x/?id=7
//
// What base/canonical.h takes for a tracker or a session changes nothing that the server shows, so
// a link is asked for, and its article kept, without it. Everything else of the query stays as it
// was written: some servers read theirs raw. The identity of the page (IdentityOf) does not change.
//
// Errors: none. Threads: pure function.
#ifndef KIOSQUE_CRAWLER_CLEAN_URL_H_
#define KIOSQUE_CRAWLER_CLEAN_URL_H_

#include "base/url.h"

namespace kiosque {

/// `url` without the parameters that its canonical form leaves out, and without fragment.
Url CleanUrl(const Url& url);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_CLEAN_URL_H_
