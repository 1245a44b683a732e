#include "seeds/day_hours.h"

#include <cstddef>

namespace kiosque {
namespace {

std::optional<int> TwoDigits(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != 2 || !digit(text[0]) || !digit(text[1])) {
    return std::nullopt;
  }
  return (text[0] - '0') * 10 + (text[1] - '0');
}

std::optional<int> ParseMinute(std::string_view text) {
  constexpr std::size_t kColon = 2;
  if (text.size() != 5 || text[kColon] != ':') {
    return std::nullopt;
  }
  const std::optional<int> hours = TwoDigits(text.substr(0, kColon));
  const std::optional<int> minutes = TwoDigits(text.substr(kColon + 1));
  if (!hours || !minutes || *minutes >= 60) {
    return std::nullopt;
  }
  const int minute = *hours * 60 + *minutes;
  return minute <= DayHours::kDay ? std::optional(minute) : std::nullopt;
}

}  // namespace

std::optional<DayHours> DayHours::Parse(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  const std::optional<int> from = ParseMinute(text.substr(0, dash));
  const std::optional<int> until = ParseMinute(text.substr(dash + 1));
  if (!from || !until || *from == *until || *from == kDay) {
    return std::nullopt;
  }
  return DayHours{*from, *until};
}

}  // namespace kiosque
