// url_query.h — the query of a link, in the encoding of the page that it stands on. Private to
// base/url*.cc.
//
// Errors: none; a character that the encoding lacks goes out as its decimal reference
// ("%26%238224%3B"). Threads: pure function. Source: URL Standard §1.3 "percent-encode after
// encoding"; Encoding Standard §4.3 (output encodings).
#ifndef KIOSQUE_BASE_URL_QUERY_H_
#define KIOSQUE_BASE_URL_QUERY_H_

#include <string>
#include <string_view>

namespace kiosque {

/// Appends `query` (UTF-8, without '?') to `out`, percent-encoded as browsers send it from a page
/// whose encoding is `encoding`: a name of the Encoding Standard; empty, UTF-16 and unknown ones
/// mean UTF-8.
void AppendEncodedQuery(std::string_view query, std::string_view encoding, std::string& out);

}  // namespace kiosque

#endif  // KIOSQUE_BASE_URL_QUERY_H_
