// debug_table.h — the probes of `kiosque debug NAME`: one row of conformance data in, one answer
// out.
//
// A probe is a pure function. To add one: write debug_<name>.{h,cc} and name it in debug_table.cc.
//
// Errors: a probe answers for any object; keys that it needs and does not find are read as empty.
// Threads: probes are pure functions.
#ifndef KIOSQUE_CLI_DEBUG_TABLE_H_
#define KIOSQUE_CLI_DEBUG_TABLE_H_

#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

namespace kiosque {

struct DebugProbe {
  std::string_view name;
  std::string_view help;  ///< what it reads and answers, one line
  nlohmann::ordered_json (*answer)(const nlohmann::json& row);
};

/// All probes, by name.
std::span<const DebugProbe> DebugProbes();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_DEBUG_TABLE_H_
