#include "cli/json_row.h"

#include <charconv>
#include <cstddef>

namespace kiosque {
namespace {

/// The code unit of the \uXXXX escape at `at`; 0 when there is none.
unsigned EscapedUnit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') {
    return 0;
  }
  unsigned unit = 0;
  const char* const end = text.data() + at + 6;
  const auto [rest, error] = std::from_chars(text.data() + at + 2, end, unit, 16);
  return error == std::errc() && rest == end ? unit : 0;
}

void ReplaceLoneSurrogates(std::string& line) {
  for (std::size_t i = line.find('\\'); i < line.size(); i = line.find('\\', i)) {
    const unsigned unit = EscapedUnit(line, i);
    const unsigned next = EscapedUnit(line, i + 6);
    if (unit >= 0xD800 && unit < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
      i += 12;
    } else if (unit >= 0xD800 && unit < 0xE000) {
      line.replace(i, 6, "\\ufffd");
      i += 6;
    } else {
      i += 2;  // a backslash and what it escapes
    }
  }
}

}  // namespace

std::optional<nlohmann::json> ParseJsonRow(std::string line) {
  ReplaceLoneSurrogates(line);
  nlohmann::json row = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!row.is_object()) {
    return std::nullopt;
  }
  return row;
}

std::string DumpJsonRow(const nlohmann::ordered_json& row) {
  return row.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string TextAt(const nlohmann::json& row, std::string_view key, std::string_view fallback) {
  const auto found = row.find(key);
  return found != row.end() && found->is_string() ? found->get<std::string>()
                                                  : std::string(fallback);
}

}  // namespace kiosque
