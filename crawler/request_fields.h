// request_fields.h — the fields of a request, beside Host and User-Agent.
//
//   Accept, Accept-Encoding: gzip, From, If-None-Match, If-Modified-Since, Content-Type of a POST,
//   what the caller names besides
//
// Only gzip is asked for: archives of br or zstd bodies replay in few tools (a body that comes in
// them all the same is decoded, see content_decoder.h). No cookies, no Referer, no credentials.
//
// Errors: values that would split or garble the head are left out. Threads: pure functions.
// Source: RFC 9110 §12.5 (Accept), §10.1.2 (From), §13.1 (conditional requests).
#ifndef KIOSQUE_CRAWLER_REQUEST_FIELDS_H_
#define KIOSQUE_CRAWLER_REQUEST_FIELDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "crawler/fetcher.h"

namespace kiosque {

inline constexpr std::string_view kDefaultAccept =
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// Whether `value` may be sent as a field value. Validators come from a server and go back to it.
bool IsSafeFieldValue(std::string_view value);

/// Whether `request` needs other fields than those of a plain one.
bool NeedsOwnFields(const FetchRequest& request);

/// "Name: value" lines, in the order in which they are sent.
std::vector<std::string> RequestFields(const FetchRequest& request, std::string_view from);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_REQUEST_FIELDS_H_
