#include "parser/date_patterns.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/one_of.h"
#include "parser/date_words.h"

namespace kiosque {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using Kind = DateToken::Kind;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

bool IsOrdinal(std::string_view word) {
  return IsOneOf(word, {"er", "ere", "st", "nd", "rd", "th", "eme", "e", "o", "a", "º", "ª", "ος",
                        "го", "ий", "ste", "de"});
}

// What stands between day and month or month and year.
bool IsJoint(std::string_view word) {
  return IsOneOf(word,
                 {"de",     "del",  "of",  "di", "do",    "da",  "d'",  "den",  "mwezi", "wa",
                  "tarehe", "m",    "г",   "ya", "ga",    "από", "του", "ngay", "thang", "nam",
                  "y",      "year", "พ.ศ", "in", "watan", "dwe", "the", "ta"});
}

int FullYear(int two_digits) {
  return two_digits < 70 ? 2000 + two_digits : 1900 + two_digits;
}

}  // namespace

bool DatePatterns::IsNumber(std::size_t i, int min_digits, int max_digits) const {
  return i < tokens_.size() && tokens_[i].kind == Kind::kNumber &&
         tokens_[i].digits >= min_digits && tokens_[i].digits <= max_digits;
}

bool DatePatterns::IsWord(std::size_t i, std::string_view word) const {
  return i < tokens_.size() && tokens_[i].kind == Kind::kWord && tokens_[i].word == word;
}

bool DatePatterns::IsSign(std::size_t i, char32_t sign) const {
  return i < tokens_.size() && tokens_[i].kind == Kind::kSign && tokens_[i].sign == sign;
}

bool DatePatterns::IsYear(std::size_t i) const {
  return IsNumber(i, 4, 4) && tokens_[i].number >= kFirstYear && tokens_[i].number <= 2700;
}

// '-', '/' or '.' for the separators of numeric dates, 0 for anything else.
char32_t DatePatterns::DashSlashDot(std::size_t i) const {
  if (i >= tokens_.size() || tokens_[i].kind != Kind::kSign) {
    return 0;
  }
  const char32_t c = tokens_[i].sign;
  if (c == '-' || (c >= 0x2010 && c <= 0x2014) || c == 0x2212) {
    return '-';
  }
  return c == '/' || c == '.' || c == 0xB7 ? (c == 0xB7 ? U'.' : c) : 0;
}

int DatePatterns::Month(std::size_t i, std::size_t* last) const {
  const int month = MonthName(i, last);
  // The Arab press gives a month both its names: "24 نيسان / أبريل 2020", "24 أبريل (نيسان) 2020".
  const bool bracket = IsSign(*last, '(');
  std::size_t end = 0;
  if (month != 0 && (bracket || IsSign(*last, '/')) && MonthName(*last + 1, &end) == month &&
      (!bracket || IsSign(end, ')'))) {
    *last = end + (bracket ? 1 : 0);
  }
  return month;
}

int DatePatterns::MonthName(std::size_t i, std::size_t* last) const {
  *last = i;
  if (i >= tokens_.size() || tokens_[i].kind != Kind::kWord) {
    return 0;
  }
  std::size_t end = i + 1;
  const bool may_go_on = BeginsLongMonth(tokens_[i].word);
  while (may_go_on && end < tokens_.size() && end < i + kMaxMonthWords &&
         tokens_[end].kind == Kind::kWord) {
    ++end;
  }
  for (; end > i + 1; --end) {
    std::string joined = tokens_[i].word;
    for (std::size_t k = i + 1; k < end; ++k) {
      joined += ' ';
      joined += tokens_[k].word;
    }
    if (const int month = MonthFromWord(joined, options_.language)) {
      *last = end;
      return month;
    }
  }
  std::string_view word = tokens_[i].word;
  int month = MonthFromWord(word, options_.language);
  if (month == 0 && word.find('\'') != std::string_view::npos) {  // "d'aout", "ekim'de"
    const std::size_t quote = word.find('\'');
    month = MonthFromWord(word.substr(quote + 1), options_.language);
    month = month != 0 ? month : MonthFromWord(word.substr(0, quote), options_.language);
  }
  *last = i + 1;
  return month;
}

std::size_t DatePatterns::SkipOrdinal(std::size_t i) const {
  if (i < tokens_.size() && tokens_[i].kind == Kind::kWord && !tokens_[i].spaced &&
      IsOrdinal(tokens_[i].word)) {
    ++i;
  }
  return i;
}

