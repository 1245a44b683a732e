#include "seeds/quantity.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace kiosque {
namespace {

/// Splits "1.5h" into 1.5 and "h"; empty when it does not begin with a plain decimal number.
std::optional<std::pair<double, std::string_view>> SplitNumber(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (error != std::errc() || !std::isfinite(number) || number < 0 || text.front() == '-') {
    return std::nullopt;
  }
  std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  while (!unit.empty() && unit.front() == ' ') {
    unit.remove_prefix(1);
  }
  return std::pair(number, unit);
}

struct Unit {
  std::string_view name;
  double factor;
};

constexpr std::array kDurationUnits{Unit{"ms", 1},
                                    Unit{"", 1e3},
                                    Unit{"s", 1e3},
                                    Unit{"m", 60e3},
                                    Unit{"min", 60e3},
                                    Unit{"h", 3600e3},
                                    Unit{"d", 24 * 3600e3},
                                    Unit{"w", 7 * 24 * 3600e3},
                                    Unit{"y", 365.25 * 24 * 3600e3}};

constexpr std::array kSizePrefixes{Unit{"", 1.0},           Unit{"K", 1024.0},
                                   Unit{"k", 1024.0},       Unit{"M", 1048576.0},
                                   Unit{"G", 1073741824.0}, Unit{"T", 1099511627776.0}};

}  // namespace

std::optional<std::chrono::milliseconds> ParseDuration(std::string_view text) {
  constexpr double kLongest = 100 * 365.25 * 24 * 3600e3;
  const auto split = SplitNumber(text);
  if (!split) {
    return std::nullopt;
  }
  for (const Unit& unit : kDurationUnits) {
    if (unit.name == split->second) {
      const double milliseconds = split->first * unit.factor;
      if (milliseconds > kLongest) {
        return std::nullopt;
      }
      return std::chrono::milliseconds(std::llround(milliseconds));
    }
  }
  return std::nullopt;
}

std::string FormatDuration(std::chrono::milliseconds duration) {
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> kUnits{
      {{24 * 3600 * 1000, "d"}, {3600 * 1000, "h"}, {60 * 1000, "m"}, {1000, "s"}}};
  const std::int64_t count = duration.count();
  for (const auto& [size, name] : kUnits) {
    if (count != 0 && count % size == 0) {
      return std::to_string(count / size).append(name);
    }
  }
  return count == 0 ? "0s" : std::to_string(count) + "ms";
}

std::optional<std::uint64_t> ParseSize(std::string_view text) {
  constexpr double kLargest = 9e18;
  const auto split = SplitNumber(text);
  if (!split) {
    return std::nullopt;
  }
  std::string_view unit = split->second;
  if (unit.ends_with("iB")) {
    unit.remove_suffix(2);
  } else if (unit.ends_with('B')) {
    unit.remove_suffix(1);
  }
  for (const Unit& prefix : kSizePrefixes) {
    if (prefix.name == unit) {
      const double bytes = split->first * prefix.factor;
      if (bytes > kLargest) {
        return std::nullopt;
      }
      return static_cast<std::uint64_t>(bytes);
    }
  }
  return std::nullopt;
}

std::optional<UtcTime> ParseSince(std::string_view text, UtcTime now) {
  if (const auto time = ParseUtc(text)) {
    return time;
  }
  // A bare number is no duration here: "2024" means the year to a reader.
  if (!text.empty() && text.back() >= '0' && text.back() <= '9') {
    return std::nullopt;
  }
  if (const auto ago = ParseDuration(text)) {
    return now - *ago;
  }
  return std::nullopt;
}

}  // namespace kiosque
