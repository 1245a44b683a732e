#include "corpus/warc_date.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "base/ascii.h"

namespace kiosque {

std::optional<UtcTime> ParseWarcDate(std::string_view text) {
  if (auto time = ParseUtc(text)) {
    return time;
  }
  // "2008-10-294T…": the year and the day of the year say it all.
  constexpr std::size_t kDateBytes = std::string_view("2008-10-294").size();
  const std::string_view digits = text.substr(0, kDateBytes);
  if (digits.size() < kDateBytes || text.substr(kDateBytes, 1) != "T" || digits[4] != '-' ||
      !AreAsciiDigits(digits.substr(0, 4)) || !AreAsciiDigits(digits.substr(8))) {
    return std::nullopt;
  }
  int year = 0;
  int day = 0;
  std::from_chars(digits.data(), digits.data() + 4, year);
  std::from_chars(digits.data() + 8, digits.data() + digits.size(), day);
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::year{year} / std::chrono::January / 1} +
      std::chrono::days{day - 1}};
  if (day < 1 || date.year() != std::chrono::year{year}) {
    return std::nullopt;
  }
  return ParseUtc(fmt::format("{:04}-{:02}-{:02}{}", year, static_cast<unsigned>(date.month()),
                              static_cast<unsigned>(date.day()), text.substr(kDateBytes)));
}

}  // namespace kiosque