// Up to three signs or small words between the parts of a date.
std::size_t DatePatterns::SkipJoint(std::size_t i) const {
  for (int n = 0; n < 3 && i < tokens_.size(); ++n, ++i) {
    const DateToken& token = tokens_[i];
    const bool sign = token.kind == Kind::kSign &&
                      (DashSlashDot(i) != 0 || token.sign == ',' || token.sign == ']' ||
                       token.sign == ')' || token.sign == 0x60C || token.sign == 0x3001);
    if (!sign && !(token.kind == Kind::kWord && IsJoint(token.word))) {
      break;
    }
  }
  return i;
}

// Four digits, or two where nothing makes them a time of day.
std::optional<int> DatePatterns::YearAt(std::size_t i, bool short_allowed) const {
  if (IsYear(i)) {
    return static_cast<int>(tokens_[i].number);
  }
  const bool time_follows =
      IsSign(i + 1, ':') || IsTimeWord(i + 1) || (IsSign(i + 1, '.') && IsNumber(i + 2, 2, 2));
  if (short_allowed && IsNumber(i, 2, 2) && !time_follows) {
    return FullYear(static_cast<int>(tokens_[i].number));
  }
  return std::nullopt;
}

// A word behind a number that makes it an hour.
bool DatePatterns::IsTimeWord(std::size_t i) const {
  return i < tokens_.size() && tokens_[i].kind == Kind::kWord &&
         (IsOneOf(tokens_[i].word,
                  {"h", "hs", "hrs", "uhr", "am", "pm", "時", "时", "点", "點", "시", "u"}) ||
          (tokens_[i].word.size() == 1 && (tokens_[i].word == "a" || tokens_[i].word == "p") &&
           IsSign(i + 1, '.') && IsWord(i + 2, "m")));
}

std::chrono::local_seconds DatePatterns::LocalReference() const {
  const auto instant = std::chrono::floor<seconds>(*options_.reference);
  return std::chrono::local_seconds((instant + options_.reference_offset).time_since_epoch());
}

