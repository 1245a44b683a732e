// date_text.h — dates as people and machines write them, in the languages of the news.
//
//   "Publié le 3 novembre 2026 à 14h05"   "mardi 1er décembre"   "2 sept. 2026"   "il y a 3 heures"
//   "2026-11-03T14:05:00+01:00"   "Tue, 03 Nov 2026 14:05 EST"   "20261103"   "2026年11月3日"   "3
//   تشرين الثاني 2026"
//
// The text is cut into numbers, words and signs once; each place where a date may begin is tried
// with a fixed set of patterns, then the time of day is looked for behind the date and before it.
// Impossible days (31/11, 29 February 2025) are no dates. Two-digit years are 1970…2069. "sept" is
// September in every language.
//
// 3/4/2026 is day-first unless `order` says otherwise or only one reading exists; with dots it is
// always day-first. Without a year the latest such day not after the reference is meant, without a
// reference there is no date.
//
// Errors: none; what is no date gives nothing. Bounds: only the first kMaxDateTextBytes are read;
// linear time. Threads: pure functions. Source: ISO 8601 (calendar and week dates), RFC 5322 §3.3,
// Unicode CLDR (names).
#ifndef KIOSQUE_PARSER_DATE_TEXT_H_
#define KIOSQUE_PARSER_DATE_TEXT_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"
#include "base/clock.h"

namespace kiosque {

inline constexpr std::size_t kMaxDateTextBytes = 4096;

enum class DateOrder : std::uint8_t { kDayFirst, kMonthFirst };

struct DateTextOptions {
  std::string_view language;  ///< primary tag of the text; empty = unknown
  DateOrder order = DateOrder::kDayFirst;
  std::optional<UtcTime> reference;  ///< "now" of relative dates and of dates without a year
  std::chrono::minutes reference_offset{0};  ///< what the reader's clock adds to UTC
};

/// A date found in a text.
struct DateText {
  std::chrono::year_month_day day{};
  std::chrono::seconds time{};  ///< since local midnight; 0 when the text has none
  bool has_time = false;
  bool has_seconds = false;
  std::optional<std::chrono::minutes> offset;  ///< from UTC, when written
  bool year_written = true;                    ///< false: taken from the reference
  bool month_in_words = false;                 ///< harder to mistake than digits
  bool relative = false;                       ///< counted back from the reference
  bool ambiguous = false;                      ///< 3/4/2026: `order` decided
  std::size_t begin = 0;                       ///< byte range in the text
  std::size_t end = 0;

  bool operator==(const DateText&) const = default;
};

/// The date that `text` as a whole is about: the first one in it, a Unix time (seconds or
/// milliseconds), a relative date, a weekday or a time of day alone (the latter three need a
/// reference).
std::optional<DateText> ParseDateText(std::string_view text, const DateTextOptions& options);

/// Every date written out in `text`, from the left, without overlap, at most `limit`.
std::vector<DateText> FindDates(std::string_view text, const DateTextOptions& options,
                                std::size_t limit);

/// As the Article holds it. `zone_offset` is the site's own, used when the text has none and gives
/// a time.
ArticleDate ToArticleDate(const DateText& date, std::optional<std::chrono::minutes> zone_offset,
                          std::string source);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_DATE_TEXT_H_
