// json_row.h — JSON lines in and out, whatever is in them.
//
// Rows may hold lone surrogates ("\ud800"): web data has them, UTF-8 cannot. They are read as
// U+FFFD, as the Infra Standard turns strings into scalar values.
//
// Errors: empty for what is not one JSON object. Threads: pure functions.
// Source: RFC 8259 §8.2 (surrogates), https://jsonlines.org/.
#ifndef KIOSQUE_CLI_JSON_ROW_H_
#define KIOSQUE_CLI_JSON_ROW_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace kiosque {

/// Reads one line as a JSON object.
std::optional<nlohmann::json> ParseJsonRow(std::string line);

/// One line, without its newline; invalid UTF-8 becomes U+FFFD.
std::string DumpJsonRow(const nlohmann::ordered_json& row);

/// The text at `key`, or `fallback` when there is none or it is no text.
std::string TextAt(const nlohmann::json& row, std::string_view key, std::string_view fallback = "");

}  // namespace kiosque

#endif  // KIOSQUE_CLI_JSON_ROW_H_
