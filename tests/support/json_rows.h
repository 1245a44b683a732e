// json_rows.h — the rows of a JSON-lines file of the test data.
//
// The conformance files write lone surrogates as "\uD800". JSON that is read into UTF-8 cannot hold
// them; a URL parser sees U+FFFD in their place (they are USVStrings), so that is what the rows
// get.
#ifndef KIOSQUE_TESTS_SUPPORT_JSON_ROWS_H_
#define KIOSQUE_TESTS_SUPPORT_JSON_ROWS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/test_data.h"

namespace kiosque::testing {

/// `line` with every \uXXXX escape of a lone surrogate replaced by \ufffd.
inline std::string ReplaceLoneSurrogates(std::string line) {
  const auto unit = [&line](std::size_t at) -> unsigned {
    if (at + 6 > line.size() || line[at] != '\\' || line[at + 1] != 'u') {
      return 0;
    }
    return static_cast<unsigned>(std::stoul(line.substr(at + 2, 4), nullptr, 16));
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\') {
      continue;
    }
    const unsigned first = unit(i);
    if (first >= 0xD800 && first < 0xDC00 && unit(i + 6) >= 0xDC00 && unit(i + 6) < 0xE000) {
      i += 11;
    } else if (first >= 0xD800 && first < 0xE000) {
      line.replace(i, 6, "\\ufffd");
      i += 5;
    } else {
      i += 1;
    }
  }
  return line;
}

inline std::vector<nlohmann::json> JsonRows(const std::string& relative) {
  std::vector<nlohmann::json> rows;
  for (std::string& line : TestDataLines(relative)) {
    rows.push_back(nlohmann::json::parse(ReplaceLoneSurrogates(std::move(line))));
  }
  return rows;
}

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_JSON_ROWS_H_
