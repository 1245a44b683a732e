// date_patterns.h — the shapes of an absolute date and of a time of day, over the tokens of
// parser/date_lexer.h.
//
// Match(i) tries every pattern that may begin at token i:
//
//   2026-11-03 …T14:05:00+01:00   2026-W45-2   20261103T140500   2026年11月3日   2026. 11. 3. 2026
//   November 3 3.11.2026   3/11/26           3 novembre 2026   3rd of Nov. 26   12-Mär-2014
//   November 3, 2026              Aug 05 12:00:00 2015
//
// Errors: none; no match is an empty optional. Threads: immutable after construction.
#ifndef KIOSQUE_PARSER_DATE_PATTERNS_H_
#define KIOSQUE_PARSER_DATE_PATTERNS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parser/date_lexer.h"
#include "parser/date_text.h"

namespace kiosque {

/// A date, and the tokens [first, last) it took. `begin` and `end` of `date` are not set.
struct DateMatch {
  DateText date;
  std::size_t first = 0;
  std::size_t last = 0;
};

/// A time of day, and the token behind it.
struct TimeMatch {
  std::chrono::seconds time{};
  bool has_seconds = false;
  std::optional<std::chrono::minutes> offset;
  std::size_t last = 0;
};

class DatePatterns {
 public:
  /// Keeps references: both must outlive it.
  DatePatterns(const std::vector<DateToken>& tokens, const DateTextOptions& options)
      : tokens_(tokens), options_(options) {}

  /// The date that begins at token `i`, with the time written behind or before it.
  std::optional<DateMatch> Match(std::size_t i) const;

  /// The time of day that begins at token `i`. `marked`: a word before it says that a time follows
  /// ("um 18.37").
  std::optional<TimeMatch> Time(std::size_t i, bool marked) const;

  /// Whether token `i` may stand between a date and its time: signs, "at", "um", weekdays …
  bool IsFiller(std::size_t i) const;

  /// The reference as local day and time; REQUIRES options.reference.
  std::chrono::local_seconds LocalReference() const;

 private:
  bool IsNumber(std::size_t i, int min_digits, int max_digits) const;
  bool IsWord(std::size_t i, std::string_view word) const;
  bool IsSign(std::size_t i, char32_t sign) const;
  bool IsYear(std::size_t i) const;
  bool IsTimeWord(std::size_t i) const;
  char32_t DashSlashDot(std::size_t i) const;
  int Month(std::size_t i, std::size_t* last) const;
  int MonthName(std::size_t i, std::size_t* last) const;
  std::size_t SkipOrdinal(std::size_t i) const;
  std::size_t SkipJoint(std::size_t i) const;
  std::optional<int> YearAt(std::size_t i, bool short_allowed) const;

  std::optional<DateMatch> YearFirst(std::size_t i) const;
  std::optional<DateMatch> Week(std::size_t i) const;
  std::optional<DateMatch> Compact(std::size_t i) const;
  std::optional<DateMatch> Ideographic(std::size_t i) const;
  std::optional<DateMatch> YearMonthWord(std::size_t i) const;
  std::optional<DateMatch> Numeric(std::size_t i) const;
  std::optional<DateMatch> DayMonthWord(std::size_t i) const;
  std::optional<DateMatch> MonthWordDay(std::size_t i) const;

  std::optional<DateMatch> Make(std::size_t first, std::size_t last, std::optional<int> year,
                                int month, int day) const;
  struct ClockFace {
    std::int64_t hour = 0;
    std::int64_t minute = 0;
    std::int64_t second = 0;
    bool has_seconds = false;
  };
  std::optional<std::size_t> Face(std::size_t at, bool marked, ClockFace* face) const;
  void AddTime(DateMatch* match) const;
  void SetTime(const TimeMatch& time, DateMatch* match) const;
  std::optional<std::chrono::minutes> Zone(std::size_t* i, bool iso) const;
  std::size_t HalfDay(std::size_t i, int* half) const;

  const std::vector<DateToken>& tokens_;
  const DateTextOptions& options_;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_DATE_PATTERNS_H_
