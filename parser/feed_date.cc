#include "parser/feed_date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "base/ascii.h"

namespace kiosque {

namespace {

using std::chrono::minutes;

/// Longer texts are no dates.
constexpr std::size_t kMaxDate = 80;

struct Parts {
  std::optional<int> year;
  std::optional<int> month;
  std::optional<int> day;
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool has_time = false;
  minutes offset{0};
};

/// Takes exactly `count` digits off the front.
bool Take(std::string_view* text, std::size_t count, int* value) {
  if (text->size() < count || !AreAsciiDigits(text->substr(0, count))) {
    return false;
  }
  *value = AsciiDigitsValue(text->substr(0, count));
  text->remove_prefix(count);
  return true;
}

bool TakeChar(std::string_view* text, std::string_view any) {
  if (text->empty() || any.find(text->front()) == std::string_view::npos) {
    return false;
  }
  text->remove_prefix(1);
  return true;
}

/// "+01:00", "-0500", "+1", "z"; `text` is the whole token.
bool ParseOffset(std::string_view text, minutes* offset) {
  if (text == "z") {
    *offset = minutes(0);
    return true;
  }
  if (text.empty() || (text[0] != '+' && text[0] != '-')) {
    return false;
  }
  const int sign = text[0] == '-' ? -1 : 1;
  std::string digits(text.substr(1));
  std::erase(digits, ':');
  if (!AreAsciiDigits(digits) || digits.size() > 4) {
    return false;
  }
  const int value = AsciiDigitsValue(digits);
  const int total = digits.size() <= 2 ? value * 60 : value / 100 * 60 + value % 100;
  if (total > 15 * 60) {
    return false;
  }
  *offset = minutes(sign * total);
  return true;
}

struct FeedZone {
  std::string_view name;
  int hours;
};

// RFC 2822 §4.3, and those that servers of the regions we read print.
constexpr FeedZone kFeedZones[] = {
    {"gmt", 0},  {"ut", 0},   {"utc", 0},  {"wet", 0},  {"est", -5}, {"edt", -4}, {"cst", -6},
    {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}, {"cet", 1},  {"cest", 2},
    {"bst", 1},  {"wat", 1},  {"west", 1}, {"eet", 2},  {"eest", 3}, {"cat", 2},  {"sast", 2},
    {"eat", 3},  {"msk", 3},  {"ist", 5},  {"jst", 9},  {"met", 1},  {"mest", 2}, {"hst", -10}};

/// "gmt", "est", "gmt+1", "utc-05:00".
bool ParseZone(std::string_view token, minutes* offset) {
  const std::size_t sign = token.find_first_of("+-");
  const std::string_view name = token.substr(0, sign);
  for (const FeedZone& zone : kFeedZones) {
    if (zone.name == name) {
      *offset = minutes(zone.name == "ist" ? 330 : zone.hours * 60);
      minutes more{0};
      if (sign != std::string_view::npos && ParseOffset(token.substr(sign), &more)) {
        *offset += more;
      }
      return true;
    }
  }
  return ParseOffset(token, offset);
}

/// Month by its English or French beginning; 0 when it is none. "jui" alone would be two months.
int MonthOf(std::string_view token) {
  static constexpr std::array<std::array<std::string_view, 3>, 12> kMonths{
      {{"jan", "janv", "ene"},
       {"feb", "fev", "f\xC3\xA9v"},
       {"mar", "mars", "m\xC3\xA4r"},
       {"apr", "avr", "abr"},
       {"may", "mai", "mei"},
       {"jun", "juin", "junho"},
       {"jul", "juil", "julho"},
       {"aug", "aou", "ao\xC3\xBB"},
       {"sep", "sept", "set"},
       {"oct", "okt", "out"},
       {"nov", "nov", "nov"},
       {"dec",
        "d\xC3\xA9"
        "c",
        "dez"}}};
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    for (const std::string_view beginning : kMonths[month]) {
      if (token.starts_with(beginning)) {
        return static_cast<int>(month) + 1;
      }
    }
  }
  return 0;
}

int FeedYear(int year) {
  return year >= 100 ? year : year + (year < 70 ? 2000 : 1900);  // RFC 2822 §4.3, turned at 1970
}

std::optional<UtcTime> Assemble(const Parts& parts) {
  const std::chrono::year_month_day date{
      std::chrono::year(parts.year.value_or(0)),
      std::chrono::month(static_cast<unsigned>(parts.month.value_or(1))),
      std::chrono::day(static_cast<unsigned>(parts.day.value_or(1)))};
  if (!parts.year || *parts.year < 1900 || *parts.year > 2200 || !date.ok() || parts.hour > 24 ||
      parts.minute > 59 || parts.second > 60) {
    return std::nullopt;
  }
  return UtcTime(std::chrono::sys_days(date)) + std::chrono::hours(parts.hour) +
         minutes(parts.minute) + std::chrono::seconds(parts.second) - parts.offset;
}

/// "10:14:55.12", "10:14", "10h14".
bool ParseTime(std::string_view text, Parts* parts, std::string_view* rest) {
  const std::size_t digits =
      text.size() > 1 && IsAsciiDigit(text[0]) && IsAsciiDigit(text[1]) ? 2 : 1;
  Parts found = *parts;
  if (!Take(&text, digits, &found.hour) || !TakeChar(&text, ":h") ||
      !Take(&text, 2, &found.minute)) {
    return false;
  }
  if (TakeChar(&text, ":") && !Take(&text, 2, &found.second)) {
    return false;
  }
  if (TakeChar(&text, ".,")) {
    text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
  }
  found.has_time = true;
  *parts = found;
  *rest = text;
  return true;
}

/// ISO 8601 in its W3CDTF profile, with '-' optional and a space allowed for the 'T'.
std::optional<UtcTime> ParseIso(std::string_view text) {
  Parts parts;
  int year = 0;
  int value = 0;
  if (!Take(&text, 4, &year)) {
    return std::nullopt;
  }
  parts.year = year;
  const bool dashes = TakeChar(&text, "-/");
  if (Take(&text, 2, &value)) {
    parts.month = value;
    if ((!dashes || TakeChar(&text, "-/")) && Take(&text, 2, &value)) {
      parts.day = value;
    }
  }
  if (!text.empty()) {
    if (!TakeChar(&text, "t ")) {
      return std::nullopt;
    }
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    if (!ParseTime(text, &parts, &text)) {
      return std::nullopt;
    }
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    if (!text.empty() && !ParseZone(text, &parts.offset)) {
      return std::nullopt;
    }
  }
  return Assemble(parts);
}

std::vector<std::string_view> DateWords(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t begin = text.find_first_not_of(" ,\t");
    if (begin == std::string_view::npos) {
      return words;
    }
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(" ,\t"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

/// A date that is one word: "07-Sep-2002", "7/sep/02".
bool ParseDashed(std::string_view word, Parts* parts) {
  const std::size_t first = word.find_first_of("-/");
  const std::size_t second =
      first == std::string_view::npos ? first : word.find_first_of("-/", first + 1);
  if (second == std::string_view::npos) {
    return false;
  }
  const std::string_view day = word.substr(0, first);
  const std::string_view year = word.substr(second + 1);
  const int month = MonthOf(word.substr(first + 1, second - first - 1));
  if (month == 0 || !AreAsciiDigits(day) || day.size() > 2 || !AreAsciiDigits(year) ||
      year.size() > 4) {
    return false;
  }
  parts->day = AsciiDigitsValue(day);
  parts->month = month;
  parts->year = FeedYear(AsciiDigitsValue(year));
  return true;
}

/// RFC 2822 and asctime: the words may come in any order, each says what it is.
std::optional<UtcTime> ParseWords(std::string_view text) {
  Parts parts;
  bool afternoon = false;
  for (const std::string_view word : DateWords(text)) {
    std::string_view rest;
    if (!parts.has_time && ParseTime(word, &parts, &rest)) {
      if (!rest.empty() && !ParseZone(rest, &parts.offset)) {
        return std::nullopt;
      }
    } else if (AreAsciiDigits(word) && word.size() <= 4) {
      if (!parts.day && word.size() <= 2) {
        parts.day = AsciiDigitsValue(word);
      } else if (!parts.year && (word.size() == 4 || parts.month)) {
        parts.year = FeedYear(AsciiDigitsValue(word));
      } else {
        return std::nullopt;
      }
    } else if (!parts.month && ParseDashed(word, &parts)) {
      continue;
    } else if (MonthOf(word) != 0 && !parts.has_time) {
      parts.month = MonthOf(word);  // the last one: "Mar" may be mardi
    } else if (word == "pm" || word == "am") {
      afternoon = word == "pm";
    } else {
      ParseZone(word, &parts.offset);  // weekdays and unknown zones say nothing
    }
  }
  if (!parts.day || !parts.month || !parts.year) {
    return std::nullopt;
  }
  parts.hour += afternoon && parts.hour < 12 ? 12 : 0;
  return Assemble(parts);
}

}  // namespace

std::optional<UtcTime> ParseFeedDate(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kWhite);
  if (begin == std::string_view::npos) {
    return std::nullopt;
  }
  text = text.substr(begin, text.find_last_not_of(kWhite) - begin + 1);
  if (text.size() > kMaxDate) {
    return std::nullopt;
  }
  std::string lower(text);
  for (char& c : lower) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c == '\n' || c == '\r' ? ' ' : c;
  }
  if (const auto iso = ParseIso(lower)) {
    return iso;
  }
  return ParseWords(lower);
}

}  // namespace kiosque
