// feed_names.h — a Feed under the names that feedparser gives its parts, for `kiosque debug feed`.
//
// Threads: pure functions. Source: https://feedparser.readthedocs.io/ (reference of elements); what
// of it is left out is in docs/conformance.md.
#ifndef KIOSQUE_CLI_FEED_NAMES_H_
#define KIOSQUE_CLI_FEED_NAMES_H_

#include <nlohmann/json.hpp>
#include <string>

#include "parser/feed.h"

namespace kiosque {

/// {"feed": {…}, "entries": […], "version", "encoding", "bozo"}. `content_type` is the HTTP header,
/// or empty.
nlohmann::ordered_json FeedNames(const Feed& feed, const std::string& content_type);

/// What stands at `path` (names, indices, "#len"); null when nothing does.
nlohmann::ordered_json AtPath(const nlohmann::ordered_json& names, const nlohmann::json& path);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_FEED_NAMES_H_
