// debug_url.h — probes of base/url.h, base/canonical.h and base/surt.h.
//
// Threads: pure functions.
#ifndef KIOSQUE_CLI_DEBUG_URL_H_
#define KIOSQUE_CLI_DEBUG_URL_H_

#include <nlohmann/json.hpp>

namespace kiosque {

/// {"input", "base"?, "encoding"?} -> the parts as the URL API names them, or {"failure": true}.
nlohmann::ordered_json DebugUrl(const nlohmann::json& row);
/// {"input", "output": {"windows-1252": …}} -> {"output"} with the query in the encodings asked
/// for.
nlohmann::ordered_json DebugUrlQuery(const nlohmann::json& row);
/// {"input"} -> {"output"}: text, or null when it is no domain.
nlohmann::ordered_json DebugIdna(const nlohmann::json& row);
/// {"url"} or {"args": [url], "kw": {"encoding"}} -> {"output"}: text, or null when it is no URL.
nlohmann::ordered_json DebugCanonical(const nlohmann::json& row);
/// {"url"} -> {"output"}
nlohmann::ordered_json DebugSurt(const nlohmann::json& row);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_DEBUG_URL_H_