std::optional<DateMatch> DatePatterns::Make(std::size_t first, std::size_t last,
                                            std::optional<int> year, int month, int day) const {
  namespace ch = std::chrono;
  if (month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  DateMatch match;
  match.first = first;
  match.last = last;
  const ch::month m{static_cast<unsigned>(month)};
  const ch::day d{static_cast<unsigned>(day)};
  if (year) {
    const int gregorian = *year >= 2400 ? *year - 543 : *year;  // the Buddhist era of Thai pages
    match.date.day = ch::year(gregorian) / m / d;
  } else {
    if (!options_.reference) {
      return std::nullopt;
    }
    const ch::local_days today = ch::floor<ch::days>(LocalReference());
    ch::year y = ch::year_month_day(today).year();
    match.date.day = y / m / d;
    // 29 February: the last leap year; a day still to come: last year's.
    for (int back = 0;
         back < 4 && (!match.date.day.ok() || ch::local_days(match.date.day) > today + ch::days(1));
         ++back) {
      y -= ch::years(1);
      match.date.day = y / m / d;
    }
    match.date.year_written = false;
  }
  const int y = static_cast<int>(match.date.day.year());
  const bool zero =
      match.date.day == ch::year(1970) / 1 / 1 || match.date.day == ch::year(1900) / 1 / 1;
  if (!match.date.day.ok() || y < kFirstYear || y > kLastYear || zero) {
    return std::nullopt;
  }
  return match;
}

std::optional<DateMatch> DatePatterns::YearFirst(std::size_t i) const {
  const char32_t sign = DashSlashDot(i + 1);
  if (!IsYear(i) || sign == 0 || DashSlashDot(i + 3) != sign || !IsNumber(i + 2, 1, 2) ||
      !IsNumber(i + 4, 1, 2)) {
    return std::nullopt;
  }
  return Make(i, i + 5, static_cast<int>(tokens_[i].number),
              static_cast<int>(tokens_[i + 2].number), static_cast<int>(tokens_[i + 4].number));
}

// ISO 8601 §5.2.3.3: 2026-W45-2 (or -W45, its Monday).
std::optional<DateMatch> DatePatterns::Week(std::size_t i) const {
  namespace ch = std::chrono;
  if (!IsYear(i) || !IsSign(i + 1, '-') || !IsWord(i + 2, "w") || !IsNumber(i + 3, 2, 2)) {
    return std::nullopt;
  }
  const bool with_day = IsSign(i + 4, '-') && IsNumber(i + 5, 1, 1);
  const std::int64_t week = tokens_[i + 3].number;
  const std::int64_t weekday = with_day ? tokens_[i + 5].number : 1;
  if (week < 1 || week > 53 || weekday < 1 || weekday > 7) {
    return std::nullopt;
  }
  const ch::year year{static_cast<int>(tokens_[i].number)};
  const ch::local_days fourth{year / ch::January / 4};  // always in week 1
  const ch::local_days monday = fourth - (ch::weekday(fourth) - ch::Monday);
  const ch::year_month_day day{monday + ch::days(7 * (week - 1) + weekday - 1)};
  return Make(i, with_day ? i + 6 : i + 4, static_cast<int>(day.year()),
              static_cast<int>(static_cast<unsigned>(day.month())),
              static_cast<int>(static_cast<unsigned>(day.day())));
}

// 20261103, 202611031405, 20261103140500.
std::optional<DateMatch> DatePatterns::Compact(std::size_t i) const {
  if (!IsNumber(i, 8, 14) || tokens_[i].digits % 2 != 0 || tokens_[i].digits == 10) {
    return std::nullopt;
  }
  std::int64_t rest = tokens_[i].number;
  std::array<int, 3> clock{};  // hours, minutes, seconds
  const int parts = (tokens_[i].digits - 8) / 2;
  for (int k = parts - 1; k >= 0; --k) {
    clock[static_cast<std::size_t>(k)] = static_cast<int>(rest % 100);
    rest /= 100;
  }
  const int year = static_cast<int>(rest / 10000);
  if (year < kFirstYear || year > kLastYear || clock[0] > 23 || clock[1] > 59 || clock[2] > 59) {
    return std::nullopt;
  }
  auto match =
      Make(i, i + 1, year, static_cast<int>(rest / 100 % 100), static_cast<int>(rest % 100));
  if (match && parts > 0) {
    match->date.has_time = true;
    match->date.has_seconds = parts == 3;
    match->date.time = std::chrono::hours(clock[0]) + minutes(clock[1]) + seconds(clock[2]);
  }
  return match;
}

// 2026年11月3日, 11月3日, 2026년 11월 3일.
std::optional<DateMatch> DatePatterns::Ideographic(std::size_t i) const {
  std::optional<int> year;
  std::size_t at = i;
  if (IsYear(at) && (IsWord(at + 1, "年") || IsWord(at + 1, "년"))) {
    year = static_cast<int>(tokens_[at].number);
    at += 2;
  }
  if (!IsNumber(at, 1, 2) || !(IsWord(at + 1, "月") || IsWord(at + 1, "월")) ||
      !IsNumber(at + 2, 1, 2) ||
      !(IsWord(at + 3, "日") || IsWord(at + 3, "일") || IsWord(at + 3, "号") ||
        IsWord(at + 3, "號"))) {
    return std::nullopt;
  }
  return Make(i, at + 4, year, static_cast<int>(tokens_[at].number),
              static_cast<int>(tokens_[at + 2].number));
}

// 2026 November 3, 2024. április 13., 2024 m. balandžio 13 d.
std::optional<DateMatch> DatePatterns::YearMonthWord(std::size_t i) const {
  if (!IsYear(i)) {
    return std::nullopt;
  }
  std::size_t at = 0;
  const int month = Month(SkipJoint(i + 1), &at);
  if (month == 0) {
    return std::nullopt;
  }
  at = SkipJoint(at);
  if (!IsNumber(at, 1, 2) || IsSign(at + 1, ':')) {
    return std::nullopt;
  }
  auto match = Make(i, at + 1, static_cast<int>(tokens_[i].number), month,
                    static_cast<int>(tokens_[at].number));
  if (match) {
    match->date.month_in_words = true;
  }
  return match;
}

// 3.11.2026, 3/11/26, 11/3/2026, 3-11-2026. Not inside longer chains: 10.3.2.1 is no date.
std::optional<DateMatch> DatePatterns::Numeric(std::size_t i) const {
  const char32_t sign = DashSlashDot(i + 1);
  if (!IsNumber(i, 1, 2) || sign == 0 || DashSlashDot(i + 3) != sign || !IsNumber(i + 2, 1, 2) ||
      !(IsNumber(i + 4, 2, 2) || IsYear(i + 4))) {
    return std::nullopt;
  }
  const bool chained_before =
      i >= 2 && !tokens_[i].spaced && DashSlashDot(i - 1) == sign && IsNumber(i - 2, 1, 18);
  const bool chained_after =
      DashSlashDot(i + 5) == sign && IsNumber(i + 6, 1, 18) && !tokens_[i + 6].spaced;
  if (chained_before || chained_after) {
    return std::nullopt;
  }
  const int first = static_cast<int>(tokens_[i].number);
  const int second = static_cast<int>(tokens_[i + 2].number);
  int year = static_cast<int>(tokens_[i + 4].number);
  year = tokens_[i + 4].digits == 2 ? FullYear(year) : year;
  const bool month_first = sign == '/' && options_.order == DateOrder::kMonthFirst;
  auto day_first = Make(i, i + 5, year, second, first);
  auto other = Make(i, i + 5, year, first, second);
  auto match = month_first ? (other ? other : day_first) : (day_first ? day_first : other);
  if (match) {
    match->date.ambiguous = sign != '.' && day_first && other && first != second;
  }
  return match;
}

// 3 novembre 2026, 3rd of Nov. 26, 12-Mär-2014, 1er Février.
std::optional<DateMatch> DatePatterns::DayMonthWord(std::size_t i) const {
  if (!IsNumber(i, 1, 2) || (i > 0 && IsSign(i - 1, ':') && !tokens_[i].spaced)) {
    return std::nullopt;
  }
  std::size_t at = 0;
  int month = Month(SkipJoint(SkipOrdinal(i + 1)), &at);
  std::size_t thang = SkipOrdinal(i + 1);
  if (month == 0 && IsWord(thang, "thang") &&
      IsNumber(thang + 1, 1, 2)) {  // Vietnamese counts its months
    month = static_cast<int>(tokens_[thang + 1].number);
    at = thang + 2;
  }
  if (month == 0) {
    return std::nullopt;
  }
  const int day = static_cast<int>(tokens_[i].number);
  std::size_t year_at = SkipJoint(at);
  if (year_at < tokens_.size() && tokens_[year_at].kind == Kind::kWord &&
      tokens_[year_at].word == "'") {
    ++year_at;
  }
  const auto year = YearAt(year_at, true);
  auto match = Make(i, year ? year_at + 1 : at, year, month, day);
  if (match) {
    match->date.month_in_words = true;
  }
  return match;
}

// November 3, 2026; fév 15, 2013; Aug 05 12:00:00 2015.
std::optional<DateMatch> DatePatterns::MonthWordDay(std::size_t i) const {
  std::size_t at = 0;
  const int month = Month(i, &at);
  if (month == 0) {
    return std::nullopt;
  }
  at = SkipJoint(at);
  if (!IsNumber(at, 1, 2) || IsSign(at + 1, ':')) {
    return std::nullopt;
  }
  const int day = static_cast<int>(tokens_[at].number);
  const std::size_t behind_day = SkipOrdinal(at + 1);
  const std::size_t year_at = SkipJoint(behind_day);
  std::optional<DateMatch> match;
  if (const auto year = YearAt(year_at, false)) {
    match = Make(i, year_at + 1, year, month, day);
  } else if (const auto time = Time(behind_day, false); time && IsYear(time->last)) {
    match = Make(i, time->last + 1, static_cast<int>(tokens_[time->last].number), month, day);
    if (match) {
      SetTime(*time, &*match);
    }
  } else {
    match = Make(i, behind_day, std::nullopt, month, day);
  }
  if (match) {
    match->date.month_in_words = true;
  }
  return match;
}

std::optional<DateMatch> DatePatterns::Match(std::size_t i) const {
  if (i >= tokens_.size() || tokens_[i].kind == Kind::kSign) {
    return std::nullopt;
  }
  std::optional<DateMatch> match;
  if (tokens_[i].kind == Kind::kWord) {
    match = MonthWordDay(i);
  } else {
    using Pattern = std::optional<DateMatch> (DatePatterns::*)(std::size_t) const;
    static constexpr Pattern kPatterns[] = {
        &DatePatterns::YearFirst,   &DatePatterns::Week,          &DatePatterns::Compact,
        &DatePatterns::Ideographic, &DatePatterns::YearMonthWord, &DatePatterns::Numeric,
        &DatePatterns::DayMonthWord};
    for (const Pattern pattern : kPatterns) {
      match = (this->*pattern)(i);
      if (match) {
        break;
      }
    }
  }
  if (match && !match->date.has_time) {
    AddTime(&*match);
  }
  return match;
}

}  // namespace kiosque
