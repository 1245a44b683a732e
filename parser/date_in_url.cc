// The date in an address: the last part of parser/page_date.h that needs no page.
#include <string>

#include "base/ascii.h"
#include "parser/clean_text.h"
#include "parser/page_date.h"

namespace kiosque {
namespace {

namespace ch = std::chrono;

}  // namespace

std::optional<DateText> DateInUrl(std::string_view path) {
  path = path.substr(0, 2000);
  const auto digits_at = [&](std::size_t at, std::size_t most) {
    std::size_t n = 0;
    while (at + n < path.size() && n < most && IsAsciiDigit(path[at + n])) {
      ++n;
    }
    return n;
  };
  for (std::size_t i = 1; i + 7 < path.size(); ++i) {
    if (IsAsciiDigit(path[i - 1]) || digits_at(i, 4) != 4) {
      continue;
    }
    const int year = AsciiDigitsValue(path.substr(i, 4));
    if (year < 1990 || year > 2099) {
      continue;
    }
    int month = 0;
    std::size_t at = i + 4;
    DateText date;
    if (digits_at(at, 5) == 4) {  // 20240413
      date.day = ch::year(year) /
                 ch::month(static_cast<unsigned>(AsciiDigitsValue(path.substr(at, 2)))) /
                 ch::day(static_cast<unsigned>(AsciiDigitsValue(path.substr(at + 2, 2))));
      if (date.day.ok()) {
        return date;
      }
      continue;
    }
    const char separator = path[at];
    if (separator != '/' && separator != '-' && separator != '_' && separator != '.') {
      continue;
    }
    ++at;
    const std::size_t month_digits = digits_at(at, 3);
    if (month_digits == 1 || month_digits == 2) {
      month = AsciiDigitsValue(path.substr(at, month_digits));
      at += month_digits;
    } else if (const std::size_t end = path.find(separator, at);
               end != std::string_view::npos && end - at <= 9) {
      DateTextOptions english;
      english.language = "en";
      const auto named = ParseDateText(
          std::string("1 ").append(path.substr(at, end - at)).append(" 2000"), english);
      month = named ? static_cast<int>(static_cast<unsigned>(named->day.month())) : 0;
      at = end;
    }
    if (month < 1 || month > 12 || at >= path.size() || path[at] != separator) {
      continue;
    }
    ++at;
    const std::size_t day_digits = digits_at(at, 3);
    if (day_digits != 1 && day_digits != 2) {
      continue;
    }
    date.day = ch::year(year) / ch::month(static_cast<unsigned>(month)) /
               ch::day(static_cast<unsigned>(AsciiDigitsValue(path.substr(at, day_digits))));
    if (date.day.ok()) {
      return date;
    }
  }
  return std::nullopt;
}

// Regions whose English writes the month first.
bool MonthFirstRegion(std::string_view region) {
  return StartsWithNoCase(region, "us") || StartsWithNoCase(region, "ph") ||
         StartsWithNoCase(region, "ca");
}

DateOrder OrderFor(std::string_view language, std::string_view declared, std::string_view hostname,
                   std::string_view path) {
  if (!language.empty() && language != "en" && language != "fil" && language != "tl") {
    return DateOrder::kDayFirst;
  }
  // "/en-gb/news/…" beats the tag of the template.
  if (path.size() > 6 && StartsWithNoCase(path, "/en-")) {
    return MonthFirstRegion(path.substr(4, 2)) ? DateOrder::kMonthFirst : DateOrder::kDayFirst;
  }
  const std::size_t dash = declared.find_first_of("-_");
  if (dash != std::string_view::npos && language == "en" &&
      !MonthFirstRegion(declared.substr(dash + 1, 2))) {
    return DateOrder::kDayFirst;
  }
  const std::size_t dot = hostname.rfind('.');
  const std::string_view top =
      dot == std::string_view::npos ? std::string_view() : hostname.substr(dot + 1);
  // Two letters are a country, save those that are sold as words.
  const bool national = top.size() == 2 && top != "us" && top != "ph" && top != "ca" &&
                        top != "io" && top != "co" && top != "tv" && top != "me" && top != "ai" &&
                        top != "ly";
  return national || language.empty() ? DateOrder::kDayFirst : DateOrder::kMonthFirst;
}

}  // namespace kiosque
