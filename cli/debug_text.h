// debug_text.h — probes of parser/charset.h and of dates, in texts and in pages.
//
// Threads: pure functions.
#ifndef KIOSQUE_CLI_DEBUG_TEXT_H_
#define KIOSQUE_CLI_DEBUG_TEXT_H_

#include <nlohmann/json.hpp>

namespace kiosque {

/// {"body_b64", "transport"} -> {"encoding", "source", "text"}: the verdict, and the page's title,
/// else its first paragraph. {"label"} -> {"encoding"}: the name for a label, or null.
nlohmann::ordered_json DebugCharset(const nlohmann::json& row);

/// {"in", "lang"?, "reference"?} or {"html", "kw": {"url", "original_date", "min_date"}} ->
/// {"iso"}: text, or null when there is no date. Of a page: when it was last changed, unless
/// original_date is true.
nlohmann::ordered_json DebugDate(const nlohmann::json& row);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_DEBUG_TEXT_H_
