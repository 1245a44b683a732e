// json_dump.h — a JSON value as text that any reader takes.
//
// Errors: none; what is no UTF-8 becomes U+FFFD. Threads: pure function.
#ifndef KIOSQUE_CORPUS_JSON_DUMP_H_
#define KIOSQUE_CORPUS_JSON_DUMP_H_

#include <nlohmann/json.hpp>
#include <string>

namespace kiosque {

/// In one line, or with `indent` spaces a level.
inline std::string DumpJson(const nlohmann::ordered_json& json, int indent = -1) {
  return json.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_JSON_DUMP_H_
